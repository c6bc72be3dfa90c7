namespace LearnWeb.Pipeline;

/// <summary>
/// A status that says no, with the reason, in the form that is expected where it was asked: JSON as under <c>/bin</c>,
/// plain text under <c>/wsgi</c>, a problem in JSON (RFC 9457) for programs, and for people the site's own error page.
/// </summary>
internal static class Refusal
{
    public static Task AnswerAsync(HttpContext context, int status, string reason)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        var path = context.Request.Path;
        return path.StartsWithSegments("/wsgi", StringComparison.OrdinalIgnoreCase)
                ? WsgiEndpoint.RefuseAsync(context, status, reason)
            : path.StartsWithSegments("/bin", StringComparison.OrdinalIgnoreCase)
                ? BinError.WriteAsync(context, status, reason)
            : path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            || TraceResult.WantsJson(context.Request)
                ? Results.Problem(statusCode: status, detail: reason).ExecuteAsync(context)
            : Task.CompletedTask; // the page follows from the status code
    }
}
