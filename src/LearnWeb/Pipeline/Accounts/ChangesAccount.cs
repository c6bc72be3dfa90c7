using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace LearnWeb.Pipeline;

/// <summary>
/// The checks of a call that changes an account. It must not come from another site, and the user must have signed in.
/// If the user is identified by the session cookie, which the browser sends by itself, the call must also have the
/// antiforgery token; otherwise the answer is 400. A call with a bearer token needs no antiforgery token.
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
