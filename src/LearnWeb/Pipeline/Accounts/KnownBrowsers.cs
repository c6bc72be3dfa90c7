using System.Security.Cryptography;
using System.Text;
using LearnWeb.Http;
using LearnWeb.Models;
using LearnWeb.Models.Accounts;
using Microsoft.AspNetCore.DataProtection;

namespace LearnWeb.Pipeline;

/// <summary>
/// Remembers in a browser which accounts have signed in there (a device cookie, see OWASP's "Slow Down Online Guessing
/// Attacks with Device Cookies"). While somebody guesses the password of an account, its owner can still sign in from
/// such a browser. The cookie is no credential: its holder still needs the password. It contains a random name of the
/// browser; after some wrong passwords, the browser counts as unknown until the next correct one. A changed password
/// makes the cookie invalid.
/// </summary>
internal sealed class KnownBrowsers(IDataProtectionProvider provider)
{
    /// <summary>The most accounts that one browser remembers; a shared machine forgets the oldest.</summary>
    private const int MostAccounts = 8;

    private readonly IDataProtector _protector = provider.CreateProtector("LearnWeb.KnownBrowsers");

    /// <summary>
    /// The name of the requesting browser, if the account has signed in from it with its present password; otherwise
    /// <c>null</c>.
    /// </summary>
    public string? NameIfKnownTo(HttpRequest request, Account account)
    {
        var (name, marks) = Read(request);
        return marks.Contains(MarkOf(account)) ? name : null;
    }

    /// <summary>Records that an account has signed in from this browser.</summary>
    public void Remember(HttpContext context, Account account)
    {
        var (name, known) = Read(context.Request);
        var mark = MarkOf(account);
        var marks = known.Where(other => other != mark).Prepend(mark).Take(MostAccounts);
        context.Response.Cookies.Append(
            SiteCookies.KnownBrowser,
            _protector.Protect(string.Join(' ', marks.Prepend(name))),
            new CookieOptions
            {
                Path = SubPath.CookiePath(context.Request.PathBase),
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
                MaxAge = TimeSpan.FromDays(400), // the longest a browser keeps one (6265bis §5.5)
                IsEssential = true,
            }
        );
    }

    private (string Name, string[] Marks) Read(HttpRequest request)
    {
        try
        {
            if (request.Cookies[SiteCookies.KnownBrowser] is { Length: > 0 } cookie)
            {
                var parts = _protector.Unprotect(cookie).Split(' ');
                return (parts[0], parts[1..]);
            }
        }
        catch (CryptographicException)
        {
            // The cookie is invalid or its keys are gone, so the browser counts as unknown.
        }

        return (OpaqueToken.New(), []);
    }

    /// <summary>A value that identifies an account and its password, but reveals neither.</summary>
    private static string MarkOf(Account account) =>
        Convert.ToHexString(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{account.Id} {account.PasswordHash}")).AsSpan(0, 10)
        );
}
