using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace LearnWeb.Pipeline;

/// <summary>
/// Takes from known proxies who the client is and how it came, and leaves the fields as they arrived: ASP.NET Core's middleware
/// takes away what it believed and writes what it replaced into <c>X-Original-…</c>, which an echo would then show as sent.
/// </summary>
internal sealed class KnownProxies(ILoggerFactory logs, IOptions<ForwardedHeadersOptions> options)
{
    private readonly ForwardedHeadersMiddleware _middleware = new(_ => Task.CompletedTask, logs, options);
    private readonly string[] _touched =
    [
        options.Value.ForwardedForHeaderName, options.Value.ForwardedProtoHeaderName, options.Value.ForwardedHostHeaderName, options.Value.ForwardedPrefixHeaderName,
        options.Value.OriginalForHeaderName, options.Value.OriginalProtoHeaderName, options.Value.OriginalHostHeaderName, options.Value.OriginalPrefixHeaderName,
    ];

    public Task Believe(HttpContext context, RequestDelegate next)
    {
        var headers = context.Request.Headers;
        var arrived = Array.ConvertAll(_touched, name => headers[name]);
        _middleware.ApplyForwarders(context);
        for (var i = 0; i < arrived.Length; i++)
        {
            headers[_touched[i]] = arrived[i]; // none removes the field
        }

        return next(context);
    }
}
