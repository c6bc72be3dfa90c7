using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace LearnWeb.Pipeline;

/// <summary>
/// All that a call which changes an account must pass: it is not another site's, somebody has signed in, and if that
/// is by the session cookie it brings the antiforgery token, too: the browser sends the cookie by itself, the token it
/// does not. A call with a bearer token needs none. 400 without.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ChangesAccountAttribute : AuthorizeAttribute, IAsyncAuthorizationFilter, IAsyncActionFilter
{
    private static readonly OwnSiteOnlyAttribute OwnSite = new() { RidesOn = RidesOn.Nothing };

    public ChangesAccountAttribute() => AuthenticationSchemes = SiteSignIn.Either;

    public Task OnAuthorizationAsync(AuthorizationFilterContext context) => OwnSite.OnAuthorizationAsync(context);

    public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        if (
            SiteSignIn.RodeOnCookie(context.HttpContext.User)
            && await RefusalOfAsync(context.HttpContext) is { } refusal
        )
        {
            context.Result = refusal;
            return;
        }

        await next();
    }

    private static async Task<IActionResult?> RefusalOfAsync(HttpContext context) =>
        await ReadableForm.RefusalOfAsync(context.Request) as IActionResult
        ?? await StalePage.RefusalOfAsync(context, StatusCodes.Status400BadRequest);
}
