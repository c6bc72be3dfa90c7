namespace LearnWeb.Pipeline;

/// <summary>429 with a time to come back at and a sentence that says so (RFC 6585 §4).</summary>
internal static class TooManyRequests
{
    public static Task AnswerAsync(HttpContext context, TimeSpan wait)
    {
        SiteSignIn.RetryAfter(context.Response, wait);
        return Refusal.AnswerAsync(
            context,
            StatusCodes.Status429TooManyRequests,
            $"Too many requests within a minute. Wait {context.Response.Headers.RetryAfter} s, then try again."
        );
    }
}
