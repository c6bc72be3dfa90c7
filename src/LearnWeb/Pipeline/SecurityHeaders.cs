using System.Net;
using Microsoft.Extensions.Primitives;

namespace LearnWeb.Pipeline;

/// <summary>
/// What every response tells the browser to refuse. Headers that hold only where the connection is trustworthy
/// are set as the response starts, so that they never enter the output cache.
/// </summary>
internal static class SecurityHeaders
{
    private static readonly StringValues ContentSecurityPolicy = string.Join("; ",
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'",
        "manifest-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'");

    private static readonly StringValues NoSniff = "nosniff";
    private static readonly StringValues Referrer = "strict-origin-when-cross-origin";
    private static readonly StringValues Permissions = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) =>
        app.Use((context, next) =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = ContentSecurityPolicy;
            headers.XContentTypeOptions = NoSniff;
            headers["Referrer-Policy"] = Referrer;
            headers["Permissions-Policy"] = Permissions;
            if (context.Request.IsHttps || IsLoopback(context.Request.Host.Host))
            {
                context.Response.OnStarting(SetWhereTrustworthy, context);
            }

            return next(context);
        });

    /// <summary>
    /// Browsers heed COOP only in a secure context, and warn about it elsewhere; HSTS only on HTTPS and never
    /// for a loopback name, which it would spoil for every other program on the machine (RFC 6797 §7.2).
    /// </summary>
    private static Task SetWhereTrustworthy(object state)
    {
        var context = (HttpContext)state;
        context.Response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (context.Request.IsHttps && !IsLoopback(context.Request.Host.Host))
        {
            context.Response.Headers.StrictTransportSecurity = "max-age=31536000";
        }

        return Task.CompletedTask;
    }

    private static bool IsLoopback(string host) =>
        host is "localhost" or "127.0.0.1" or "[::1]"
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
