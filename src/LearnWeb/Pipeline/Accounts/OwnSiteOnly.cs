using LearnWeb.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace LearnWeb.Pipeline;

/// <summary>
/// Refuses a state-changing call from another site (Fetch Standard, Origin header; W3C Fetch Metadata). <c>Origin</c>
/// must be the site's own. Without <c>Origin</c>, <c>Sec-Fetch-Site</c> must say that the call comes from this site.
/// Without either, a call that depends on a cookie needs the antiforgery token; any other call does not come from a
/// browser and is accepted.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class OwnSiteOnlyAttribute : Attribute, IAsyncAuthorizationFilter
{
    /// <summary>The cookie on which the effect of the call depends.</summary>
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
                await ReadableForm.RefusalOfAsync(request) as IActionResult // the form may contain the token
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

/// <summary>The cookies on which the effect of a state-changing call may depend.</summary>
internal enum RidesOn
{
    /// <summary>Any cookie of the site. A cookie of another program on this host has no effect here.</summary>
    AnyCookie,

    /// <summary>
    /// The refresh cookie, if there is one. A call may contain its refresh token in the body instead.
    /// </summary>
    RefreshCookie,

    /// <summary>
    /// No cookie: the call contains a password, or <see cref="ChangesAccountAttribute"/> checks the cookie.
    /// </summary>
    Nothing,
}
