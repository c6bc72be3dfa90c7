using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace LearnWeb.Models.ReverseProxyLab;

/// <summary>
/// A gunicorn on a loopback port of its own. It ends when this is disposed, and with this process; see
/// <see cref="GuardedServer"/>.
/// </summary>
public sealed partial class GunicornProcess : IAsyncDisposable
{
    /// <summary>How long it may take to listen.</summary>
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(5);

    private readonly Process _guard;

    private GunicornProcess(Process guard) => _guard = guard;

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address { get; private set; } = new(IPAddress.Loopback, 0);

    /// <summary>Starts one.</summary>
    /// <param name="folder">Where <c>app.py</c> is.</param>
    /// <returns><c>null</c> if there is none on this machine, or if it does not listen.</returns>
    public static async Task<GunicornProcess?> StartAsync(string folder, CancellationToken cancellation)
    {
        try
        {
            // Threads, since the plain worker closes the connection after each response and sees no second request.
            var server = new GunicornProcess(
                GuardedServer.Start(
                    "TERM",
                    folder: "",
                    "env",
                    "PYTHONDONTWRITEBYTECODE=1", // the folder of its application is the notes'
                    "gunicorn",
                    "--bind=127.0.0.1:0",
                    "--workers=1",
                    "--threads=2",
                    "--graceful-timeout=1",
                    "--chdir",
                    folder,
                    "app:app"
                )
            );
            if (await server.ListensAsync(cancellation))
            {
                return server;
            }

            await server.DisposeAsync();
            return null;
        }
        catch (Win32Exception)
        {
            return null; // no shell here
        }
    }

    public async ValueTask DisposeAsync()
    {
        _guard.StandardInput.Close(); // the guard takes this for the end
        await _guard.WaitForExitAsync();
        _guard.Dispose();
    }

    /// <summary>Reads its log until it says where it listens.</summary>
    private async Task<bool> ListensAsync(CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(LongestStart);
        try
        {
            while (await _guard.StandardError.ReadLineAsync(patience.Token) is { } line)
            {
                if (Listening().Match(line) is { Success: true } found)
                {
                    var port = int.Parse(found.Groups["port"].ValueSpan, CultureInfo.InvariantCulture);
                    Address = new IPEndPoint(IPAddress.Loopback, port);
                    _ = _guard.StandardError.ReadToEndAsync(CancellationToken.None); // so that it never waits for us
                    return true;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // It takes too long.
        }

        return false;
    }

    [GeneratedRegex(@"Listening at: http://127\.0\.0\.1:(?<port>[0-9]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Listening();
}
