using System.Runtime.InteropServices;

namespace LearnWeb.Tcp;

/// <summary>
/// Finds out whether the helper can run here, and in which way, by trying it at the first request. A failure is tried
/// again after a minute, because the operator may have changed the system in the meantime.
/// </summary>
/// <param name="isOn">Whether the operator has switched the helper on.</param>
/// <param name="commands">The ways to start the helper, in the order in which they are tried.</param>
public sealed class HelperSupply(bool isOn, IReadOnlyList<HelperCommand> commands, TimeProvider clock) : IDisposable
{
    private const string Device = "/dev/net/tun";

    private static readonly TimeSpan TryAgain = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _trying = new(1);
    private Supply? _known;
    private DateTimeOffset _tried;

    /// <summary>Returns the way to run the helper, or what it lacks.</summary>
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
                // The result is for all visitors, so one visitor who leaves must not cancel the attempt.
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

/// <summary>A way to run the helper, or what it lacks.</summary>
/// <param name="Detail">The error message of the system.</param>
public sealed record Supply(HelperProcess? Process, HelperLack? Lack, string Detail = "");

/// <summary>What the helper lacks. The resources under <c>TcpLack-…</c> say how to provide it.</summary>
public enum HelperLack
{
    SwitchedOff,
    NotLinux,

    /// <summary>There is no <c>/dev/net/tun</c>, or no right to open it.</summary>
    NoTun,

    /// <summary>The kernel does not let this user create network namespaces.</summary>
    NoNamespaces,
}
