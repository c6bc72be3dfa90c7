using System.Net;
using Microsoft.Extensions.Primitives;

namespace LearnWeb.Pipeline;

/// <summary>
/// What every response tells the browser to refuse. Some hold only where the connection is trustworthy.
/// </summary>
internal static class SecurityHeaders
{
    private static readonly StringValues ContentSecurityPolicy = string.Join(
        "; ",
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'"
    );

    private static readonly StringValues NoSniff = "nosniff";
    private static readonly StringValues Referrer = "strict-origin-when-cross-origin";
    private static readonly StringValues SameOrigin = "same-origin";
    private static readonly StringValues OneYear = "max-age=31536000";
    private static readonly StringValues Permissions = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                Set(context);
                return next(context);
            }
        );

    /// <summary>Sets them on a response that has not begun.</summary>
    public static void Set(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = NoSniff;
        headers["Referrer-Policy"] = Referrer;
        headers["Permissions-Policy"] = Permissions;
        headers["Cross-Origin-Resource-Policy"] = SameOrigin;
        if (IsTrustworthy(context.Request))
        {
            headers["Cross-Origin-Opener-Policy"] = SameOrigin;
        }

        if (CanRequireHttps(context.Request))
        {
            headers.StrictTransportSecurity = OneYear;
        }
    }

    /// <summary>What the headers of a response depend on: part of the key under which a page is kept.</summary>
    public static string VariantFor(HttpRequest request) =>
        CanRequireHttps(request) ? "hsts"
        : IsTrustworthy(request) ? "coop"
        : "plain";

    /// <summary>Browsers heed COOP only in a secure context, and warn about it elsewhere.</summary>
    private static bool IsTrustworthy(HttpRequest request) => request.IsHttps || IsLoopback(request.Host.Host);

    /// <summary>
    /// HSTS for a loopback name would spoil it for every other program on the machine (RFC 6797 §7.2).
    /// </summary>
    private static bool CanRequireHttps(HttpRequest request) => request.IsHttps && !IsLoopback(request.Host.Host);

    private static bool IsLoopback(string host) =>
        host is "localhost" or "127.0.0.1" or "[::1]"
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
