using System.Text.Json.Serialization;
using LearnWeb.Models.Accounts;
using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Mvc;

namespace LearnWeb.Controllers;

/// <summary>
/// Access tokens of five minutes, and refresh tokens that are good once (RFC 6750, RFC 9068, RFC 9700 §4.14).
/// </summary>
[Route("/api/token")]
public sealed class TokenApiController(AccessTokens tokens, RefreshTokenStore families, SessionLifetime lifetime)
    : ApiController
{
    /// <summary>Where a program wants its refresh token: the one value <c>refresh</c> may have.</summary>
    private const string InCookie = "cookie";

    /// <summary>Signs in with tokens.</summary>
    [HttpPost]
    [Consumes("application/json")]
    [OwnSiteOnly(RidesOn = RidesOn.Nothing)]
    [ProducesResponseType<TokenResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status401Unauthorized)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status429TooManyRequests)]
    public async Task<IActionResult> Issue(TokenRequest request)
    {
        if (request.Refresh is not (null or InCookie))
        {
            return Problem(statusCode: StatusCodes.Status400BadRequest, detail: "refresh may be \"cookie\" or absent.");
        }

        var result = await SiteSignIn.CheckAsync(HttpContext, request.UserName, request.Password);
        if (result.Account is not { } account)
        {
            return Refuse(result);
        }

        SiteSignIn.RememberBrowser(HttpContext, account);
        var refresh = await families.BeginAsync(account.Id, Request.Headers.UserAgent, HttpContext.RequestAborted);
        return Answer(account.Id, refresh, inCookie: request.Refresh == InCookie);
    }

    /// <summary>Uses a refresh token up, for a new access token and its own successor.</summary>
    [HttpPost("refresh")]
    [Consumes("application/json")]
    [OwnSiteOnly(RidesOn = RidesOn.RefreshCookie)]
    [ProducesResponseType<TokenResponse>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status401Unauthorized)]
    public async Task<IActionResult> Refresh(RefreshRequest request)
    {
        var inCookie = request.RefreshToken is null;
        var refreshed = await families.RotateAsync(
            request.RefreshToken ?? SignInCookies.Refresh(Request),
            HttpContext.RequestAborted
        );
        switch (refreshed)
        {
            case { Outcome: RefreshOutcome.Rotated, Owner: { } owner, Next: { } next }:
                return Answer(owner, next, inCookie);
            case { Outcome: RefreshOutcome.JustUsed }:
                return Unauthenticated(
                    "This token has just been used, by another tab perhaps. Try again with the one that came of it.",
                    "just-used"
                );
        }

        if (inCookie)
        {
            SignInCookies.DeleteRefresh(HttpContext);
        }

        return refreshed.Outcome == RefreshOutcome.Replayed
            ? Unauthenticated(
                "This token had been used before: someone may have copied it. All that came of its sign-in is revoked.",
                "replayed"
            )
            : Unauthenticated("There is no such refresh token, or it is over.", "unknown");
    }

    /// <summary>Ends what a refresh token belongs to. That there is none is no error (RFC 7009 §2.2).</summary>
    [HttpPost("revoke")]
    [Consumes("application/json")]
    [OwnSiteOnly(RidesOn = RidesOn.RefreshCookie)]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<IActionResult> Revoke(RefreshRequest request)
    {
        await families.RevokeAsync(request.RefreshToken ?? SignInCookies.Refresh(Request), HttpContext.RequestAborted);
        if (request.RefreshToken is null)
        {
            SignInCookies.DeleteRefresh(HttpContext);
        }

        return NoContent();
    }

    private OkObjectResult Answer(string account, IssuedRefresh refresh, bool inCookie)
    {
        if (inCookie)
        {
            SignInCookies.SetRefresh(HttpContext, refresh.Token, lifetime.Absolute);
        }

        return Ok(
            new TokenResponse(
                tokens.Issue(account, refresh.Family),
                SiteSignIn.Bearer,
                (int)tokens.Terms.Lifetime.TotalSeconds,
                inCookie ? null : refresh.Token
            )
        );
    }
}

/// <summary>A name and a password, and where the refresh token is to go: <c>cookie</c>, or into the answer.</summary>
public sealed record TokenRequest(string UserName, string Password, string? Refresh = null);

/// <summary>A refresh token; without one, the cookie's is meant.</summary>
public sealed record RefreshRequest([property: JsonPropertyName("refresh_token")] string? RefreshToken = null);

/// <summary>Tokens, in the words of RFC 6749 §5.1.</summary>
/// <param name="AccessToken">For <c>Authorization: Bearer</c>.</param>
/// <param name="TokenType"><c>Bearer</c>.</param>
/// <param name="ExpiresIn">How long the access token is good, in seconds.</param>
/// <param name="RefreshToken">For the next one; absent when it is in the cookie.</param>
public sealed record TokenResponse(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("token_type")] string TokenType,
    [property: JsonPropertyName("expires_in")] int ExpiresIn,
    [property: JsonPropertyName("refresh_token"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        string? RefreshToken
);
