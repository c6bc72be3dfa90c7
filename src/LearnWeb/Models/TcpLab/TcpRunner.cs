using LearnWeb.Models.Labs;
using LearnWeb.Tcp;

namespace LearnWeb.Models.TcpLab;

/// <summary>
/// What came of the wish to run a script. Exactly one of the first four is there, or <see cref="Lack"/> beside a
/// recorded trace.
/// </summary>
/// <param name="Trace">What happened, now or when it was recorded.</param>
/// <param name="Failure">What went wrong in the helper.</param>
/// <param name="Waiting">The place in the line, where waiting goes on or was given up.</param>
/// <param name="Lack">Why nothing can be run here.</param>
public sealed record TcpRun(
    TcpTrace? Trace = null,
    HelperOutcome? Failure = null,
    Turn? Waiting = null,
    Supply? Lack = null
);

/// <summary>Runs scripts, so many at once; where none can be run, finds what was recorded.</summary>
public sealed class TcpRunner(HelperSupply supply, WaitingLine line, RecordedTraces recorded)
{
    /// <summary>Runs a script when there is room.</summary>
    /// <param name="preset">The preset it is, if it is one.</param>
    /// <param name="ticket">The place in the line, from an earlier call.</param>
    /// <param name="patience">How long to wait for room in this call.</param>
    public async Task<TcpRun> RunAsync(
        TcpScript script,
        TcpPreset? preset,
        string? ticket,
        TimeSpan patience,
        CancellationToken cancellation
    )
    {
        // T2: is there a way to run it, and room?
        var found = await supply.FindAsync(cancellation);
        if (found.Process is not { } process)
        {
            return new TcpRun(Trace: preset is null ? null : recorded.Find(preset), Lack: found);
        }

        var (outcome, turn) = await line.RunAsync(
            ticket,
            patience,
            () => process.RunAsync(script, cancellation),
            cancellation
        );
        return outcome switch
        {
            null => new TcpRun(Waiting: turn),
            { Trace: { } trace } => new TcpRun(trace),
            _ => new TcpRun(Failure: outcome),
        };
    }

    /// <summary>
    /// What was recorded of a preset, and why nothing can be run here, if so: for a page on which nothing is to run.
    /// </summary>
    public async Task<TcpRun> ShowAsync(TcpPreset preset, CancellationToken cancellation)
    {
        var found = await supply.FindAsync(cancellation);
        return new TcpRun(recorded.Find(preset), Lack: found.Process is null ? found : null);
    }
}
