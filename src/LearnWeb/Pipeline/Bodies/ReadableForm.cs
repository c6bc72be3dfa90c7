using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace LearnWeb.Pipeline;

/// <summary>
/// Refuses a form that cannot be read before an action runs. Model binding would only note the failure in the model
/// state and call the action with <c>null</c> for every parameter.
/// </summary>
internal sealed class ReadableForm : IAsyncActionFilter
{
    public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        // If binding has failed, it has already read the form. The body of an action that binds no form may be left
        // unread.
        var hasStumbled = context.ModelState.TryGetValue("", out var whole) && whole.Errors.Count > 0;
        if (hasStumbled && await RefusalOfAsync(context.HttpContext.Request) is { } refusal)
        {
            context.Result = refusal;
            return;
        }

        await next();
    }

    /// <summary>Reads the form, if the body is one. Later readers get it from memory.</summary>
    /// <returns>
    /// The answer to a form that cannot be read: Kestrel's status code (413 too large, 408 too slow, 400 cut off),
    /// otherwise 400; <c>null</c> if the form is readable.
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
