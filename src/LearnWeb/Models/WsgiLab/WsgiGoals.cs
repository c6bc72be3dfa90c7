using LearnWeb.Models.Labs;
using LearnWeb.Wsgi;

namespace LearnWeb.Models.WsgiLab;

/// <summary>Which of the lab's goals a call has reached, judged by what the gateway saw.</summary>
public static class WsgiGoals
{
    public const string Bytes = "bytes";
    public const string Refused = "refused";
    public const string Streamed = "streamed";
    public const string Compared = "compared";

    /// <summary>All goals, in the order in which the page lists them.</summary>
    public static IReadOnlyList<Goal> All { get; } =
    [new(Bytes, MustDo: true), new(Refused, MustDo: true), new(Streamed), new(Compared)];

    public static IEnumerable<string> ReachedBy(WsgiTrace trace)
    {
        var answered = trace.Events.Any(step =>
            step.Kind == WsgiEventKind.HeadSent && step.Text.StartsWith("200", StringComparison.Ordinal)
        );
        if (
            answered
            && trace.Environ.Any(variable => variable.Key == "PATH_INFO" && variable.Value.Any(c => c > '\x7f'))
        )
        {
            yield return Bytes;
        }

        if (trace.BrokenRules.Any())
        {
            yield return Refused;
        }

        if (answered && trace.Events.Count(step => step.Kind == WsgiEventKind.Yielded && step.Bytes > 0) > 1)
        {
            yield return Streamed;
        }

        if (trace.Comparison is { Count: > 0 })
        {
            yield return Compared;
        }
    }
}
