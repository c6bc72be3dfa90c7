using LearnWeb.Models.Bin;
using LearnWeb.Models.Wire;
using Microsoft.AspNetCore.Mvc;

namespace LearnWeb.Controllers;

/// <summary>Cookies that a browser sends back to <c>/bin</c> and nowhere else. The site's own are out of reach.</summary>
public sealed class BinCookiesController : BinController
{
    [HttpGet("/bin/cookies")]
    public IActionResult Shown()
    {
        var cookies = new SortedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in Request.Cookies.Where(cookie => !SiteCookies.IsOwn(cookie.Key)))
        {
            cookies[name] = value;
        }

        return Json(("cookies", cookies));
    }

    /// <summary>Sets every name and value of the query.</summary>
    [HttpGet("/bin/cookies/set")]
    public IActionResult SetAll() => Set(FormFields.Read(Query));

    [HttpGet("/bin/cookies/set/{name}/{value}")]
    public IActionResult SetOne(string name, string value) => Set([new(name, value)]);

    /// <summary>Deletes every name of the query.</summary>
    [HttpGet("/bin/cookies/delete")]
    public IActionResult Delete() => Change(FormFields.Read(Query), (name, _) => Response.Cookies.Delete(name, Options()));

    private IActionResult Set(IReadOnlyList<KeyValuePair<string, string>>? cookies) =>
        Change(cookies, (name, value) => Response.Cookies.Append(name, value, Options()));

    /// <summary>Changes all of them or, if one is refused, none.</summary>
    private IActionResult Change(IReadOnlyList<KeyValuePair<string, string>>? cookies, Action<string, string> change)
    {
        if (cookies is null)
        {
            return Refuse($"At most {FormFields.Most} cookies.");
        }

        foreach (var (name, _) in cookies)
        {
            if (SiteCookies.IsOwn(name) || !Tokens.IsCookieName(name))
            {
                return Refuse($"'{name}' cannot be a cookie's name here: the site's own (lw-, .AspNetCore) and the prefixes __Host- and "
                    + "__Secure- are reserved, and a name is a token (RFC 6265 §4.1.1) without %.");
            }
        }

        foreach (var (name, value) in cookies)
        {
            change(name, value);
        }

        return LeadTo(Within("/bin/cookies"));
    }

    private CookieOptions Options() => new() { Path = Within("/bin"), SameSite = SameSiteMode.Lax, Secure = Request.IsHttps };
}
