using System.Runtime.InteropServices;

namespace LearnWeb.Tcp;

/// <summary>
/// Whether the helper can run here, and the way to start it. Found out by trying, once it is asked for; a failure is
/// tried again after a minute, since somebody may have read how to allow it.
/// </summary>
/// <param name="isOn">Whether it is wanted at all.</param>
/// <param name="commands">The ways to try, in order.</param>
public sealed class HelperSupply(bool isOn, IReadOnlyList<HelperCommand> commands, TimeProvider clock) : IDisposable
{
    private const string Device = "/dev/net/tun";

    private static readonly TimeSpan TryAgain = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _trying = new(1);
    private Supply? _known;
    private DateTimeOffset _tried;

    /// <summary>The way to run, or why there is none.</summary>
    public async Task<Supply> FindAsync(CancellationToken cancellation)
    {
        if (_known is { } known && (known.Process is not null || clock.GetUtcNow() - _tried < TryAgain))
        {
            return known;
        }

        await _trying.WaitAsync(cancellation);
        try
        {
            if (_known?.Process is null && (_known is null || clock.GetUtcNow() - _tried >= TryAgain))
            {
                // One visitor's leaving must not decide it for all.
                _known = await TryAsync(CancellationToken.None);
                _tried = clock.GetUtcNow();
            }

            return _known!;
        }
        finally
        {
            _trying.Release();
        }
    }

    public void Dispose() => _trying.Dispose();

    private async Task<Supply> TryAsync(CancellationToken cancellation)
    {
        if (!isOn)
        {
            return new Supply(null, HelperLack.SwitchedOff);
        }

        if (
            !OperatingSystem.IsLinux()
            || RuntimeInformation.ProcessArchitecture is not (Architecture.X64 or Architecture.Arm64)
        )
        {
            return new Supply(null, HelperLack.NotLinux, RuntimeInformation.RuntimeIdentifier);
        }

        if (!CanOpenDevice())
        {
            return new Supply(null, HelperLack.NoTun);
        }

        var detail = "";
        foreach (var command in commands)
        {
            var process = new HelperProcess(command);
            var outcome = await process.RunAsync(null, cancellation);
            if (outcome.Trace is not null)
            {
                return new Supply(process, null);
            }

            detail = outcome.Detail.Length > 0 ? outcome.Detail : detail;
        }

        return new Supply(null, HelperLack.NoNamespaces, detail);
    }

    private static bool CanOpenDevice()
    {
        try
        {
            using var device = File.OpenHandle(Device, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}

/// <summary>A way to run, or what is lacking.</summary>
/// <param name="Detail">What the system said.</param>
public sealed record Supply(HelperProcess? Process, HelperLack? Lack, string Detail = "");

/// <summary>What the helper lacks; how to allow it is in the resources under <c>TcpLack-…</c>.</summary>
public enum HelperLack
{
    SwitchedOff,
    NotLinux,

    /// <summary>No <c>/dev/net/tun</c>, or no right to open it.</summary>
    NoTun,

    /// <summary>The kernel lets this user make no network namespaces.</summary>
    NoNamespaces,
}
