using System.Globalization;
using System.Text.RegularExpressions;
using LearnWeb.Models.Labs;

namespace LearnWeb.Models.ReverseProxyLab;

/// <summary>Which of the lab's goals a trace reaches, judged by what went over the hops.</summary>
public static partial class ReverseProxyGoals
{
    public const string RoundRobin = "round-robin";
    public const string Spoof = "spoof";
    public const string Session = "session";
    public const string BadGateway = "502";
    public const string Unavailable = "503";
    public const string Timeout = "504";
    public const string Retry = "retry";
    public const string Own = "own";
    public const string Static = "static";
    public const string Desync = "desync";

    /// <summary>All goals, in the order in which the page lists them.</summary>
    public static IReadOnlyList<Goal> All { get; } =
    [
        new(RoundRobin, MustDo: true),
        new(Spoof, MustDo: true),
        new(Session, MustDo: true),
        new(BadGateway),
        new(Unavailable),
        new(Timeout),
        new(Retry),
        new(Own),
        new(Static),
        new(Desync),
    ];

    public static IEnumerable<string> ReachedBy(ProxyTrace trace)
    {
        if (trace.Shares.All(share => share > 0) && trace.Shares.Distinct().Count() == 1)
        {
            yield return RoundRobin;
        }

        if (Forged(trace).Distinct().Count() == 2)
        {
            yield return Spoof;
        }

        if (trace.Requests.Any(request => IsSessionLost(request, trace)))
        {
            yield return Session;
        }

        foreach (var status in new[] { BadGateway, Unavailable, Timeout })
        {
            if (trace.Requests.Any(one => one.Status?.ToString(CultureInfo.InvariantCulture) == status))
            {
                yield return status;
            }
        }

        if (trace.Requests.Any(request => request is { Hops.Count: > 2, Status: < 400 }))
        {
            yield return Retry;
        }
    }

    /// <summary>
    /// Whether the origin believed an address that the client had made up, or knew better, for each request that
    /// claimed one.
    /// </summary>
    private static IEnumerable<bool> Forged(ProxyTrace trace) =>
        from request in trace.Requests
        let believed = Match(Believed(), request.Hops[0].ResponseText)
        let claimed = Match(Claimed(), request.Hops[0].RequestText)
        where claimed is not null && (believed == claimed || believed == request.Address)
        select believed == claimed;

    /// <summary>Whether a client that had a session was a newcomer to another origin.</summary>
    private static bool IsSessionLost(TracedRequest request, ProxyTrace trace) =>
        Match(Visits(), request.Hops[0].ResponseText) == "1"
        && trace.Requests.Any(earlier =>
            earlier.Number < request.Number
            && earlier.Client == request.Client
            && earlier.Line == request.Line
            && earlier.Origin != request.Origin
            && Match(Visits(), earlier.Hops[0].ResponseText) is not null
        );

    private static string? Match(Regex pattern, string text) =>
        pattern.Match(text) is { Success: true } match ? match.Groups["value"].Value : null;

    [GeneratedRegex(@"^client: (?<value>\S+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Believed();

    [GeneratedRegex(
        @"^X-Forwarded-For: (?<value>[^,\s]+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex Claimed();

    [GeneratedRegex(@"^visits: (?<value>\d+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Visits();
}
