using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace LearnWeb.Pipeline;

/// <summary>
/// Takes from known proxies who the client is and how it came, and leaves the fields as they arrived: ASP.NET Core's
/// middleware takes away what it believed and writes what it replaced into <c>X-Original-…</c>, which an echo would
/// then show as sent. So it is given a copy of them.
/// </summary>
internal sealed class KnownProxies(ILoggerFactory logs, IOptions<ForwardedHeadersOptions> options)
{
    private readonly ForwardedHeadersMiddleware _middleware = new(_ => Task.CompletedTask, logs, options);

    public Task Believe(HttpContext context, RequestDelegate next)
    {
        var request = context.Features.GetRequiredFeature<IHttpRequestFeature>();
        var arrived = request.Headers;
        request.Headers = new HeaderDictionary(arrived.ToDictionary(StringComparer.OrdinalIgnoreCase));
        _middleware.ApplyForwarders(context);
        request.Headers = arrived;
        return next(context);
    }
}
