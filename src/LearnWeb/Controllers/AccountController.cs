using LearnWeb.Hosting;
using LearnWeb.Models;
using LearnWeb.Models.Accounts;
using LearnWeb.Models.Wire;
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
    AccountBook accounts,
    PasswordBook passwords,
    SessionBook sessions,
    RefreshBook families
) : Controller
{
    /// <summary>Who has signed in; for nobody, how to.</summary>
    [HttpGet("")]
    public async Task<IActionResult> Index()
    {
        Visitor.Greet(HttpContext);
        return await ShowAsync(await SiteSignIn.AuthenticateAsync(HttpContext), problems: []);
    }

    [HttpGet("sign-in")]
    public IActionResult SignInPage(SignInMode mode, string? returnUrl)
    {
        Visitor.Greet(HttpContext);
        return View("SignIn", new SignInViewModel(mode, IsNew: false, Local(returnUrl)));
    }

    [HttpGet("register")]
    public IActionResult RegisterPage(SignInMode mode)
    {
        Visitor.Greet(HttpContext);
        return View("SignIn", new SignInViewModel(mode, IsNew: true, ReturnUrl: null));
    }

    [HttpPost("sign-in")]
    public async Task<IActionResult> SignIn([FromForm] SignInForm form)
    {
        var page = new SignInViewModel(SignInMode.Cookie, IsNew: false, Local(form.ReturnUrl), form.UserName);
        if (string.IsNullOrEmpty(form.UserName) || string.IsNullOrEmpty(form.Password))
        {
            return Again(page, StatusCodes.Status400BadRequest, AccountProblem.Empty);
        }

        var result = await SiteSignIn.CheckAsync(HttpContext, form.UserName, form.Password);
        if (result.Wait > TimeSpan.Zero)
        {
            SiteSignIn.RetryAfter(Response, result.Wait);
            return Again(page with { Wait = result.Wait }, StatusCodes.Status429TooManyRequests, AccountProblem.Wait);
        }

        return result.Account is { } account
            ? await EnterAsync(account, page.ReturnUrl)
            : Again(page, StatusCodes.Status401Unauthorized, AccountProblem.Wrong);
    }

    [HttpPost("register")]
    public async Task<IActionResult> Register([FromForm] SignInForm form)
    {
        var (account, problems) = await passwords.RegisterAsync(
            form.UserName ?? "",
            form.Password ?? "",
            HttpContext.RequestAborted
        );
        var page = new SignInViewModel(SignInMode.Cookie, IsNew: true, ReturnUrl: null, form.UserName);
        return account is not null
            ? await EnterAsync(account, returnUrl: null)
            : Again(page, StatusOf(problems), [.. problems]);
    }

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

        return this.SeeOther(At("/sign-in"));
    }

    [HttpPost("password")]
    [ChangesAccount]
    public async Task<IActionResult> ChangePassword([FromForm] PasswordForm form)
    {
        var result = await SiteSignIn.CheckAsync(HttpContext, User.Identity!.Name!, form.Password ?? "");
        if (result.Account is null)
        {
            return await RefuseAsync(result);
        }

        var problems = await passwords.SetPasswordAsync(
            result.Account.Id,
            form.NewPassword ?? "",
            HttpContext.RequestAborted
        );
        if (problems.Count > 0)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return await ShowAsync(User, problems);
        }

        await SiteSignIn.RevokeOthersAsync(HttpContext, result.Account.Id);
        SiteSignIn.RememberBrowser(HttpContext, result.Account);
        return this.SeeOther(At("?changed=password"));
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

        return this.SeeOther(At("#signed-in"));
    }

    /// <summary>Removes the account and all that belongs to it; asks for the password once more.</summary>
    [HttpPost("delete")]
    [ChangesAccount]
    public async Task<IActionResult> Delete([FromForm] string? password)
    {
        if (await SiteSignIn.ConfirmAsync(HttpContext, password) is { Account: null } refused)
        {
            return await RefuseAsync(refused);
        }

        await accounts.DeleteAsync(SiteSignIn.IdOf(User)!, HttpContext.RequestAborted);
        await HttpContext.SignOutAsync(SiteSignIn.Cookie);
        return this.SeeOther(At("/sign-in"));
    }

    private async Task<IActionResult> ShowAsync(
        System.Security.Claims.ClaimsPrincipal who,
        IReadOnlyList<AccountProblem> problems,
        TimeSpan wait = default
    )
    {
        if (
            SiteSignIn.IdOf(who) is not { } id
            || await accounts.FindAsync(id, HttpContext.RequestAborted) is not { } account
        )
        {
            return View("Nobody");
        }

        var page = View(
            "Index",
            new AccountViewModel(
                account.UserName!,
                account.IsGuest,
                SiteSignIn.RodeOnCookie(who),
                TempData[nameof(AccountViewModel.RecoveryCode)] as string,
                await SignedIn.ListAsync(HttpContext, sessions, families),
                problems,
                wait
            )
        );
        page.StatusCode = Response.StatusCode;
        return page;
    }

    /// <summary>The present password was wrong, or was not looked at.</summary>
    private Task<IActionResult> RefuseAsync(Checked result)
    {
        var mustWait = result.Wait > TimeSpan.Zero;
        Response.StatusCode = mustWait ? StatusCodes.Status429TooManyRequests : StatusCodes.Status400BadRequest;
        if (mustWait)
        {
            SiteSignIn.RetryAfter(Response, result.Wait);
        }

        return ShowAsync(User, [mustWait ? AccountProblem.Wait : AccountProblem.WrongPassword], result.Wait);
    }

    private static int StatusOf(IReadOnlyList<AccountProblem> problems) =>
        problems.Contains(AccountProblem.Full)
            ? StatusCodes.Status503ServiceUnavailable
            : StatusCodes.Status400BadRequest;

    private async Task<IActionResult> EnterAsync(Account account, string? returnUrl)
    {
        await SiteSignIn.BeginSessionAsync(HttpContext, account);
        return returnUrl is null ? this.SeeOther(At("")) : LocalRedirect(UriReference.Encode(returnUrl));
    }

    private ViewResult Again(SignInViewModel page, int status, params IReadOnlyList<AccountProblem> problems)
    {
        var view = View("SignIn", page with { Problems = problems });
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

    /// <summary>A place under the account page, in the request's language.</summary>
    private string At(string place) => $"/{HttpContext.Language()}/account{place}";
}

/// <summary>How someone signs in.</summary>
public enum SignInMode
{
    /// <summary>A server session behind a cookie.</summary>
    Cookie,

    /// <summary>An access token in the page's memory.</summary>
    Token,
}

/// <summary>What the forms to sign in and to register post.</summary>
public sealed record SignInForm(string? UserName, string? Password, string? ReturnUrl);

/// <summary>What the form to change a password posts.</summary>
public sealed record PasswordForm(string? Password, string? NewPassword);

/// <summary>What the pages to sign in and to register show.</summary>
/// <param name="Mode">Which of the two ways.</param>
/// <param name="IsNew">Whether it is to register.</param>
/// <param name="ReturnUrl">Where to go on; a path of this site.</param>
/// <param name="UserName">What was typed before.</param>
public sealed record SignInViewModel(SignInMode Mode, bool IsNew, string? ReturnUrl, string? UserName = null)
{
    /// <summary>What was wrong.</summary>
    public IReadOnlyList<AccountProblem> Problems { get; init; } = [];

    /// <summary>How long to wait, if that is what is wrong.</summary>
    public TimeSpan Wait { get; init; }
}

/// <summary>What the page of an account shows.</summary>
/// <param name="UserName">Whose it is.</param>
/// <param name="IsGuest">Whether it ends by itself.</param>
/// <param name="ByCookie">Whether this request came by a session, else by a token.</param>
/// <param name="RecoveryCode">A new guest's way back, shown once.</param>
/// <param name="SignedIn">Where it is signed in.</param>
/// <param name="Problems">What was wrong.</param>
/// <param name="Wait">How long to wait, if that is what is wrong.</param>
public sealed record AccountViewModel(
    string UserName,
    bool IsGuest,
    bool ByCookie,
    string? RecoveryCode,
    IReadOnlyList<SignedIn> SignedIn,
    IReadOnlyList<AccountProblem> Problems,
    TimeSpan Wait
);
