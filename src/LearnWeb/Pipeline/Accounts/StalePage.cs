using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;

namespace LearnWeb.Pipeline;

/// <summary>
/// 400 for a form whose antiforgery token is good for somebody else: the page is older than the present sign-in, as
/// where another tab has signed in since. Sending it again changes nothing; loading it again does, and the answer says
/// so.
/// </summary>
internal sealed class StalePage : IActionResult
{
    private static readonly object Mark = new();

    /// <summary>The answer to a call without a valid antiforgery token; <c>null</c> if it has one.</summary>
    /// <param name="context">The call.</param>
    /// <param name="status">What a call without any token is answered with.</param>
    public static async Task<IActionResult?> RefusalOfAsync(HttpContext context, int status)
    {
        var antiforgery = context.RequestServices.GetRequiredService<IAntiforgery>();
        return await antiforgery.IsRequestValidAsync(context) ? null
            : HasToken(context, antiforgery) ? new StalePage()
            : new StatusCodeResult(status);
    }

    /// <summary>Whether this is what went wrong, for the page that explains it.</summary>
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
        http.Response.StatusCode = StatusCodes.Status400BadRequest; // the page follows from the status code
        return Task.CompletedTask;
    }

    private static bool HasToken(HttpContext context, IAntiforgery antiforgery)
    {
        var names = antiforgery.GetTokens(context);
        return context.Request.Headers.ContainsKey(names.HeaderName!)
            || (context.Request.HasFormContentType && context.Request.Form.ContainsKey(names.FormFieldName));
    }
}
