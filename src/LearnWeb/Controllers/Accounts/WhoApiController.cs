using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace LearnWeb.Controllers;

/// <summary>Who is asking.</summary>
[Route("/api")]
public sealed class WhoApiController(IAntiforgery antiforgery) : ApiController
{
    /// <summary>The account that has signed in, by a session or by a token; 401 for nobody.</summary>
    [HttpGet("me")]
    [Authorize(AuthenticationSchemes = SiteSignIn.Either)]
    [ProducesResponseType<Me>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status401Unauthorized)]
    public Me Me() => new(User.Identity!.Name!, SiteSignIn.RodeOnCookie(User) ? SiteSignIn.Cookie : SiteSignIn.Bearer);

    /// <summary>The same for pages, to which nobody is an answer as well.</summary>
    [HttpGet("whoami")]
    [DisableRateLimiting] // every page asks it
    public async Task<Whoami> Whoami() => new((await SiteSignIn.AuthenticateAsync(HttpContext)).Identity?.Name);

    /// <summary>
    /// The antiforgery token of whoever is asking, and its cookie. It returns in the header
    /// <c>RequestVerificationToken</c>.
    /// </summary>
    [HttpGet("antiforgery")]
    public async Task<AntiforgeryToken> Antiforgery()
    {
        await SiteSignIn.AuthenticateAsync(HttpContext);
        return new(antiforgery.GetAndStoreTokens(HttpContext).RequestToken!);
    }
}

/// <summary>Who has signed in, and how.</summary>
/// <param name="UserName">The account's name.</param>
/// <param name="Scheme"><c>Cookie</c> or <c>Bearer</c>.</param>
public sealed record Me(string UserName, string Scheme);

/// <summary>Who has signed in; <c>null</c> for nobody.</summary>
public sealed record Whoami(string? UserName);

/// <summary>A token that only the site's own pages can read.</summary>
public sealed record AntiforgeryToken(string Token);
