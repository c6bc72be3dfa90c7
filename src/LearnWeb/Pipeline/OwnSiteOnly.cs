using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace LearnWeb.Pipeline;

/// <summary>
/// Refuses a state-changing call that another site makes: <c>Origin</c> must be the site's own; where the browser sent none,
/// <c>Sec-Fetch-Site</c> must say so; where neither is there, a call that rides on a cookie needs the antiforgery token,
/// and any other is nobody's browser (Fetch Standard, Origin header; W3C Fetch Metadata).
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class OwnSiteOnlyAttribute : Attribute, IAsyncAuthorizationFilter
{
    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        if (!await IsAllowedAsync(context.HttpContext))
        {
            context.Result = new StatusCodeResult(StatusCodes.Status403Forbidden);
        }
    }

    private static async Task<bool> IsAllowedAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Headers.Origin.Count > 0)
        {
            return request.Headers.Origin.ToString().Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
        }

        if (request.Headers["Sec-Fetch-Site"].Count > 0)
        {
            return request.Headers["Sec-Fetch-Site"].ToString() is "same-origin" or "none";
        }

        return request.Headers.Cookie.Count == 0
            || await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context);
    }
}
