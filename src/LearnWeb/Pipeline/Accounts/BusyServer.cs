using LearnWeb.Models.Accounts;

namespace LearnWeb.Pipeline;

/// <summary>
/// 503 with a time to come back at (RFC 9110 §15.6.4) where too many wait already, for pages and for the API; each
/// explains it in its own way. A server that is busy is no failure to be logged.
/// </summary>
internal static class BusyServer
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    public static async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (TooBusyException) when (!context.Response.HasStarted)
        {
            SiteSignIn.RetryAfter(context.Response, Pause);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
    }
}
