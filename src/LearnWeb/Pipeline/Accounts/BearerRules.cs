using System.Security.Claims;
using LearnWeb.Models.Accounts;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace LearnWeb.Pipeline;

/// <summary>What is asked of a bearer token beyond a good signature, and how a refusal is put (RFC 6750 §3).</summary>
internal sealed class BearerRules : JwtBearerEvents
{
    /// <summary>
    /// Refuses what RFC 7515 does not allow but the library lets pass: padding and characters outside base64url (RFC
    /// 7519 §7.2).
    /// </summary>
    public override Task MessageReceived(MessageReceivedContext context)
    {
        var authorization = context.Request.Headers.Authorization.ToString();
        if (
            authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            && !AccessTokens.IsWellFormed(authorization["Bearer ".Length..].Trim())
        )
        {
            context.Fail("The token is not a JWT.");
        }

        return Task.CompletedTask;
    }

    /// <summary>
    /// A sign-in that is over, or an account that is gone, is so at once, however long its access tokens would last:
    /// sign-out, a changed password and a revoked family end them, too. One look into the database for each call is the
    /// price; a service that only checks the signature does not pay it, and goes on accepting such a token until
    /// <c>exp</c>.
    /// </summary>
    public override async Task TokenValidated(TokenValidatedContext context)
    {
        var families = context.HttpContext.RequestServices.GetRequiredService<RefreshTokenStore>();
        var account = await families.FindOwnerAsync(
            SiteSignIn.IdOf(context.Principal!),
            SiteSignIn.FamilyOf(context.Principal!),
            context.HttpContext.RequestAborted
        );
        if (account is null)
        {
            context.Fail("The sign-in that this token came of is over.");
        }
        else
        {
            ((ClaimsIdentity)context.Principal!.Identity!).AddClaim(new Claim("name", account.UserName!));
        }
    }

    /// <summary>ASP.NET Core says nothing with a 403.</summary>
    public override Task Forbidden(ForbiddenContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer error=\"insufficient_scope\"";
        return Task.CompletedTask;
    }
}
