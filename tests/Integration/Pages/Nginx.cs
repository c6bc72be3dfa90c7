using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LearnWeb.Tests.Integration.Pages;

/// <summary>A real nginx before a site, without privileges and with all its files in a folder of its own.</summary>
internal sealed class Nginx : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("learnweb-nginx-").FullName;
    private readonly Process _process;

    private Nginx(string program, string location)
    {
        var port = FreePort();
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
        var file = Path.Combine(_folder, "nginx.conf");
        File.WriteAllText(file, Configuration(port, location));
        var start = new ProcessStartInfo(program, ["-p", _folder, "-e", "stderr", "-c", file]);
        (start.RedirectStandardError, start.UseShellExecute) = (true, false);
        _process = Process.Start(start)!;
    }

    public Uri Address { get; }

    /// <summary>Where the program is; <c>null</c> if it is nowhere.</summary>
    public static string? Program { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Append("/usr/sbin")
            .Select(folder => Path.Combine(folder, "nginx"))
            .FirstOrDefault(File.Exists);

    /// <summary>Starts one and waits until it listens.</summary>
    /// <param name="location">What it does under <c>/learn/</c>, in the words of its configuration.</param>
    public static async Task<Nginx> StartAsync(string location)
    {
        var nginx = new Nginx(Program!, location);
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

        using (nginx)
        {
            throw new InvalidOperationException($"nginx does not listen: {await nginx.ErrorsAsync()}");
        }
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<string> ErrorsAsync()
    {
        _process.Kill();
        return await _process.StandardError.ReadToEndAsync();
    }

    private static string Configuration(int port, string location) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            daemon off;
            master_process off;
            pid nginx.pid;
            events { }
            http {
                access_log off;
                client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
                uwsgi_temp_path uwsgi; scgi_temp_path scgi;
                server {
                    listen 127.0.0.1:{{port}};
                    location / { return 200 "another program; it was sent: $http_cookie"; }
                    location /learn/ {
                        proxy_set_header Host $http_host;
                        proxy_set_header X-Forwarded-For $remote_addr;
                        proxy_set_header X-Forwarded-Proto $scheme;
                        {{location}}
                    }
                }
            }

            """
        );

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
