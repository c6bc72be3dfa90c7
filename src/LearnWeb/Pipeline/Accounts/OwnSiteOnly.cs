using LearnWeb.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace LearnWeb.Pipeline;

/// <summary>
/// Refuses a state-changing call that another site makes: <c>Origin</c> must be the site's own; where the browser sent
/// none, <c>Sec-Fetch-Site</c> must say so; where neither is there, a call that rides on a cookie needs the antiforgery
/// token, whatever else it brings, and any other is nobody's browser (Fetch Standard, Origin header; W3C Fetch
/// Metadata).
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class OwnSiteOnlyAttribute : Attribute, IAsyncAuthorizationFilter
{
    /// <summary>Which cookie gives the call its effect.</summary>
    public RidesOn RidesOn { get; init; } = RidesOn.AnyCookie;

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var request = context.HttpContext.Request;
        if (request.Headers.Origin.Count > 0)
        {
            Refuse(
                context,
                unless: request
                    .Headers.Origin.ToString()
                    .Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
            );
        }
        else if (request.Headers["Sec-Fetch-Site"].Count > 0)
        {
            Refuse(context, unless: request.Headers["Sec-Fetch-Site"].ToString() is "same-origin" or "none");
        }
        else if (IsRiding(request))
        {
            context.Result =
                await ReadableForm.RefusalOfAsync(request) as IActionResult // the token may stand in it
                ?? await StalePage.RefusalOfAsync(context.HttpContext, StatusCodes.Status403Forbidden);
        }
    }

    private bool IsRiding(HttpRequest request) =>
        RidesOn switch
        {
            RidesOn.AnyCookie => request.Cookies.Keys.Any(SiteCookies.IsOwn),
            RidesOn.RefreshCookie => SignInCookies.Refresh(request) is not null,
            _ => false,
        };

    private static void Refuse(AuthorizationFilterContext context, bool unless)
    {
        if (!unless)
        {
            context.Result = new StatusCodeResult(StatusCodes.Status403Forbidden);
        }
    }
}

/// <summary>What a state-changing call rides on.</summary>
internal enum RidesOn
{
    /// <summary>Any of the site's own; one of another program on this host has no effect here.</summary>
    AnyCookie,

    /// <summary>The refresh cookie, if it is there; a call may bring its refresh token in the body instead.</summary>
    RefreshCookie,

    /// <summary>
    /// None: the call brings a password along, or <see cref="ChangesAccountAttribute"/> looks after the cookie.
    /// </summary>
    Nothing,
}
