namespace LearnWeb.Pipeline;

/// <summary>
/// The common rules of all responses under <c>/api</c>: no cache stores them, and a failure is described in JSON (RFC
/// 9457).
/// </summary>
internal static class ApiPipeline
{
    public static void UseApi(this IApplicationBuilder app) =>
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase),
            api =>
            {
                api.Use(
                    (context, next) =>
                    {
                        context.Response.OnStarting(() =>
                        {
                            context.Response.Headers.CacheControl = "no-store";
                            return Task.CompletedTask;
                        });
                        return next(context);
                    }
                );
                api.UseExceptionHandler(
                    new ExceptionHandlerOptions
                    {
                        StatusCodeSelector = StatusOf,
                        SuppressDiagnosticsCallback = handled => StatusOf(handled.Exception) < 500,
                    }
                );
                api.UseStatusCodePages();
            }
        );

    private static int StatusOf(Exception error) =>
        error is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;
}
