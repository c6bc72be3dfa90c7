using System.Globalization;
using System.Text;

namespace LearnWeb.Wsgi;

/// <summary>
/// The response in plain text that a client gets if an application provides nothing that can be sent.
/// </summary>
/// <param name="Head">
/// The status and the header fields: a 500, or the status that says why an application in another process could not be
/// run.
/// </param>
/// <param name="Body">The reason, in UTF-8.</param>
internal sealed record WsgiRefusal(WsgiHead Head, byte[] Body)
{
    /// <summary>Makes the response for an exception that an application or a check has thrown.</summary>
    public static WsgiRefusal Of(Exception error) =>
        error is WsgiUnavailableException unavailable ? Of(unavailable) : Of(BrokenBy(error));

    /// <summary>
    /// The violation for an exception. If the application threw it, the rule is that an application should catch its
    /// own errors.
    /// </summary>
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
