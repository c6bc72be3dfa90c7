using System.Globalization;
using System.Text;

namespace LearnWeb.Http.Proxying;

/// <summary>
/// What a proxy answers when a request may be forwarded no further: it is the last to receive it (RFC 9110 §7.6.2).
/// </summary>
internal static class FinalRecipient
{
    public static byte[] Answer(MessageReader request, string proxy) =>
        request.StartLine.StartsWith("TRACE ", StringComparison.Ordinal)
            ? Reflect(request)
            : ForwardedHead.Bytes(
                "HTTP/1.1 200 OK",
                [("Allow", "GET, HEAD, POST, OPTIONS, TRACE, CONNECT"), ("Server", proxy), ("Content-Length", "0")]
            );

    /// <summary>The request as it came, without what may be secret (RFC 9110 §9.3.8).</summary>
    private static byte[] Reflect(MessageReader request)
    {
        var content = ForwardedHead.Bytes(
            request.StartLine,
            request.Fields.Where(field =>
                field.Name.ToUpperInvariant() is not ("COOKIE" or "AUTHORIZATION" or "PROXY-AUTHORIZATION")
            )
        );
        return
        [
            .. ForwardedHead.Bytes(
                "HTTP/1.1 200 OK",
                [
                    ("Content-Type", "message/http"),
                    ("Content-Length", content.Length.ToString(CultureInfo.InvariantCulture)),
                ]
            ),
            .. content,
        ];
    }
}
