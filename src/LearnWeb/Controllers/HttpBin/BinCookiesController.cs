using LearnWeb.Http.HttpBin;
using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Mvc;

namespace LearnWeb.Controllers;

/// <summary>Cookies that a browser sends back to <c>/bin</c> and nowhere else.</summary>
public sealed class BinCookiesController : BinController
{
    /// <summary>What arrived, as it arrived; a name that came more often has an array.</summary>
    [HttpGet("/bin/cookies")]
    public IActionResult Shown() =>
        Json(("cookies", EchoTrace.Repeated(Request.Headers.Cookie.SelectMany(field => BinCookies.Read(field ?? "")))));

    /// <summary>Sets every name and value of the query.</summary>
    [HttpGet("/bin/cookies/set")]
    public IActionResult SetAll() => Change(FormFields.Read(Query), value => value);

    /// <summary>Sets one. An encoded slash stays encoded, as a path has it.</summary>
    [HttpGet("/bin/cookies/set/{name}/{value}")]
    public IActionResult SetOne(string name, string value) => Change([new(name, value)], given => given);

    /// <summary>Removes every name of the query.</summary>
    [HttpGet("/bin/cookies/delete")]
    public IActionResult Delete() => Change(FormFields.Read(Query), _ => null);

    /// <summary>Changes all of them or, if one is refused, none.</summary>
    private IActionResult Change(IReadOnlyList<KeyValuePair<string, string>>? cookies, Func<string, string?> valueFor)
    {
        if (BinCookiePolicy.WhyNot(Request, cookies?.Select(cookie => cookie.Key).ToList()) is { } refusal)
        {
            return refusal;
        }

        foreach (var (name, value) in cookies!)
        {
            SetCookie(name, valueFor(value));
        }

        return LeadTo(Within("/bin/cookies"));
    }
}
