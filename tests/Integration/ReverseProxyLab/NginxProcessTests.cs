using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LearnWeb.Models.ReverseProxyLab;
using Xunit;

namespace LearnWeb.Tests.Integration.ReverseProxyLab;

/// <summary>
/// That nginx comes and goes with who started it. Alone, for the processes of other tests would be counted.
/// </summary>
[CollectionDefinition(nameof(NginxProcessTests), DisableParallelization = true)]
[Collection(nameof(NginxProcessTests))]
public sealed class NginxProcessTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>As many as are asked for: <c>LEARNWEB_PROXY_RUNS=200 dotnet test</c>.</summary>
    private static int Runs =>
        int.TryParse(Environment.GetEnvironmentVariable("LEARNWEB_PROXY_RUNS"), CultureInfo.InvariantCulture, out var n)
            ? n
            : 24;

    [Fact]
    public async Task DisposedProcess_LeavesNoPortAndNoFolder()
    {
        var nginx = await LiveProxy.FindAsync();
        var before = Folders(Path.GetTempPath());
        var process = await NginxProcess.StartAsync(nginx, Configure, Cancellation);
        var folder = Folders(Path.GetTempPath()).Except(before).ToList();
        Assert.NotEmpty(folder);

        await process.DisposeAsync();

        Assert.True(await BecomesAsync(() => !Folders(Path.GetTempPath()).Intersect(folder).Any()));
        Assert.False(await ListensAsync(process.Address));
    }

    [Fact]
    public async Task ConfigurationThatNginxRefuses_IsToldInItsWords()
    {
        var nginx = await LiveProxy.FindAsync();
        var error = await Assert.ThrowsAsync<NginxException>(() =>
            NginxProcess.StartAsync(nginx, _ => "nonsense;", Cancellation)
        );
        Assert.Contains("unknown directive \"nonsense\"", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ManyRuns_LeaveNoProcessAndNoFolder()
    {
        await LiveProxy.FindAsync();
        var before = Folders(Path.GetTempPath());

        await Parallel.ForEachAsync(
            Enumerable.Range(0, Runs),
            new ParallelOptions { MaxDegreeOfParallelism = 6, CancellationToken = Cancellation },
            async (run, _) =>
                await LiveProxy.RunAsync(
                    run % 2 == 0 ? "get(A B, /who)" : "down(1); broken(2); get(A, /who, 3)",
                    run % 3 == 0 ? Engine.Yarp : Engine.Nginx
                )
        );

        // Those of somebody else come and go; one that was left behind stays.
        Assert.True(await BecomesAsync(() => !Folders(Path.GetTempPath()).Except(before).Any()), "a folder is left");
        Assert.True(
            await BecomesAsync(() => ProcessesOf(Path.Combine(Path.GetTempPath(), "lw-nginx-")).Count == 0),
            "a process is left"
        );
    }

    [Fact]
    public async Task NginxThatDies_IsTold()
    {
        await LiveProxy.FindAsync();
        var before = Folders(Path.GetTempPath());
        var running = LiveProxy.RunAsync("get(A, /who); wait(1500); get(A, /who)", Engine.Nginx);
        await Task.Delay(700, Cancellation);
        var folder = Assert.Single(Folders(Path.GetTempPath()).Except(before));
        var number = await File.ReadAllTextAsync(Path.Combine(folder, "nginx.pid"), Cancellation);
        using (var nginx = Process.GetProcessById(int.Parse(number, CultureInfo.InvariantCulture)))
        {
            nginx.Kill();
        }

        var trace = await running;

        Assert.True(trace.Died);
        Assert.Equal([200, null], trace.Requests.Select(request => request.Status));
    }

    [Fact]
    public async Task KilledSite_TakesItsNginxAlong()
    {
        await LiveProxy.FindAsync();
        var state = Directory.CreateTempSubdirectory("learnweb-proxy-").FullName;
        try
        {
            using var site = await SiteProcess.StartAsync(state);
            using var request = new HttpRequestMessage(
                HttpMethod.Get,
                site.At("/en/labs/reverse-proxy?script=wait(9000)%0Aget(A,/)&engine=nginx")
            );
            request.Headers.Accept.ParseAdd("application/json");
            var answer = site.Client.SendAsync(request, Cancellation);
            Assert.True(await BecomesAsync(() => ProcessesOf(state).Count > 2), "nginx and its guard should run");

            site.KillAlone();

            Assert.True(await BecomesAsync(() => ProcessesOf(state).Count == 0), "nothing should run any more");
            Assert.Empty(Directory.EnumerateDirectories(state, "lw-nginx-*", SearchOption.AllDirectories));
            await Assert.ThrowsAsync<HttpRequestException>(() => answer);
        }
        finally
        {
            Directory.Delete(state, recursive: true);
        }
    }

    private static string Configure(int port) =>
        string.Create(CultureInfo.InvariantCulture, $"server {{ listen 127.0.0.1:{port}; }}");

    private static List<string> Folders(string where) => [.. Directory.EnumerateDirectories(where, "lw-nginx-*")];

    /// <summary>The processes, zombies aside, whose command line names a path.</summary>
    private static List<string> ProcessesOf(string path) =>
        [
            .. Directory
                .EnumerateDirectories("/proc")
                .Where(process => Read(process, "cmdline").Contains(path, StringComparison.Ordinal)),
        ];

    private static string Read(string process, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return ""; // gone, or none
        }
    }

    private static async Task<bool> BecomesAsync(Func<bool> state)
    {
        for (var since = Stopwatch.StartNew(); since.Elapsed < Patience; await Task.Delay(50, Cancellation))
        {
            if (state())
            {
                return true;
            }
        }

        return false;
    }

    private static async Task<bool> ListensAsync(IPEndPoint address)
    {
        using var socket = new TcpClient();
        try
        {
            await socket.ConnectAsync(address, Cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
