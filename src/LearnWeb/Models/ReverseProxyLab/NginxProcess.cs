using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace LearnWeb.Models.ReverseProxyLab;

/// <summary>
/// An nginx that runs in a temporary folder of its own, on a loopback port. It ends when this is disposed, and with
/// this process; see <see cref="GuardedServer"/>.
/// </summary>
public sealed class NginxProcess : IProxy
{
    /// <summary>How long it may take to listen.</summary>
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(3);

    /// <summary>How long it may take to note a request that it has answered.</summary>
    private static readonly TimeSpan LongestNote = TimeSpan.FromSeconds(0.5);

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(5);

    /// <summary>A port that was free may be taken before nginx has it; then another is tried.</summary>
    private const int MostPorts = 5;

    private readonly Process _guard;
    private readonly string _folder;
    private readonly Task<string> _complaint;

    private NginxProcess(Process guard, string folder, int port, string configuration)
    {
        (_guard, _folder, Address, Configuration) = (
            guard,
            folder,
            new IPEndPoint(IPAddress.Loopback, port),
            configuration
        );
        _complaint = guard.StandardError.ReadToEndAsync();
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address { get; }

    /// <summary>What it was told, but for the frame.</summary>
    public string Configuration { get; }

    /// <summary>Whether it has ended by itself, or by somebody else's hand.</summary>
    public bool HasEnded => _guard.HasExited;

    /// <summary>Starts one and waits until it listens.</summary>
    /// <param name="nginx">The program.</param>
    /// <param name="configure">Writes its configuration for a port.</param>
    /// <exception cref="NginxException">It does not start; the message is what it said itself.</exception>
    public static async Task<NginxProcess> StartAsync(
        Nginx nginx,
        Func<int, string> configure,
        CancellationToken cancellation
    )
    {
        for (var ports = 1; ; ports++)
        {
            var port = FreePort();
            var process = Start(nginx, port, configure(port));
            try
            {
                if (await process.ListensAsync(cancellation) is not { } complaint)
                {
                    return process;
                }

                if (ports == MostPorts || !complaint.Contains("Address already in use", StringComparison.Ordinal))
                {
                    throw new NginxException(complaint);
                }
            }
            catch
            {
                await process.DisposeAsync();
                throw;
            }

            await process.DisposeAsync();
        }
    }

    public async Task<IReadOnlyList<Attempt>> AttemptsAsync(int requests)
    {
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            var log = ReadFile(NginxConfiguration.LogFile);
            if (log.Count('\n') >= requests || HasEnded || Stopwatch.GetElapsedTime(since) > LongestNote)
            {
                return NginxLog.Read(log);
            }

            await Task.Delay(LookAgain);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _guard.StandardInput.Close(); // the guard takes this for the end
        await _guard.WaitForExitAsync();
        await _complaint;
        _guard.Dispose();
    }

    private static NginxProcess Start(Nginx nginx, int port, string configuration)
    {
        var folder = Directory.CreateTempSubdirectory("lw-nginx-").FullName;
        File.WriteAllText(Path.Combine(folder, "nginx.conf"), NginxConfiguration.Frame);
        File.WriteAllText(Path.Combine(folder, NginxConfiguration.SiteFile), configuration);
        var guard = GuardedServer.Start(
            "KILL",
            folder,
            nginx.Program,
            "-p",
            folder,
            "-c",
            "nginx.conf",
            "-e",
            "error.log"
        );
        return new NginxProcess(guard, folder, port, configuration);
    }

    /// <returns><c>null</c> once it listens; else what it said.</returns>
    private async Task<string?> ListensAsync(CancellationToken cancellation)
    {
        var since = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(since) < LongestStart)
        {
            var complaint = ReadFile("error.log");
            if (HasEnded || complaint.Contains("[emerg]", StringComparison.Ordinal))
            {
                return HasEnded ? await _complaint : complaint;
            }

            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                // The number of the process is written once it listens: whoever has the port is this one.
                if (File.Exists(Path.Combine(_folder, "nginx.pid")))
                {
                    await socket.ConnectAsync(Address, cancellation);
                    return null;
                }
            }
            catch (SocketException)
            {
                // not yet
            }

            await Task.Delay(LookAgain, cancellation);
        }

        return "It does not listen.";
    }

    private string ReadFile(string name)
    {
        try
        {
            return File.ReadAllText(Path.Combine(_folder, name));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return "";
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}

/// <summary>nginx could not be started.</summary>
public sealed class NginxException(string message) : Exception(message);
