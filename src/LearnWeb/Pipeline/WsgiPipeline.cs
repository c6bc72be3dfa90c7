using Microsoft.AspNetCore.Diagnostics;

namespace LearnWeb.Pipeline;

/// <summary>What every response under <c>/wsgi</c> has in common: no script runs, nothing is stored, and its errors stay its own.</summary>
internal static class WsgiPipeline
{
    // No origin of its own, since an application's forms need its cookies; so no script at all.
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static void UseWsgi(this IApplicationBuilder app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments("/wsgi", StringComparison.OrdinalIgnoreCase),
        wsgi => wsgi.Use((context, next) =>
        {
            context.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
            context.Response.Headers.CacheControl = "no-store"; // unless the application says otherwise
            if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
            {
                pages.Enabled = false;
            }

            return next(context);
        }));
}
