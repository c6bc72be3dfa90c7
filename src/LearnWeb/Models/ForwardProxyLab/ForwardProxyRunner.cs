using LearnWeb.Models.Labs;

namespace LearnWeb.Models.ForwardProxyLab;

/// <summary>Runs a preset once.</summary>
public interface IForwardProxyExperiment
{
    Task<ForwardProxyTrace> RunAsync(ForwardProxyPreset preset, CancellationToken cancellation);
}

/// <summary>What came of the wish to run a preset; exactly one is there.</summary>
/// <param name="Waiting">The place in the line, where waiting goes on or was given up.</param>
public sealed record ForwardProxyOutcome(ForwardProxyTrace? Trace, Turn? Waiting);

/// <summary>Runs presets, so many at once.</summary>
public sealed class ForwardProxyRunner(IForwardProxyExperiment experiment, WaitingLine line)
{
    /// <summary>Runs a preset when there is room.</summary>
    /// <param name="ticket">The place in the line, from an earlier call.</param>
    /// <param name="patience">How long to wait for room in this call.</param>
    public async Task<ForwardProxyOutcome> RunAsync(
        ForwardProxyPreset preset,
        string? ticket,
        TimeSpan patience,
        CancellationToken cancellation
    )
    {
        var (trace, turn) = await line.RunAsync(
            ticket,
            patience,
            () => experiment.RunAsync(preset, cancellation),
            cancellation
        );
        return new ForwardProxyOutcome(trace, trace is null ? turn : null);
    }
}
