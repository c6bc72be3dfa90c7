using LearnWeb.Models.Labs;

namespace LearnWeb.Models.ReverseProxyLab;

/// <summary>Which of the lab's goals a trace reaches, judged by what went over the hops.</summary>
public static class ReverseProxyGoals
{
    public const string RoundRobin = "round-robin";
    public const string Own = "own";
    public const string Static = "static";

    /// <summary>All goals, in the order in which the page lists them.</summary>
    public static IReadOnlyList<Goal> All { get; } = [new(RoundRobin, MustDo: true), new(Own), new(Static)];

    public static IEnumerable<string> ReachedBy(ProxyTrace trace)
    {
        if (trace.Shares.All(share => share > 0) && trace.Shares.Distinct().Count() == 1)
        {
            yield return RoundRobin;
        }
    }
}
