using System.Security.Cryptography;
using System.Text;
using LearnWeb.Http;
using LearnWeb.Models;
using LearnWeb.Models.Accounts;
using Microsoft.AspNetCore.DataProtection;

namespace LearnWeb.Pipeline;

/// <summary>
/// Remembers in a browser which accounts have signed in there (a device cookie, as OWASP's "Slow Down Online Guessing
/// Attacks with Device Cookies" calls it): when an account is being guessed at, its owner still gets in from there. It
/// is no credential: who has it still needs the password; after some wrong ones the browser, which has a random name in
/// the cookie, is unknown until a right one. A changed password makes it void.
/// </summary>
internal sealed class KnownBrowsers(IDataProtectionProvider provider)
{
    /// <summary>How many accounts a browser is known to; a shared machine forgets the oldest.</summary>
    private const int MostAccounts = 8;

    private readonly IDataProtector _protector = provider.CreateProtector("LearnWeb.KnownBrowsers");

    /// <summary>
    /// The name of the browser that asks, if an account, with the password it has now, has signed in from it.
    /// </summary>
    public string? NameIfKnownTo(HttpRequest request, Account account)
    {
        var (name, marks) = Read(request);
        return marks.Contains(MarkOf(account)) ? name : null;
    }

    /// <summary>Notes that an account has signed in from this browser.</summary>
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
            // made up, or of keys that are gone: a browser like any other
        }

        return (OpaqueToken.New(), []);
    }

    /// <summary>Stands for an account and its password; tells neither.</summary>
    private static string MarkOf(Account account) =>
        Convert.ToHexString(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{account.Id} {account.PasswordHash}")).AsSpan(0, 10)
        );
}
