using LearnWeb.Hosting;
using LearnWeb.Models;
using LearnWeb.Models.Accounts;
using LearnWeb.Models.SessionTokenLab;
using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace LearnWeb.Controllers;

/// <summary>The same things done to a server session and to a JWT, and where each fails.</summary>
[Route("/{lang:lang}/labs/session-token")]
public sealed class SessionTokenLabController(
    SessionTokenExperiment experiment,
    VisitStore visits,
    CredentialIssuers issuers,
    OtherSite otherSite,
    IAntiforgery antiforgery
) : LabController
{
    /// <summary>The test cookies of the cross-site demonstration, and the attributes each is set with.</summary>
    private static readonly (string Name, string Attributes)[] TestCookies =
    [
        ("unset", ""),
        ("none", "; samesite=none"),
        ("none-secure", "; samesite=none; secure"),
        ("lax", "; samesite=lax"),
        ("strict", "; samesite=strict"),
    ];

    /// <summary>What has been done so far.</summary>
    [HttpGet("")]
    public Task<IActionResult> Index() => ShowAsync(trace: null);

    /// <summary>Does one thing to one credential, or tries every attack.</summary>
    [HttpPost("")]
    [OwnSiteOnly]
    [EnableRateLimiting(LimitHosting.Experiments)]
    public async Task<IActionResult> Index([FromForm] string? action, [FromForm] Way way)
    {
        if (
            !ModelState.IsValid
            || !Enum.IsDefined(way)
            || (action != SessionTokenExperiment.AttackAll && !SessionTokenExperiment.Actions.Contains(action))
        )
        {
            return BadRequest();
        }

        var visit = await VisitAsync(begin: true);
        var trace = await experiment.RunAsync(visit!, action!, way, HttpContext.RequestAborted);
        await TickAsync(SessionTokenGoals.ReachedBy(trace));
        var state = (await visits.ReadAsync(visit!, HttpContext.RequestAborted))!;
        if (way == Way.Session && state.Credentials.TryGetValue(way, out var session))
        {
            Response.Cookies.Append(CookieNames.Session, session, CookieOfVisit());
        }

        return await ShowAsync(trace);
    }

    /// <summary>Ends the visit and begins anew.</summary>
    [HttpPost("restart")]
    [OwnSiteOnly]
    [EnableRateLimiting(LimitHosting.Experiments)]
    public async Task<IActionResult> Restart()
    {
        if (await VisitAsync(begin: false) is { } visit)
        {
            await visits.EndAsync(visit, HttpContext.RequestAborted);
        }

        Response.Cookies.Delete(CookieNames.Visit, CookieOfVisit());
        return this.SeeOther(Url.Action(nameof(Index)));
    }

    /// <summary>
    /// Who the lab's session cookie stands for: what script can do with a cookie that it cannot read.
    /// </summary>
    [HttpGet("account")]
    public async Task<IActionResult> Account()
    {
        var admission = Request.Cookies[CookieNames.Session] is { } id
            ? await issuers.First.AdmitSessionAsync(id, HttpContext.RequestAborted)
            : new Admission(false);
        return Json(new { user = admission.Admitted ? "ada" : null });
    }

    /// <summary>Sets a cookie of each kind.</summary>
    [HttpPost("cookies")]
    [OwnSiteOnly]
    [EnableRateLimiting(LimitHosting.Experiments)]
    public async Task<IActionResult> SetCookies()
    {
        var visit = (await VisitAsync(begin: true))!;
        var path = SubPath.CookiePath(Request.PathBase);
        foreach (var (name, attributes) in TestCookies)
        {
            Response.Headers.Append("Set-Cookie", $"{CookieNames.Test}{name}=1; path={path}; max-age=600{attributes}");
        }

        await visits.ChangeAsync(
            visit,
            state => state.TestCookiesWereSet(TestCookies.Select(cookie => cookie.Name)),
            HttpContext.RequestAborted
        );
        return this.SeeOther($"{Url.Action(nameof(Index))}#cross-site");
    }

    /// <summary>The page of the "other site": a form that submits itself to where the learner came from.</summary>
    [HttpGet("other-site")]
    public IActionResult Other(string? visit)
    {
        if (otherSite.Of(Request) is not { } target || !OpaqueToken.IsOne(visit))
        {
            return NotFound();
        }

        // Only here may a form lead elsewhere: to this same server under its other name.
        Response.Headers.ContentSecurityPolicy = Response
            .Headers.ContentSecurityPolicy.ToString()
            .Replace("form-action 'self'", $"form-action 'self' {target}", StringComparison.Ordinal);
        var order = $"{target}{Request.PathBase}{Url.Action(nameof(Index))}/order";
        return View("OtherSite", new OtherSiteViewModel(order, visit!, $"{Request.Scheme}://{Request.Host}"));
    }

    /// <summary>
    /// Orders a flower for whoever asks, from wherever: foreign forms are this lab's subject. Changes nothing else.
    /// </summary>
    [HttpPost("order")]
    [IgnoreAntiforgeryToken]
    [EnableRateLimiting(LimitHosting.Experiments)]
    public async Task<IActionResult> Order([FromForm] string? visit)
    {
        var hash = OpaqueToken.IsOne(visit) ? visit! : "";
        var origin = Request.Headers.Origin.ToString();
        var hadToken = await antiforgery.IsRequestValidAsync(HttpContext);
        var arrival = new Arrival(
            origin.Length > 0 && origin != $"{Request.Scheme}://{Request.Host}",
            origin.Length <= 200 ? origin : "",
            TestCookiesOf(Request),
            hadToken
        );
        return await visits.ChangeAsync(hash, state => state.Order(arrival), HttpContext.RequestAborted) is null
            ? NotFound()
            : View("Order", arrival);
    }

    private async Task<IActionResult> ShowAsync(SessionTokenTrace? trace)
    {
        var visit = await VisitAsync(begin: false);
        var state = visit is null ? null : await visits.ReadAsync(visit, HttpContext.RequestAborted);
        if (state?.Arrivals.Any(arrival => arrival.FromOtherSite) is true)
        {
            await TickAsync(SessionTokenGoals.CrossSite);
        }

        var page = new SessionTokenLabViewModel(
            trace,
            state ?? new VisitState(),
            visit,
            otherSite.Of(Request),
            TestCookiesOf(Request)
        );
        return Answer(
            page,
            trace as object
                ?? new
                {
                    state?.Measured,
                    state?.Arrivals,
                    state?.Flowers,
                }
        );
    }

    private CookieOptions CookieOfVisit() =>
        new()
        {
            Path = SubPath.CookiePath(Request.PathBase),
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = Request.IsHttps,
            MaxAge = VisitStore.Lifetime,
        };

    private static List<string> TestCookiesOf(HttpRequest request) =>
        [
            .. TestCookies
                .Select(cookie => cookie.Name)
                .Where(name => request.Cookies.ContainsKey(CookieNames.Test + name)),
        ];

    /// <summary>The visit of the lab's cookie, by the name the database knows it by.</summary>
    private async Task<string?> VisitAsync(bool begin)
    {
        var id = HttpContext.Items[CookieNames.Visit] as string ?? Request.Cookies[CookieNames.Visit];
        if (
            OpaqueToken.IsOne(id)
            && await visits.ReadAsync(OpaqueToken.Hash(id!), HttpContext.RequestAborted) is not null
        )
        {
            return OpaqueToken.Hash(id!);
        }

        if (!begin)
        {
            return null;
        }

        id = await visits.BeginAsync(HttpContext.RequestAborted);
        HttpContext.Items[CookieNames.Visit] = id;
        Response.Cookies.Append(CookieNames.Visit, id, CookieOfVisit());
        return OpaqueToken.Hash(id);
    }
}

/// <summary>What the lab's page shows.</summary>
/// <param name="Trace">What was just done; <c>null</c> if nothing.</param>
/// <param name="State">What has been done so far.</param>
/// <param name="Visit">Which visit it is; <c>null</c> before the first experiment.</param>
/// <param name="OtherSite">The origin of this server under its other name; <c>null</c> if it has none.</param>
/// <param name="CookiesKept">The test cookies that the browser sent with this request, and so has stored.</param>
public sealed record SessionTokenLabViewModel(
    SessionTokenTrace? Trace,
    VisitState State,
    string? Visit,
    string? OtherSite,
    IReadOnlyList<string> CookiesKept
);

/// <summary>What the page of the other site shows.</summary>
/// <param name="Target">Where its form leads.</param>
/// <param name="Visit">For whom.</param>
/// <param name="Origin">The origin it is on.</param>
public sealed record OtherSiteViewModel(string Target, string Visit, string Origin);
