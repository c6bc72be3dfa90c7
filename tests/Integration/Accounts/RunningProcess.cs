using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace LearnWeb.Tests.Integration.Accounts;

/// <summary>The built site, started as anyone would.</summary>
internal sealed class RunningProcess : IDisposable
{
    private readonly Process _process;
    private readonly int _port;

    private RunningProcess(Process process, int port) => (_process, _port) = (process, port);

    public HttpClient Client { get; } = new(new SocketsHttpHandler { UseCookies = false });

    public static Task<RunningProcess> StartAsync(string state, params (string Name, string Value)[] environment) =>
        StartInAsync(AppContext.BaseDirectory, state, environment);

    /// <summary>Starts the site that lies beside the tests of another copy of the source.</summary>
    public static async Task<RunningProcess> StartInAsync(
        string folder,
        string state,
        params (string Name, string Value)[] environment
    )
    {
        var site = new RunningProcess(LaunchIn(folder, state, out var port, environment), port);
        for (var tries = 0; ; tries++)
        {
            try
            {
                await site.Client.GetStringAsync(site.At("/healthz"));
                return site;
            }
            catch (HttpRequestException) when (tries < 600)
            {
                await Task.Delay(50);
            }
        }
    }

    public static Process Launch(string state, out int port) => LaunchIn(AppContext.BaseDirectory, state, out port, []);

    private static Process LaunchIn(
        string folder,
        string state,
        out int port,
        (string Name, string Value)[] environment
    )
    {
        port = FreePort();
        // The tests' own: they have all that the site needs.
        var tests = Path.Combine(folder, "LearnWeb.Tests.Integration");
        var start = new ProcessStartInfo(
            "dotnet",
            [
                "exec",
                "--runtimeconfig",
                $"{tests}.runtimeconfig.json",
                "--depsfile",
                $"{tests}.deps.json",
                Path.Combine(folder, "LearnWeb.dll"),
            ]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment =
            {
                ["Urls"] = $"http://127.0.0.1:{port}",
                ["State__Path"] = state,
                ["Logging__LogLevel__Default"] = "None",
            },
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    public Uri At(string path) => new($"http://127.0.0.1:{_port}{path}");

    public void Kill()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
        Client.Dispose();
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
