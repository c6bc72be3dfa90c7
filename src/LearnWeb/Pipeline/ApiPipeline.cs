using LearnWeb.Models.Accounts;

namespace LearnWeb.Pipeline;

/// <summary>What every response under <c>/api</c> has in common: nobody stores it, and a failure is a problem in JSON (RFC 9457).</summary>
internal static class ApiPipeline
{
    private static readonly TimeSpan BusyPause = TimeSpan.FromSeconds(5);

    public static void UseApi(this IApplicationBuilder app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase),
        api =>
        {
            api.Use((context, next) =>
            {
                context.Response.OnStarting(() =>
                {
                    context.Response.Headers.CacheControl = "no-store";
                    return Task.CompletedTask;
                });
                return next(context);
            });
            api.UseExceptionHandler(new ExceptionHandlerOptions { StatusCodeSelector = StatusOf, SuppressDiagnosticsCallback = handled => StatusOf(handled.Exception) < 500 });
            api.UseStatusCodePages();
            api.Use(SayWhenToComeBackAsync);
        });

    private static int StatusOf(Exception error) => error switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        TooBusyException => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    private static async Task SayWhenToComeBackAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (TooBusyException) when (!context.Response.HasStarted)
        {
            SiteSignIn.RetryAfter(context.Response, BusyPause);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
    }
}
