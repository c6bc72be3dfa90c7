using LearnWeb.Models.Accounts;
using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace LearnWeb.Controllers;

/// <summary>Accounts for programs: made, changed, exported, removed.</summary>
[Route("/api")]
public sealed class AccountApiController(AccountStore accounts, PasswordService passwords, AccountData data)
    : ApiController
{
    /// <summary>Makes an account.</summary>
    [HttpPost("account")]
    [Consumes("application/json")]
    [OwnSiteOnly(RidesOn = RidesOn.Nothing)]
    [ProducesResponseType<AccountName>(StatusCodes.Status201Created)]
    [ProducesResponseType<ValidationProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable)]
    public async Task<IActionResult> Register(Credentials credentials)
    {
        var (account, problems) = await passwords.RegisterAsync(
            credentials.UserName,
            credentials.Password,
            HttpContext.RequestAborted
        );
        return account is not null ? Created((string?)null, new AccountName(account.UserName!))
            : problems.Contains(AccountProblem.UserNameTaken)
                ? Refuse(StatusCodes.Status409Conflict, AccountProblem.UserNameTaken)
            : problems.Contains(AccountProblem.Full)
                ? Refuse(StatusCodes.Status503ServiceUnavailable, AccountProblem.Full)
            : Refuse(problems);
    }

    /// <summary>Makes a guest: an account that is removed some time after its last use.</summary>
    [HttpPost("guest")]
    [Consumes("application/json")]
    [OwnSiteOnly(RidesOn = RidesOn.Nothing)]
    [ProducesResponseType<Credentials>(StatusCodes.Status201Created)]
    public async Task<IActionResult> AddGuest()
    {
        var (guest, password) = await passwords.AddGuestAsync(HttpContext.RequestAborted);
        return Created((string?)null, new Credentials(guest.UserName!, password));
    }

    /// <summary>Changes the password, and ends every other session and token family.</summary>
    [HttpPost("account/password")]
    [Consumes("application/json")]
    [ChangesAccount]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    [ProducesResponseType<ValidationProblemDetails>(StatusCodes.Status400BadRequest)]
    public async Task<IActionResult> ChangePassword(PasswordChange change)
    {
        var result = await SiteSignIn.CheckAsync(HttpContext, User.Identity!.Name!, change.Password);
        if (result.Account is null)
        {
            return Refuse(result);
        }

        var problems = await passwords.SetPasswordAsync(AccountId, change.NewPassword, HttpContext.RequestAborted);
        if (problems.Count > 0)
        {
            return Refuse(problems);
        }

        await SiteSignIn.RevokeOthersAsync(HttpContext, AccountId);
        SiteSignIn.RememberBrowser(HttpContext, result.Account);
        return NoContent();
    }

    /// <summary>
    /// Removes the account and all that belongs to it. Wants the password once more (401 if it is missing or wrong),
    /// since a stolen token or an unattended browser has none; but not of a guest, who may have lost it and ends by
    /// itself.
    /// </summary>
    [HttpDelete("account")]
    [Consumes("application/json", IsOptional = true)]
    [ChangesAccount]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status401Unauthorized)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status429TooManyRequests)]
    public async Task<IActionResult> Delete(
        [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] PasswordConfirmation? confirmation
    )
    {
        if (await SiteSignIn.ConfirmAsync(HttpContext, confirmation?.Password) is { Account: null } refused)
        {
            return Refuse(refused);
        }

        await accounts.DeleteAsync(AccountId, HttpContext.RequestAborted);
        await HttpContext.SignOutAsync(SiteSignIn.Cookie);
        return NoContent();
    }

    /// <summary>All that the site holds of this account.</summary>
    [HttpGet("account/data")]
    [Authorize(AuthenticationSchemes = SiteSignIn.Either)]
    public async Task<ActionResult<AccountExport>> Export() =>
        Ok(await data.ReadAsync(AccountId, HttpContext.RequestAborted));
}

/// <summary>The name of an account.</summary>
public sealed record AccountName(string UserName);

/// <summary>The present password, asked for again before what cannot be undone.</summary>
public sealed record PasswordConfirmation(string Password);

/// <summary>The present password and the next one.</summary>
public sealed record PasswordChange(string Password, string NewPassword);
