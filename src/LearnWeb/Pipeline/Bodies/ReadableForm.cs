using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace LearnWeb.Pipeline;

/// <summary>
/// Answers a form that cannot be read before any action meets it. Model binding only notes in its model state that the
/// form was unreadable, and calls the action with nothing: every parameter <c>null</c>.
/// </summary>
internal sealed class ReadableForm : IAsyncActionFilter
{
    public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        // Where binding stumbled it has read the form already; an action that binds none may have its body left alone.
        var hasStumbled = context.ModelState.TryGetValue("", out var whole) && whole.Errors.Count > 0;
        if (hasStumbled && await RefusalOfAsync(context.HttpContext.Request) is { } refusal)
        {
            context.Result = refusal;
            return;
        }

        await next();
    }

    /// <summary>Reads the form, if the body is one; whoever reads it later gets it from memory.</summary>
    /// <returns>
    /// The answer to a form that cannot be read: what Kestrel has to say of the body (413 too large, 408 too slow, 400
    /// cut off), else 400; <c>null</c> if there is nothing wrong.
    /// </returns>
    public static async Task<StatusCodeResult?> RefusalOfAsync(HttpRequest request)
    {
        try
        {
            if (request.HasFormContentType)
            {
                await request.ReadFormAsync(request.HttpContext.RequestAborted);
            }

            return null;
        }
        catch (BadHttpRequestException bad)
        {
            return new StatusCodeResult(bad.StatusCode);
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            return new StatusCodeResult(StatusCodes.Status400BadRequest);
        }
    }
}
