using LearnWeb.Models.Labs;

namespace LearnWeb.Models.ReverseProxyLab;

/// <summary>Runs a script once on one engine.</summary>
public interface IProxyExperiment
{
    /// <param name="nginx">The nginx that is installed, where that is the engine.</param>
    /// <exception cref="NginxException">It does not start.</exception>
    Task<ProxyTrace> RunAsync(ProxyScript script, Engine engine, Nginx? nginx, CancellationToken cancellation);
}

/// <summary>What came of the wish to run a script.</summary>
/// <param name="Runs">What each engine did; none while it waits.</param>
/// <param name="Waiting">The place in the line, where waiting goes on or was given up.</param>
public sealed record ReverseProxyRun(IReadOnlyList<EngineRun> Runs, Turn? Waiting = null);

/// <summary>What one engine did.</summary>
/// <param name="Trace">What happened, now or when it was recorded; <c>null</c> if neither.</param>
/// <param name="IsMissing">Whether the engine is not installed.</param>
/// <param name="Failure">What it said where it did not start.</param>
public sealed record EngineRun(Engine Engine, ProxyTrace? Trace, bool IsMissing = false, string? Failure = null);

/// <summary>Runs scripts, so many at once; where an engine is missing, finds what was recorded.</summary>
public sealed class ReverseProxyRunner(
    IProxyExperiment experiment,
    NginxFinder finder,
    WaitingLine line,
    RecordedProxyTraces recorded
)
{
    /// <summary>Runs a script when there is room, on all the engines at the same time.</summary>
    /// <param name="preset">The preset it is, if it is one.</param>
    /// <param name="ticket">The place in the line, from an earlier call.</param>
    /// <param name="patience">How long to wait for room in this call.</param>
    public async Task<ReverseProxyRun> RunAsync(
        ProxyScript script,
        ReverseProxyPreset? preset,
        IReadOnlyList<Engine> engines,
        string? ticket,
        TimeSpan patience,
        CancellationToken cancellation
    )
    {
        var (runs, turn) = await line.RunAsync(
            ticket,
            patience,
            () => Task.WhenAll(engines.Select(engine => RunAsync(script, preset, engine, cancellation))),
            cancellation
        );
        return runs is null ? new ReverseProxyRun([], turn) : new ReverseProxyRun(runs);
    }

    /// <summary>What was recorded of a preset: for a page on which nothing is to run.</summary>
    public async Task<ReverseProxyRun> ShowAsync(
        ReverseProxyPreset preset,
        IReadOnlyList<Engine> engines,
        CancellationToken cancellation
    )
    {
        var nginx = await finder.FindAsync(cancellation);
        return new ReverseProxyRun([
            .. engines.Select(engine => new EngineRun(
                engine,
                recorded.Find(preset, engine),
                IsMissing: engine == Engine.Nginx && nginx is null
            )),
        ]);
    }

    private async Task<EngineRun> RunAsync(
        ProxyScript script,
        ReverseProxyPreset? preset,
        Engine engine,
        CancellationToken cancellation
    )
    {
        var nginx = engine == Engine.Nginx ? await finder.FindAsync(cancellation) : null;
        if (engine == Engine.Nginx && nginx is null)
        {
            return new EngineRun(engine, preset is null ? null : recorded.Find(preset, engine), IsMissing: true);
        }

        try
        {
            return new EngineRun(engine, await experiment.RunAsync(script, engine, nginx, cancellation));
        }
        catch (NginxException error)
        {
            return new EngineRun(engine, null, Failure: error.Message);
        }
    }
}
