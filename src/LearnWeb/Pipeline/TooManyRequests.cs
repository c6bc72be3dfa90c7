namespace LearnWeb.Pipeline;

/// <summary>
/// 429 with a time to come back at and a sentence that says so (RFC 6585 §4), in the form that is expected where it was asked: plain
/// text under <c>/wsgi</c>, a problem in JSON (RFC 9457) for programs, and for people the site's own error page.
/// </summary>
internal static class TooManyRequests
{
    public static Task AnswerAsync(HttpContext context, TimeSpan wait)
    {
        SiteSignIn.RetryAfter(context.Response, wait);
        context.Response.Headers.CacheControl = "no-store";
        var reason = $"Too many requests within a minute. Wait {context.Response.Headers.RetryAfter} s, then try again.";
        if (context.Request.Path.StartsWithSegments("/wsgi", StringComparison.OrdinalIgnoreCase))
        {
            return WsgiEndpoint.RefuseAsync(context, StatusCodes.Status429TooManyRequests, reason);
        }

        return context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) || TraceResult.WantsJson(context.Request)
            ? Results.Problem(statusCode: StatusCodes.Status429TooManyRequests, detail: reason).ExecuteAsync(context)
            : Task.CompletedTask; // the page follows from the status code
    }
}
