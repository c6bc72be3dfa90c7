using System.Security.Claims;
using LearnWeb.Hosting;
using LearnWeb.Http;
using LearnWeb.Models;
using LearnWeb.Models.Accounts;
using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace LearnWeb.Controllers;

/// <summary>
/// Signing in and what belongs to an account, as pages. Every form works without script in cookie mode. In token mode
/// the page's script calls the API to sign in, and sends these same forms with the access token.
/// </summary>
[OwnSiteOnly]
[EnableRateLimiting(LimitHosting.Accounts)]
[ResponseCache(NoStore = true)]
[Route("/{lang:lang}/account")]
public sealed class AccountController(
    AccountStore accounts,
    PasswordService passwords,
    SessionStore sessions,
    RefreshTokenStore families
) : Controller
{
    /// <summary>Who has signed in; for nobody, how to.</summary>
    [HttpGet("")]
    public async Task<IActionResult> Index()
    {
        Visitor.Greet(HttpContext);
        return await ShowAsync(await SiteSignIn.AuthenticateAsync(HttpContext));
    }

    [HttpGet("sign-in")]
    public IActionResult SignIn(SignInMode mode, string? returnUrl)
    {
        Visitor.Greet(HttpContext);
        return View(new SignInViewModel { Mode = mode, ReturnUrl = Local(returnUrl) });
    }

    [HttpPost("sign-in")]
    public async Task<IActionResult> SignIn([FromForm] SignInViewModel form)
    {
        form.ReturnUrl = Local(form.ReturnUrl);
        if (!ModelState.IsValid)
        {
            return Again(form, StatusCodes.Status400BadRequest);
        }

        var result = await SiteSignIn.CheckAsync(HttpContext, form.UserName, form.Password);
        if (result.Account is { } account)
        {
            return await EnterAsync(account, form.ReturnUrl);
        }

        return Again(form, AddProblemOf(result, AccountProblem.Wrong) ?? StatusCodes.Status401Unauthorized);
    }

    [HttpGet("register")]
    public IActionResult Register(SignInMode mode)
    {
        Visitor.Greet(HttpContext);
        return View(nameof(SignIn), new RegisterViewModel { Mode = mode });
    }

    // excerpt: register
    [HttpPost("register")]
    public async Task<IActionResult> Register([FromForm] RegisterViewModel form)
    {
        if (!ModelState.IsValid)
        {
            return Again(form, StatusCodes.Status400BadRequest);
        }

        var (account, problems) = await passwords.RegisterAsync(
            form.UserName,
            form.Password,
            HttpContext.RequestAborted
        );
        if (account is not null)
        {
            return await EnterAsync(account, returnUrl: null);
        }

        AddProblems(problems, passwordField: nameof(form.Password));
        return Again(
            form,
            problems.Contains(AccountProblem.Full)
                ? StatusCodes.Status503ServiceUnavailable
                : StatusCodes.Status400BadRequest
        );
    }

    // end: register

    /// <summary>Makes a guest and signs it in; the account page shows its recovery code once.</summary>
    [HttpPost("guest")]
    public async Task<IActionResult> Guest()
    {
        var (guest, password) = await passwords.AddGuestAsync(HttpContext.RequestAborted);
        TempData[nameof(AccountViewModel.RecoveryCode)] = password;
        return await EnterAsync(guest, returnUrl: null);
    }

    [HttpPost("sign-out")]
    [ChangesAccount]
    public async Task<IActionResult> SignOutHere()
    {
        await HttpContext.SignOutAsync(SiteSignIn.Cookie);
        if (SiteSignIn.FamilyOf(User) is { } family)
        {
            await families.RevokeAsync(SiteSignIn.IdOf(User)!, family, HttpContext.RequestAborted);
        }

        return this.SeeOther(Url.Action(nameof(SignIn)));
    }

    [HttpPost("password")]
    [ChangesAccount]
    public async Task<IActionResult> ChangePassword([FromForm] ChangePasswordInput form)
    {
        if (!ModelState.IsValid)
        {
            return await AgainAsync(StatusCodes.Status400BadRequest);
        }

        var result = await SiteSignIn.CheckAsync(HttpContext, User.Identity!.Name!, form.Password);
        if (result.Account is null)
        {
            return await RefuseAsync(result, nameof(form.Password));
        }

        var problems = await passwords.SetPasswordAsync(
            result.Account.Id,
            form.NewPassword,
            HttpContext.RequestAborted
        );
        if (problems.Count > 0)
        {
            AddProblems(problems, passwordField: nameof(form.NewPassword));
            return await AgainAsync(StatusCodes.Status400BadRequest);
        }

        await SiteSignIn.RevokeOthersAsync(HttpContext, result.Account.Id);
        SiteSignIn.RememberBrowser(HttpContext, result.Account);
        return this.SeeOther(Url.Action(nameof(Index), new { changed = "password" }));
    }

    /// <summary>Ends one sign-in by its name, or all others.</summary>
    [HttpPost("revoke")]
    [ChangesAccount]
    public async Task<IActionResult> Revoke([FromForm] string? name)
    {
        var account = SiteSignIn.IdOf(User)!;
        if (string.IsNullOrEmpty(name))
        {
            await SiteSignIn.RevokeOthersAsync(HttpContext, account);
        }
        else if (!await sessions.RevokeAsync(account, name, HttpContext.RequestAborted))
        {
            await families.RevokeAsync(account, name, HttpContext.RequestAborted);
        }

        return this.SeeOther(Url.Action(nameof(Index)) + "#signed-in");
    }

    /// <summary>Removes the account and all that belongs to it; asks for the password once more.</summary>
    [HttpPost("delete")]
    [ChangesAccount]
    public async Task<IActionResult> Delete([FromForm] DeleteAccountInput form)
    {
        if (await SiteSignIn.ConfirmAsync(HttpContext, form.DeletePassword) is { Account: null } refused)
        {
            return await RefuseAsync(refused, nameof(form.DeletePassword));
        }

        await accounts.DeleteAsync(SiteSignIn.IdOf(User)!, HttpContext.RequestAborted);
        await HttpContext.SignOutAsync(SiteSignIn.Cookie);
        return this.SeeOther(Url.Action(nameof(SignIn)));
    }

    private async Task<ViewResult> ShowAsync(ClaimsPrincipal who) =>
        SiteSignIn.IdOf(who) is { } id && await accounts.FindAsync(id, HttpContext.RequestAborted) is { } account
            ? View(
                nameof(Index),
                new AccountViewModel(
                    account.UserName!,
                    account.IsGuest,
                    SiteSignIn.RodeOnCookie(who),
                    TempData[nameof(AccountViewModel.RecoveryCode)] as string,
                    await SignedIn.ListAsync(HttpContext, sessions, families)
                )
            )
            : View("Nobody");

    /// <summary>The page of the account again, with what the model state says of its forms.</summary>
    private async Task<IActionResult> AgainAsync(int status)
    {
        var page = await ShowAsync(User);
        page.StatusCode = status;
        return page;
    }

    /// <summary>The present password was wrong, or was not looked at.</summary>
    private Task<IActionResult> RefuseAsync(Checked result, string field) =>
        AgainAsync(AddProblemOf(result, AccountProblem.WrongPassword, field) ?? StatusCodes.Status400BadRequest);

    /// <summary>Notes why a password was not taken.</summary>
    /// <returns>429 if it must wait, and the answer says how long (RFC 6585 §4); else <c>null</c>.</returns>
    private int? AddProblemOf(Checked result, AccountProblem wrong, string field = "")
    {
        if (result.Wait <= TimeSpan.Zero)
        {
            ModelState.AddModelError(field, Words[$"SignIn-{wrong}"]);
            return null;
        }

        SiteSignIn.RetryAfter(Response, result.Wait);
        ModelState.AddModelError("", Words["SignIn-Wait", Math.Ceiling(result.Wait.TotalMinutes)]);
        return StatusCodes.Status429TooManyRequests;
    }

    /// <summary>Notes each problem at the field it is about.</summary>
    private void AddProblems(IReadOnlyList<AccountProblem> problems, string passwordField)
    {
        foreach (var problem in problems)
        {
            var field = problem switch
            {
                AccountProblem.UserName or AccountProblem.UserNameTaken => nameof(SignInViewModel.UserName),
                AccountProblem.Full or AccountProblem.Conflict => "",
                _ => passwordField,
            };
            ModelState.AddModelError(field, Words[$"SignIn-{problem}"]);
        }
    }

    private async Task<IActionResult> EnterAsync(Account account, string? returnUrl)
    {
        await SiteSignIn.BeginSessionAsync(HttpContext, account);
        return returnUrl is null
            ? this.SeeOther(Url.Action(nameof(Index)))
            : LocalRedirect(UriReference.Encode(returnUrl));
    }

    /// <summary>
    /// The form again, with what was typed but for the password, and with what the model state says of it.
    /// </summary>
    private ViewResult Again(SignInViewModel form, int status)
    {
        var view = View(nameof(SignIn), form);
        view.StatusCode = status;
        return view;
    }

    /// <summary>Only a path of this site: else anyone could send people elsewhere through our sign-in.</summary>
    private string? Local(string? returnUrl) =>
        Url.IsLocalUrl(returnUrl)
        // as a browser does: without dot segments
        && Uri.TryCreate(new Uri("http://localhost"), returnUrl, out var resolved)
        && SubPath.Holds(Request.PathBase, resolved.AbsolutePath)
            ? returnUrl
            : null;

    private UiStrings Words => UiStrings.For(HttpContext.Language());
}
