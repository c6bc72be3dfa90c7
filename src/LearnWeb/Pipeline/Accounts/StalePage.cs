using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;

namespace LearnWeb.Pipeline;

/// <summary>
/// Answers 400 to a form whose antiforgery token belongs to another user: the page is older than the present sign-in,
/// for example because another tab has signed in since. Sending it again does not help, but loading the page again
/// does, and the answer says so.
/// </summary>
internal sealed class StalePage : IActionResult
{
    private static readonly object Mark = new();

    /// <summary>The answer to a call without a valid antiforgery token; <c>null</c> if it has one.</summary>
    /// <param name="context">The call.</param>
    /// <param name="status">The status code for a call without any token.</param>
    public static async Task<IActionResult?> RefusalOfAsync(HttpContext context, int status)
    {
        var antiforgery = context.RequestServices.GetRequiredService<IAntiforgery>();
        return await antiforgery.IsRequestValidAsync(context) ? null
            : HasToken(context, antiforgery) ? new StalePage()
            : new StatusCodeResult(status);
    }

    /// <summary>Whether this is the reason of the error, for the page that explains it.</summary>
    public static bool IsWhy(HttpContext context) => context.Items.ContainsKey(Mark);

    public Task ExecuteResultAsync(ActionContext context)
    {
        var http = context.HttpContext;
        if (http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            return Results
                .Problem(
                    statusCode: StatusCodes.Status400BadRequest,
                    detail: "The antiforgery token is of another sign-in. Get the present one from /api/antiforgery."
                )
                .ExecuteAsync(http);
        }

        http.Items[Mark] = true;
        http.Response.StatusCode = StatusCodes.Status400BadRequest; // the error page is chosen by the status code
        return Task.CompletedTask;
    }

    private static bool HasToken(HttpContext context, IAntiforgery antiforgery)
    {
        var names = antiforgery.GetTokens(context);
        return context.Request.Headers.ContainsKey(names.HeaderName!)
            || (context.Request.HasFormContentType && context.Request.Form.ContainsKey(names.FormFieldName));
    }
}
