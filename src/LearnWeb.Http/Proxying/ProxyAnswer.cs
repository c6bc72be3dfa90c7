using System.Globalization;
using System.Text;

namespace LearnWeb.Http.Proxying;

/// <summary>
/// What a proxy answers by itself, and why, in the field for that (RFC 9209): so that nobody takes it for the origin's.
/// </summary>
/// <param name="Status">Code and reason, like <c>403 Forbidden</c>.</param>
/// <param name="Error">The type of error (RFC 9209 §2.3); empty where there is none.</param>
/// <param name="Text">A sentence for whoever reads it.</param>
internal sealed record ProxyAnswer(string Status, string Error, string Text)
{
    public IReadOnlyList<(string Name, string Value)> Fields { get; init; } = [];

    public static ProxyAnswer BadRequest(string text) => new("400 Bad Request", "http_request_error", text);

    public static readonly ProxyAnswer TooLarge = new(
        "413 Content Too Large",
        "http_request_error",
        "This proxy forwards at most 1 MiB of content."
    );

    public static readonly ProxyAnswer HeadTooLarge = new(
        "431 Request Header Fields Too Large",
        "http_request_error",
        "This proxy reads at most 32 KiB of a request's head."
    );

    public static readonly ProxyAnswer CannotConnect = new(
        "502 Bad Gateway",
        "connection_refused",
        "The origin server does not accept a connection."
    );

    public static readonly ProxyAnswer NotTrusted = new(
        "502 Bad Gateway",
        "tls_certificate_error",
        "The origin server's certificate is not one that this proxy trusts."
    );

    public static readonly ProxyAnswer BadResponse = new(
        "502 Bad Gateway",
        "http_response_incomplete",
        "The origin server gave no valid response."
    );

    public static readonly ProxyAnswer NoResponse = new(
        "504 Gateway Timeout",
        "http_response_timeout",
        "The origin server gave no response in time."
    );

    /// <summary>Asks for credentials (RFC 9110 §11.7.1).</summary>
    public static readonly ProxyAnswer WhoAreYou = new(
        "407 Proxy Authentication Required",
        "",
        "This proxy wants to know who you are."
    )
    {
        Fields = [("Proxy-Authenticate", "Basic realm=\"demo\", charset=\"UTF-8\"")],
    };

    public static ProxyAnswer Refused(ProxyRefusal refusal) =>
        new(
            "403 Forbidden",
            "http_request_denied",
            refusal switch
            {
                ProxyRefusal.Address => "This proxy goes to no addresses, only to the names of its demo sites.",
                ProxyRefusal.Port => "This proxy does not go to that port of the site with this kind of request.",
                _ => "This proxy goes only to its demo sites; it looks up no other names.",
            }
        );

    /// <summary>The response's bytes.</summary>
    /// <param name="proxy">The name of the proxy.</param>
    /// <param name="closes">Whether the connection is closed after it.</param>
    /// <param name="withContent">Whether the text is sent; not in answer to HEAD.</param>
    public byte[] Bytes(string proxy, bool closes, bool withContent = true)
    {
        var content = Encoding.UTF8.GetBytes(Text + "\n");
        List<(string, string)> fields =
        [
            .. Fields,
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Length", content.Length.ToString(CultureInfo.InvariantCulture)),
        ];
        if (Error.Length > 0)
        {
            fields.Add(("Proxy-Status", $"{proxy}; error={Error}"));
        }

        if (closes)
        {
            fields.Add(("Connection", "close"));
        }

        return [.. ForwardedHead.Bytes($"HTTP/1.1 {Status}", fields), .. withContent ? content : []];
    }
}
