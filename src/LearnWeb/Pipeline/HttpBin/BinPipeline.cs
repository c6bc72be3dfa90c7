using LearnWeb.Http.HttpBin;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc.Controllers;

namespace LearnWeb.Pipeline;

/// <summary>
/// What every response under <c>/bin</c> has in common. It echoes what strangers send, from the site's own
/// origin: so nothing in it may run, stay in a cache, or take long.
/// </summary>
internal static class BinPipeline
{
    /// <summary>The longest request body, in bytes; a longer one is answered 413.</summary>
    public const int MostBody = 1024 * 1024;

    /// <summary>How long a body may take to arrive, and an answer to be made.</summary>
    public static readonly TimeSpan MostTime = PacedBytes.Longest;

    // Receiving, waiting and sending together; then the connection is cut.
    private static readonly TimeSpan Exchange = (2 * MostTime) + TimeSpan.FromSeconds(5);

    // The sandbox gives the document an origin of its own, without script; only its form may be sent.
    private const string ContentSecurityPolicy =
        "sandbox allow-forms; default-src 'none'; base-uri 'none'; frame-ancestors 'none'";

    public static void UseBin(this IApplicationBuilder app)
    {
        var stopping = app.ApplicationServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var log = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(BinPipeline));
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments("/bin", StringComparison.OrdinalIgnoreCase),
            bin => bin.Use((context, next) => AnswerAsync(context, next, log, stopping))
        );
    }

    private static async Task AnswerAsync(
        HttpContext context,
        RequestDelegate next,
        ILogger log,
        CancellationToken stopping
    )
    {
        var response = context.Response;
        response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        response.Headers.XContentTypeOptions = "nosniff";
        // an echo is tried from other sites' pages, too
        response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        response.Headers.CacheControl = "no-store";
        BinCors.Allow(context);
        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }

        if (context.Request.ContentLength > MostBody)
        {
            await BinError.WriteAsync(
                context,
                StatusCodes.Status413PayloadTooLarge,
                $"A body may have {MostBody} bytes."
            );
            return;
        }

        await BoundAsync(context, next, log, stopping);
        if (!response.HasStarted && response.StatusCode >= 400 && !IsAnswered(context))
        {
            await BinError.WriteAsync(
                context,
                response.StatusCode,
                $"{context.Request.PathBase}/en/bin lists what is here and how to ask for it."
            );
        }
    }

    /// <summary>Runs the rest with a token that ends with the client, the server or the time.</summary>
    private static async Task BoundAsync(
        HttpContext context,
        RequestDelegate next,
        ILogger log,
        CancellationToken stopping
    )
    {
        var client = context.RequestAborted;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(client, stopping);
        ending.CancelAfter(Exchange);
        context.RequestAborted = ending.Token;
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException error) when (!context.Response.HasStarted)
        {
            await BinError.WriteAsync(context, error.StatusCode, error.Message);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            await CutAsync(context, client);
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            // The site's error page would drop the headers that were set above.
            log.LogError(error, "{Method} {Path} failed.", context.Request.Method, context.Request.Path);
            await BinError.WriteAsync(
                context,
                StatusCodes.Status500InternalServerError,
                "The server failed; its log says how."
            );
        }
        finally
        {
            context.RequestAborted = client;
        }
    }

    /// <summary>An answer that has begun cannot be ended honestly; one that has not says why.</summary>
    private static async Task CutAsync(HttpContext context, CancellationToken client)
    {
        context.RequestAborted = client;
        if (context.Response.HasStarted || client.IsCancellationRequested)
        {
            context.Abort();
            return;
        }

        context.Response.Headers.Connection = "close";
        await BinError.WriteAsync(
            context,
            StatusCodes.Status503ServiceUnavailable,
            "The server is stopping, or the time was up."
        );
    }

    private static bool IsAnswered(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<ControllerActionDescriptor>() is not null;
}
