using LearnWeb.Models.Labs;

namespace LearnWeb.Models.ReverseProxyLab;

/// <summary>An experiment in which an nginx takes part, where there is one.</summary>
public interface INginxExperiment<TResult>
{
    /// <param name="nginx">The nginx that is installed; <c>null</c> leaves it out.</param>
    Task<TResult> RunAsync(Nginx? nginx, CancellationToken cancellation);
}

/// <summary>Runs an experiment for one visitor at a time: two at once would measure each other.</summary>
public sealed class ExclusiveRunner<TResult>(
    INginxExperiment<TResult> experiment,
    NginxFinder finder,
    TimeProvider clock
)
    where TResult : class
{
    private readonly WaitingLine _line = new(rooms: 1, clock);

    /// <param name="ticket">The place in the line, from an earlier call.</param>
    /// <param name="patience">How long to wait for room in this call.</param>
    /// <returns>The result, or the place in the line.</returns>
    public Task<(TResult? Result, Turn Turn)> RunAsync(
        string? ticket,
        TimeSpan patience,
        CancellationToken cancellation
    ) =>
        _line.RunAsync(
            ticket,
            patience,
            async () => await experiment.RunAsync(await finder.FindAsync(cancellation), cancellation),
            cancellation
        );
}
