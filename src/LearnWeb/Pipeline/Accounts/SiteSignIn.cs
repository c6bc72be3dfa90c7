using System.Globalization;
using System.Security.Claims;
using LearnWeb.Models.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace LearnWeb.Pipeline;

/// <summary>The two ways to be signed in, and what the rest of the site needs to know about the user.</summary>
internal static class SiteSignIn
{
    /// <summary>The scheme of cookie sessions.</summary>
    public const string Cookie = "Cookie";

    /// <summary>The scheme of access tokens.</summary>
    public const string Bearer = JwtBearerDefaults.AuthenticationScheme;

    /// <summary>
    /// The scheme that the request uses; the access token if it has both. There is no default scheme, so an action must
    /// name the one it needs.
    /// </summary>
    public const string Either = "Either";

    /// <summary>The principal that represents an account.</summary>
    public static ClaimsPrincipal PrincipalOf(Account account, string scheme) =>
        new(
            new ClaimsIdentity(
                [new Claim("sub", account.Id), new Claim("name", account.UserName!)],
                scheme,
                "name",
                roleType: null
            )
        );

    /// <summary>The identifier of the account; <c>null</c> if nobody has signed in.</summary>
    public static string? IdOf(ClaimsPrincipal principal) => principal.FindFirstValue("sub");

    /// <summary>The token family of an access token; <c>null</c> for a session.</summary>
    public static string? FamilyOf(ClaimsPrincipal principal) => principal.FindFirstValue("sid");

    /// <summary>Authenticates the request of a page that also serves visitors who have not signed in.</summary>
    public static async Task<ClaimsPrincipal> AuthenticateAsync(HttpContext context)
    {
        var result = await context.AuthenticateAsync(Either);
        return context.User = result.Principal ?? new ClaimsPrincipal();
    }

    /// <summary>
    /// Whether a principal was authenticated by the session cookie, which browsers send by themselves.
    /// </summary>
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
    /// Checks the password of the signed-in user once more before a step that cannot be undone. A guest is not asked:
    /// its password was shown only once, and the account is removed by itself.
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

    /// <summary>Records that an account has signed in or changed its password in this browser.</summary>
    public static void RememberBrowser(HttpContext context, Account account) =>
        context.RequestServices.GetRequiredService<KnownBrowsers>().Remember(context, account);

    // excerpt: sign-in
    /// <summary>
    /// Begins a session. A session that the browser already has is ended first, so that the browser always gets a new
    /// identifier (6265bis §8.4).
    /// </summary>
    public static async Task BeginSessionAsync(HttpContext context, Account account)
    {
        var sessions = context.RequestServices.GetRequiredService<SessionStore>();
        await sessions.EndAsync(SignInCookies.Session(context.Request), context.RequestAborted);
        await context.SignInAsync(Cookie, PrincipalOf(account, Cookie));
        RememberBrowser(context, account);
    }

    // end: sign-in

    /// <summary>Ends all sessions and token families of an account except the one of this request.</summary>
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

    /// <summary>Sets <c>Retry-After</c> in whole seconds (RFC 9110 §10.2.3).</summary>
    public static void RetryAfter(HttpResponse response, TimeSpan wait) =>
        response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
