using LearnWeb.Models.Labs;

namespace LearnWeb.Models.ReverseProxyLab;

/// <summary>A script worth running. Its id is the name of its recorded traces, too.</summary>
/// <param name="Text">Its steps, separated by semicolons.</param>
public sealed record ReverseProxyPreset(string Id, string Group, string Text, string Source) : Preset(Id, Group, Source)
{
    /// <summary>All presets, in the order in which they are best tried.</summary>
    public static IReadOnlyList<ReverseProxyPreset> All { get; } =
    [
        new(
            "round-robin",
            MustDo,
            "policy(round-robin); get(A, /who, 2); get(B, /who, 2); get(C, /who, 2)",
            "RFC 9110 §3.7"
        ),
        new(
            "spoofed-x-forwarded-for",
            MustDo,
            "add(x-forwarded); get(A, /peer, X-Forwarded-For: 6.6.6.6); get(A, /naive, X-Forwarded-For: 6.6.6.6); "
                + "get(A, /careful, X-Forwarded-For: 6.6.6.6)",
            "RFC 7239 §8.1"
        ),
        new(
            "session-flaps",
            MustDo,
            "policy(round-robin); get(A, /session, 4); get(A, /shared-session, 3); get(A, /token, 3)",
            "ASP.NET Core: web farms"
        ),
        new(
            "session-sticky",
            "Sessions",
            "policy(sticky); health(passive); get(B, /session, 3); down(1); get(B, /session, 3)",
            "ngx_http_upstream_module"
        ),
        new(
            "session-keys",
            "Sessions",
            "policy(round-robin); keys(own); get(A, /token, 3); get(A, /ticket, 3)",
            "ASP.NET Core: web farms"
        ),
        new("502", "Errors", "policy(round-robin); down(1); down(2); broken(3); get(A, /who, 3)", "RFC 9110 §15.6.3"),
        new(
            "503",
            "Errors",
            "policy(round-robin); health(passive); busy(1); get(A, /who); down(1); down(2); down(3); get(A, /who, 3); "
                + "wait(200); get(A, /who)",
            "RFC 9110 §15.6.4"
        ),
        new(
            "504",
            "Errors",
            "policy(round-robin); timeout(300); slow(1, 1000); slow(2, 1000); slow(3, 1000); get(A, /who)",
            "RFC 9110 §15.6.5"
        ),
        new(
            "passive-health",
            "Health",
            "policy(round-robin); health(passive); down(2); get(A, /who, 6); up(2); wait(3500); get(A, /who, 6)",
            "ngx_http_upstream_module"
        ),
        new(
            "active-health",
            "Health",
            "policy(round-robin); health(active); down(2); wait(1600); get(A, /who, 4); up(2); wait(1100); "
                + "get(A, /who, 3)",
            "YARP: health checks"
        ),
        new(
            "retry-of-post",
            "Health",
            "policy(round-robin); broken(1); get(A, /who); broken(2); broken(3); post(A, /echo)",
            "RFC 9110 §9.2.2"
        ),
        new("buffered-response", "Between", "buffering(on); get(A, /events)", "ngx_http_proxy_module"),
        new(
            "cache",
            "Between",
            "cache(on); get(A, /brief, 2); get(B, /greeting, Accept-Language: en); get(C, /greeting, Accept-Language: "
                + "fr); get(C, /greeting, Accept-Language: en); get(A, /basket); get(B, /basket); down(1); down(2); "
                + "down(3); wait(2100); get(A, /brief)",
            "RFC 9111 §4, RFC 5861 §4"
        ),
        new(
            "gzip",
            "Between",
            "gzip(on); get(A, /long); get(A, /long, Accept-Encoding: gzip)",
            "RFC 9110 §8.4.1.3, §12.5.3"
        ),
        new("host-header", "Between", "get(A, /login)", "RFC 9110 §7.2"),
        new("big-body", "Between", "limit(4); post(A, /echo); get(A, /who)", "RFC 9110 §15.5.14"),
    ];

    public ProxyScript Script { get; } = ProxyScript.Parse(Text).Script!;

    /// <summary>The preset with exactly these steps, if there is one.</summary>
    public static ReverseProxyPreset? Of(ProxyScript script)
    {
        var text = script.ToString();
        return All.FirstOrDefault(preset => preset.Script.ToString() == text);
    }
}
