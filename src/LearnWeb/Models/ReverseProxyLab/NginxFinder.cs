using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace LearnWeb.Models.ReverseProxyLab;

/// <summary>Finds an nginx that runs. One that was missing is looked for again after a while.</summary>
/// <param name="configured">The only one to try; else <c>nginx</c> on the path, then where Debian puts it.</param>
/// <param name="clock">For how long "none" is believed.</param>
public sealed partial class NginxFinder(string? configured, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan LongestTrial = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Forgets = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _looking = new(1);
    private Nginx? _found;
    private DateTimeOffset? _missed;

    /// <summary>The program; <c>null</c> if there is none.</summary>
    public async Task<Nginx?> FindAsync(CancellationToken cancellation)
    {
        await _looking.WaitAsync(cancellation);
        try
        {
            if (_found is null && !(clock.GetUtcNow() - _missed < Forgets))
            {
                _found = await TryAllAsync();
                _missed = clock.GetUtcNow();
            }

            return _found;
        }
        finally
        {
            _looking.Release();
        }
    }

    public void Dispose() => _looking.Dispose();

    private async Task<Nginx?> TryAllAsync()
    {
        if (OperatingSystem.IsWindows())
        {
            return null; // it is started by a shell, which ends it
        }

        string[] candidates = configured is { Length: > 0 } ? [configured] : ["nginx", "/usr/sbin/nginx"];
        foreach (var program in candidates)
        {
            if (await VersionOfAsync(program) is { } version)
            {
                return new Nginx(program, version);
            }
        }

        return null;
    }

    private static async Task<string?> VersionOfAsync(string program)
    {
        var start = new ProcessStartInfo(program, ["-v"]) { RedirectStandardError = true, UseShellExecute = false };
        try
        {
            using var process = Process.Start(start)!;
            using var patience = new CancellationTokenSource(LongestTrial);
            try
            {
                var text = await process.StandardError.ReadToEndAsync(patience.Token);
                await process.WaitForExitAsync(patience.Token);
                return VersionLine().Match(text) is { Success: true } match ? match.Groups["version"].Value : null;
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                return null;
            }
        }
        catch (Win32Exception)
        {
            return null; // no such program
        }
    }

    [GeneratedRegex(@"^nginx version: nginx/(?<version>[0-9.]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VersionLine();
}

/// <summary>An nginx that can be started.</summary>
/// <param name="Program">Its path, or its name on the path.</param>
/// <param name="Version">Like <c>1.22.1</c>.</param>
public sealed record Nginx(string Program, string Version);
