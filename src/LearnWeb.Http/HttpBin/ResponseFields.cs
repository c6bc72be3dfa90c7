namespace LearnWeb.Http.HttpBin;

/// <summary>Decides which header fields a visitor may ask for on a response that comes from this site.</summary>
public static class ResponseFields
{
    // These fields frame the message, belong to the server, or make a browser change something for the whole origin.
    private static readonly HashSet<string> Refused = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept-CH",
        "Accept-CH-Lifetime",
        "Alt-Svc",
        "Clear-Site-Data",
        "Connection",
        "Content-Encoding",
        "Content-Length",
        "Content-Location",
        "Content-Range",
        "Critical-CH",
        "Date",
        "Document-Policy",
        "Expect-CT",
        "Feature-Policy",
        "Host",
        "Keep-Alive",
        "Link",
        "Location",
        "NEL",
        "Origin-Agent-Cluster",
        "Origin-Trial",
        "Permissions-Policy",
        "Public-Key-Pins",
        "Referrer-Policy",
        "Refresh",
        "Report-To",
        "Reporting-Endpoints",
        "Server",
        "Service-Worker-Allowed",
        "Set-Cookie2",
        "Set-Login",
        "SourceMap",
        "Speculation-Rules",
        "Strict-Transport-Security",
        "Supports-Loading-Mode",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
        "Use-As-Dictionary",
        "WWW-Authenticate",
        "X-Accel-Redirect",
        "X-Content-Type-Options",
        "X-Frame-Options",
        "X-SourceMap",
        "X-XSS-Protection",
    };

    private static readonly string[] RefusedPrefixes =
    [
        ":",
        "Access-Control-",
        "Activate-",
        "Attribution-",
        "Content-Security-Policy",
        "Cross-Origin-",
        "Document-Policy-",
        "Integrity-Policy",
        "Proxy-",
        "Sec-",
        "X-Accel-",
        "X-Sendfile",
        "X-WebKit-CSP",
        "X-Content-Security-Policy",
    ];

    // The body is always JSON, whatever its type says. With these types, no browser runs or renders it.
    private static readonly string[] Types = ["application/json", "application/octet-stream", "text/plain"];

    /// <summary>The reason why this field may not be set; <c>null</c> if it may.</summary>
    public static string? WhyNot(string name, string value) =>
        !Tokens.IsToken(name) ? $"'{name}' is not a field name (RFC 9110 §5.1)."
        : !Tokens.IsFieldValue(value) ? $"The value of {name} holds a control character or one outside US-ASCII."
        : Refused.Contains(name)
        || RefusedPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            ? $"{name} is this server's own to set."
        : name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)
        && !Types.Contains(value.Split(';')[0].Trim(), StringComparer.OrdinalIgnoreCase)
            ? $"Content-Type may be {string.Join(", ", Types)}."
        : null;
}
