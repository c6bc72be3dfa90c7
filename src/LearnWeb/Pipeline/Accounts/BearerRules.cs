using System.Security.Claims;
using LearnWeb.Models.Accounts;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace LearnWeb.Pipeline;

/// <summary>The checks of a bearer token beyond its signature, and the wording of a refusal (RFC 6750 §3).</summary>
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
    /// Refuses the access tokens of a sign-in that has ended or of an account that was removed, although the tokens
    /// have not expired yet. Sign-out, a changed password and a revoked token family end them too. The price is one
    /// database query for each call. A service that checks only the signature saves it, and accepts such a token until
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

    /// <summary>Explains a 403, for which ASP.NET Core sends no reason.</summary>
    public override Task Forbidden(ForbiddenContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer error=\"insufficient_scope\"";
        return Task.CompletedTask;
    }
}
