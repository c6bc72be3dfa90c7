using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Xunit;

namespace LearnWeb.Tests.Integration.Pages;

/// <summary>A real nginx before a site, without privileges and with all its files in a folder of its own.</summary>
internal sealed class Nginx : IFront
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("learnweb-nginx-").FullName;
    private readonly Process _process;

    private Nginx(string program, Func<string, int, string> server, string origin)
    {
        var port = Loopback.FreePort();
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"{origin}:{port}/"));
        var file = Path.Combine(_folder, "nginx.conf");
        File.WriteAllText(file, Configuration(server(_folder, port)));
        var start = new ProcessStartInfo(program, ["-p", _folder, "-e", "stderr", "-c", file]);
        (start.RedirectStandardError, start.UseShellExecute) = (true, false);
        _process = Process.Start(start)!;
    }

    public Uri Address { get; }

    /// <summary>Where the program is; <c>null</c> if it is nowhere.</summary>
    private static string? Program { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Append("/usr/sbin")
            .Select(folder => Path.Combine(folder, "nginx"))
            .FirstOrDefault(File.Exists);

    /// <summary>Starts one and waits until it listens.</summary>
    /// <param name="server">Writes its server for a folder of its own and a port.</param>
    /// <param name="origin">Scheme and host that clients use.</param>
    public static async Task<Nginx> StartAsync(Func<string, int, string> server, string origin = "http://127.0.0.1")
    {
        Assert.SkipWhen(
            Program is null,
            "There is no nginx on this machine: install it (Debian: apt-get install nginx-light)."
        );
        var nginx = new Nginx(Program!, server, origin);
        for (
            var clock = Stopwatch.StartNew();
            clock.Elapsed < Patience && !nginx._process.HasExited;
            await Task.Delay(50)
        )
        {
            try
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync("127.0.0.1", nginx.Address.Port);
                return nginx;
            }
            catch (SocketException)
            {
                // not yet
            }
        }

        await using (nginx)
        {
            throw new InvalidOperationException($"nginx does not listen: {await nginx.ErrorsAsync()}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<string> ErrorsAsync()
    {
        _process.Kill();
        return await _process.StandardError.ReadToEndAsync();
    }

    private static string Configuration(string server) =>
        $$"""
            daemon off;
            master_process off;
            pid nginx.pid;
            events { }
            http {
                access_log off;
                client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
                uwsgi_temp_path uwsgi; scgi_temp_path scgi;
                {{server}}
            }

            """;
}
