using System.Security.Cryptography;
using System.Text;
using LearnWeb.Models.Accounts;
using LearnWeb.Models.Wire;
using Microsoft.AspNetCore.DataProtection;

namespace LearnWeb.Pipeline;

/// <summary>
/// Remembers in a browser which accounts have signed in there (a device cookie, as OWASP's "Slow Down Online Guessing Attacks
/// with Device Cookies" calls it): when an account is being guessed at, its owner still gets in from there. It is no
/// credential: who has it still needs the password, and is slowed like any visitor. A changed password makes it void.
/// </summary>
internal sealed class KnownBrowsers(IDataProtectionProvider provider)
{
    /// <summary>How many accounts a browser is known to; a shared machine forgets the oldest.</summary>
    private const int MostAccounts = 8;

    private readonly IDataProtector _protector = provider.CreateProtector("LearnWeb.KnownBrowsers");

    /// <summary>Whether an account, with the password it has now, has signed in from the browser that asks.</summary>
    public bool IsKnownTo(HttpRequest request, Account account) => Read(request).Contains(MarkOf(account));

    /// <summary>Notes that an account has signed in from this browser.</summary>
    public void Remember(HttpContext context, Account account)
    {
        var mark = MarkOf(account);
        var marks = Read(context.Request).Where(other => other != mark).Prepend(mark).Take(MostAccounts);
        context.Response.Cookies.Append(SiteCookies.KnownBrowser, _protector.Protect(string.Join(' ', marks)), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            MaxAge = TimeSpan.FromDays(400), // the longest a browser keeps one (6265bis §5.5)
            IsEssential = true,
        });
    }

    private string[] Read(HttpRequest request)
    {
        try
        {
            return request.Cookies[SiteCookies.KnownBrowser] is { Length: > 0 } cookie ? _protector.Unprotect(cookie).Split(' ') : [];
        }
        catch (CryptographicException)
        {
            return []; // made up, or of keys that are gone
        }
    }

    /// <summary>Stands for an account and its password; tells neither.</summary>
    private static string MarkOf(Account account) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{account.Id} {account.PasswordHash}")).AsSpan(0, 10));
}
