using LearnWeb.Models.Accounts;

namespace LearnWeb.Pipeline;

/// <summary>
/// Answers 503 with <c>Retry-After</c> (RFC 9110 §15.6.4) if too many requests are waiting, for pages and for the API,
/// each in its own format. A busy server is no failure, so it is not logged as one.
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
