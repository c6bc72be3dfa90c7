using System.Text;
using LearnWeb.Models.Labs;

namespace LearnWeb.Models.ForwardProxyLab;

/// <summary>Which of the lab's goals a run has reached, judged by the bytes of its hops.</summary>
public static class ForwardProxyGoals
{
    public const string Forms = "forms";
    public const string Tunnel = "tunnel";
    public const string Opened = "opened";
    public const string Credentials = "credentials";
    public const string Cached = "cached";

    /// <summary>All goals, in the order in which the page lists them.</summary>
    public static IReadOnlyList<Goal> All { get; } =
    [new(Forms, MustDo: true), new(Tunnel, MustDo: true), new(Opened, MustDo: true), new(Credentials), new(Cached)];

    public static IEnumerable<string> ReachedBy(ForwardProxyTrace trace)
    {
        foreach (var request in trace.Hops.GroupBy(hop => hop.Number).Select(hops => hops.ToList()))
        {
            if (request is [var near, var far] && Target(near).StartsWith("http://", StringComparison.Ordinal))
            {
                yield return Forms;
                if (Says(near, "Proxy-Authorization: ") && !Says(far, "Proxy-Authorization: "))
                {
                    yield return Credentials;
                }
            }

            if (request is [var only] && Encoding.Latin1.GetString(only.Response.Span).Contains("\r\nAge: "))
            {
                yield return Cached;
            }
        }

        if (trace.Sni is not null && trace.ProxySaw.Any(saw => !saw.Readable))
        {
            yield return Tunnel;
        }

        if (trace.Tls is { OpenedByProxy: true })
        {
            yield return Opened;
        }
    }

    private static string Target(ProxyHop hop) =>
        Encoding.Latin1.GetString(hop.Request.Span).Split(' ').ElementAtOrDefault(1) ?? "";

    private static bool Says(ProxyHop hop, string field) =>
        Encoding.Latin1.GetString(hop.Request.Span).Contains($"\r\n{field}", StringComparison.Ordinal);
}
