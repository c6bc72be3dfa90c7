using System.Globalization;
using System.Text;

namespace LearnWeb.Wsgi;

/// <summary>What a client gets when an application has given nothing that can be sent: plain text.</summary>
/// <param name="Head">A 500, or what an application elsewhere could not be run for.</param>
/// <param name="Body">The reason, in UTF-8.</param>
internal sealed record WsgiRefusal(WsgiHead Head, byte[] Body)
{
    /// <summary>The refusal for what an application, or a check of it, threw.</summary>
    public static WsgiRefusal Of(Exception error) =>
        error is WsgiUnavailableException unavailable ? Of(unavailable) : Of(BrokenBy(error));

    /// <summary>The rule that was broken: what an application throws it should have caught.</summary>
    public static WsgiViolationException BrokenBy(Exception error) =>
        error as WsgiViolationException ?? new WsgiViolationException(WsgiRule.Uncaught, error.Message);

    private static WsgiRefusal Of(WsgiViolationException broken)
    {
        var sentences = new[] { WsgiRule.Chinese, WsgiRule.English }.Select(broken.Rule.Sentence);
        var body = Encoding.UTF8.GetBytes(
            $"{string.Join('\n', sentences)}\nPEP 3333, \"{broken.Rule.Section}\": {broken.Rule.Url}\n{broken.Seen}\n"
        );
        return new WsgiRefusal(HeadOf(500, "Internal Server Error", body), body);
    }

    private static WsgiRefusal Of(WsgiUnavailableException unavailable)
    {
        var body = Encoding.UTF8.GetBytes($"{unavailable.Message}\n");
        var reason = unavailable.Status switch
        {
            502 => "Bad Gateway",
            503 => "Service Unavailable",
            _ => "Gateway Timeout",
        };
        return new WsgiRefusal(HeadOf(unavailable.Status, reason, body, unavailable.RetryAfter), body);
    }

    private static WsgiHead HeadOf(int code, string reason, byte[] body, int? retryAfter = null)
    {
        List<(string, string)> fields = [("Content-Type", "text/plain; charset=utf-8")];
        if (retryAfter is { } seconds)
        {
            fields.Add(("Retry-After", seconds.ToString(CultureInfo.InvariantCulture)));
        }

        return new WsgiHead(code, reason, fields, body.Length);
    }
}
