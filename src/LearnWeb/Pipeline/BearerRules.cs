using System.Security.Claims;
using LearnWeb.Models.Accounts;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace LearnWeb.Pipeline;

/// <summary>What is asked of a bearer token beyond a good signature, and how a refusal is put (RFC 6750 §3).</summary>
internal sealed class BearerRules : JwtBearerEvents
{
    /// <summary>Refuses what RFC 7515 does not allow but the library lets pass: padding and characters outside base64url (RFC 7519 §7.2).</summary>
    public override Task MessageReceived(MessageReceivedContext context)
    {
        var authorization = context.Request.Headers.Authorization.ToString();
        if (authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) && !AccessTokens.IsWellFormed(authorization["Bearer ".Length..].Trim()))
        {
            context.Fail("The token is not a JWT.");
        }

        return Task.CompletedTask;
    }

    /// <summary>An account that is gone is gone at once, however long its tokens would last.</summary>
    public override async Task TokenValidated(TokenValidatedContext context)
    {
        var accounts = context.HttpContext.RequestServices.GetRequiredService<AccountBook>();
        var account = SiteSignIn.IdOf(context.Principal!) is { } id ? await accounts.FindAsync(id, context.HttpContext.RequestAborted) : null;
        if (account is null)
        {
            context.Fail("The account no longer exists.");
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
