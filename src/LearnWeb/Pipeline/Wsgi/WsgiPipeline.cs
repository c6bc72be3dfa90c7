using Microsoft.AspNetCore.Diagnostics;

namespace LearnWeb.Pipeline;

/// <summary>
/// What every response under <c>/wsgi</c> has in common: no script runs, nothing is stored, and its errors stay its
/// own.
/// </summary>
internal static class WsgiPipeline
{
    // No origin of its own, since an application's forms need its cookies; so no script at all.
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        + "base-uri 'none'; frame-ancestors 'none'";

    public static void UseWsgi(this IApplicationBuilder app) =>
        app.UseWhen(
            IsWsgi,
            wsgi =>
                wsgi.Use(
                    (context, next) =>
                    {
                        context.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
                        context.Response.Headers.CacheControl = "no-store"; // unless the application says otherwise
                        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
                        {
                            pages.Enabled = false;
                        }

                        return next(context);
                    }
                )
        );

    /// <summary>
    /// Fails what an application could not finish, outside of all that would explain the failure: the head has been
    /// sent. What Kestrel then does is what PEP 3333 wants: it closes the connection, and says so in its log
    /// (<see cref="BodyCutLog"/>).
    /// </summary>
    public static void UseWsgiCuts(this IApplicationBuilder app) =>
        app.UseWhen(
            IsWsgi,
            wsgi =>
                wsgi.Use(
                    async (context, next) =>
                    {
                        await next(context);
                        if (context.Features.Get<BodyCutException>() is { } cut)
                        {
                            throw cut;
                        }
                    }
                )
        );

    private static bool IsWsgi(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/wsgi", StringComparison.OrdinalIgnoreCase);
}
