using LearnWeb.Models.Accounts;
using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace LearnWeb.Controllers;

/// <summary>Cookie sessions for programs, and the list of all that is signed in.</summary>
[Route("/api")]
public sealed class SessionApiController(SessionStore sessions, RefreshTokenStore families) : ApiController
{
    /// <summary>Signs in with a session: answers with its cookie.</summary>
    [HttpPost("session")]
    [Consumes("application/json")]
    [OwnSiteOnly(RidesOn = RidesOn.Nothing)]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status401Unauthorized)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status429TooManyRequests)]
    public async Task<IActionResult> Begin(Credentials credentials)
    {
        var result = await SiteSignIn.CheckAsync(HttpContext, credentials.UserName, credentials.Password);
        if (result.Account is null)
        {
            return Refuse(result);
        }

        await SiteSignIn.BeginSessionAsync(HttpContext, result.Account);
        return NoContent();
    }

    /// <summary>Signs out: the session is over on the server, whatever copies of its cookie there are.</summary>
    [HttpDelete("session")]
    [ChangesAccount(AuthenticationSchemes = SiteSignIn.Cookie)]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<IActionResult> End()
    {
        await HttpContext.SignOutAsync(SiteSignIn.Cookie);
        return NoContent();
    }

    /// <summary>Where this account is signed in: its sessions and its token families.</summary>
    [HttpGet("sessions")]
    [Authorize(AuthenticationSchemes = SiteSignIn.Either)]
    public async Task<ActionResult<IReadOnlyList<SignedIn>>> List() =>
        Ok(await SignedIn.ListAsync(HttpContext, sessions, families));

    /// <summary>Ends one of them; a session is refused from its next request on.</summary>
    [HttpDelete("sessions/{name}")]
    [ChangesAccount]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<IActionResult> Revoke(string name) =>
        await sessions.RevokeAsync(AccountId, name, HttpContext.RequestAborted)
        || await families.RevokeAsync(AccountId, name, HttpContext.RequestAborted)
            ? NoContent()
            : NotFound();

    /// <summary>Ends all of them but for the one that asks.</summary>
    [HttpDelete("sessions")]
    [ChangesAccount]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<IActionResult> RevokeOthers()
    {
        await SiteSignIn.RevokeOthersAsync(HttpContext, AccountId);
        return NoContent();
    }
}

/// <summary>One place where an account is signed in.</summary>
/// <param name="Name">By which it can be ended.</param>
/// <param name="Scheme"><c>Cookie</c> for a session, <c>Bearer</c> for a token family.</param>
/// <param name="Browser">Its <c>User-Agent</c>.</param>
/// <param name="FirstSeen">When it signed in.</param>
/// <param name="LastSeen">To the minute; of a token family, its last refresh.</param>
/// <param name="IsThis">Whether it is the one that asks.</param>
public sealed record SignedIn(
    string Name,
    string Scheme,
    string Browser,
    DateTimeOffset FirstSeen,
    DateTimeOffset LastSeen,
    bool IsThis
)
{
    /// <summary>All of the account that asks, the last seen first.</summary>
    internal static async Task<IReadOnlyList<SignedIn>> ListAsync(
        HttpContext context,
        SessionStore sessions,
        RefreshTokenStore families
    )
    {
        var (account, cancellation) = (SiteSignIn.IdOf(context.User)!, context.RequestAborted);
        var id = SiteSignIn.RodeOnCookie(context.User) ? SignInCookies.Session(context.Request) : null;
        var (mine, myFamily) = (id is null ? null : OpaqueToken.Hash(id), SiteSignIn.FamilyOf(context.User));
        var all = (await sessions.ListAsync(account, cancellation))
            .Select(row => new SignedIn(
                row.Name,
                SiteSignIn.Cookie,
                row.Browser,
                At(row.CreatedAt),
                At(row.SeenAt),
                row.Hash == mine
            ))
            .Concat(
                (await families.ListAsync(account, cancellation)).Select(row => new SignedIn(
                    row.Id,
                    SiteSignIn.Bearer,
                    row.Browser,
                    At(row.CreatedAt),
                    At(row.SeenAt),
                    row.Id == myFamily
                ))
            );
        return [.. all.OrderByDescending(row => row.LastSeen)];
    }

    private static DateTimeOffset At(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds);
}
