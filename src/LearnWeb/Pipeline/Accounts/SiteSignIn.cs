using System.Globalization;
using System.Security.Claims;
using LearnWeb.Models.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace LearnWeb.Pipeline;

/// <summary>The two ways of being signed in, and what the rest of the site asks about who is.</summary>
internal static class SiteSignIn
{
    /// <summary>The scheme of cookie sessions.</summary>
    public const string Cookie = "Cookie";

    /// <summary>The scheme of access tokens.</summary>
    public const string Bearer = JwtBearerDefaults.AuthenticationScheme;

    /// <summary>
    /// Whichever the request comes with; the token if with both. There is no default scheme: who needs one names it.
    /// </summary>
    public const string Either = "Either";

    /// <summary>Who an account is, to the rest of the program.</summary>
    public static ClaimsPrincipal PrincipalOf(Account account, string scheme) =>
        new(
            new ClaimsIdentity(
                [new Claim("sub", account.Id), new Claim("name", account.UserName!)],
                scheme,
                "name",
                roleType: null
            )
        );

    /// <summary>The account's identifier; <c>null</c> for nobody.</summary>
    public static string? IdOf(ClaimsPrincipal principal) => principal.FindFirstValue("sub");

    /// <summary>The token family that an access token came of; <c>null</c> for a session.</summary>
    public static string? FamilyOf(ClaimsPrincipal principal) => principal.FindFirstValue("sid");

    /// <summary>Looks who is asking, where nobody in particular is an answer, too.</summary>
    public static async Task<ClaimsPrincipal> AuthenticateAsync(HttpContext context)
    {
        var result = await context.AuthenticateAsync(Either);
        return context.User = result.Principal ?? new ClaimsPrincipal();
    }

    /// <summary>Whether a principal came by the session cookie, which browsers send by themselves.</summary>
    public static bool RodeOnCookie(ClaimsPrincipal principal) =>
        principal.Identity is { IsAuthenticated: true, AuthenticationType: Cookie };

    /// <summary>Checks a name and a password for this request's visitor.</summary>
    public static Task<Checked> CheckAsync(HttpContext context, string userName, string password)
    {
        var browsers = context.RequestServices.GetRequiredService<KnownBrowsers>();
        var guesser = new Guesser(
            Visitor.Of(context),
            ClientAddress.Of(context),
            account => browsers.NameIfKnownTo(context.Request, account)
        );
        return context
            .RequestServices.GetRequiredService<PasswordCheck>()
            .CheckAsync(userName, password, guesser, context.RequestAborted);
    }

    /// <summary>
    /// Checks the password of who has signed in once more, before what cannot be undone. A guest is not asked: its
    /// password was shown once, and it would be removed by itself.
    /// </summary>
    public static async Task<Checked> ConfirmAsync(HttpContext context, string? password)
    {
        var account = await context
            .RequestServices.GetRequiredService<AccountStore>()
            .FindAsync(IdOf(context.User)!, context.RequestAborted);
        return account is { IsGuest: true }
            ? new Checked(account, TimeSpan.Zero)
            : await CheckAsync(context, context.User.Identity!.Name!, password ?? "");
    }

    /// <summary>Notes that an account has signed in from this browser, or has changed its password there.</summary>
    public static void RememberBrowser(HttpContext context, Account account) =>
        context.RequestServices.GetRequiredService<KnownBrowsers>().Remember(context, account);

    // excerpt: sign-in
    /// <summary>
    /// Begins a session. Whatever identifier the browser came with is ended first: it gets a new one (6265bis §8.4).
    /// </summary>
    public static async Task BeginSessionAsync(HttpContext context, Account account)
    {
        var sessions = context.RequestServices.GetRequiredService<SessionStore>();
        await sessions.EndAsync(SignInCookies.Session(context.Request), context.RequestAborted);
        await context.SignInAsync(Cookie, PrincipalOf(account, Cookie));
        RememberBrowser(context, account);
    }

    // end: sign-in

    /// <summary>Ends every session and token family of an account but for the one this request came by.</summary>
    public static async Task RevokeOthersAsync(HttpContext context, string account)
    {
        var sessions = context.RequestServices.GetRequiredService<SessionStore>();
        var families = context.RequestServices.GetRequiredService<RefreshTokenStore>();
        await sessions.RevokeAllAsync(
            account,
            RodeOnCookie(context.User) ? SignInCookies.Session(context.Request) : null,
            context.RequestAborted
        );
        await families.RevokeAllAsync(account, FamilyOf(context.User), context.RequestAborted);
    }

    /// <summary>Says how long to wait (RFC 9110 §10.2.3), in whole seconds.</summary>
    public static void RetryAfter(HttpResponse response, TimeSpan wait) =>
        response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
