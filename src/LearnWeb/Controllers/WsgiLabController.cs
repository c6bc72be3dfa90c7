using LearnWeb.Hosting;
using LearnWeb.Models.Labs;
using LearnWeb.Models.Notes;
using LearnWeb.Models.Wire;
using LearnWeb.Models.WsgiLab;
using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace LearnWeb.Controllers;

/// <summary>Compose a request, choose an application, watch both sides of WSGI.</summary>
[KeepExchange]
public sealed class WsgiLabController(
    RawSender sender, CallBook calls, WsgiCatalog catalog, CodeExcerpts code, GoalBook goals) : Controller
{
    private static readonly Lab Lab = LabCatalog.Find("wsgi")!;

    /// <summary>The composer: with a preset in it, or the request that the browser has just made for this page.</summary>
    [HttpGet("/{lang:lang}/labs/wsgi")]
    public async Task<IActionResult> Index(string? preset, string? app, string? from)
    {
        Visitor.Greet(HttpContext);
        Response.Headers.CacheControl = "no-store";
        var chosen = WsgiPreset.Find(preset) ?? WsgiPreset.All[0];
        var composition = chosen.Request;
        if (WsgiProgram.Find(app) is { } program)
        {
            (chosen, composition) = (null, WsgiPreset.All[0].Request with { App = program, Path = "/", Query = "" });
        }

        if (from == "browser" && Keeping.Present(HttpContext) is { } exchange)
        {
            (chosen, composition) = (null, BrowserRequest.Compose(exchange.Request.Bytes.Span, composition.App));
        }

        return await ShowAsync(chosen, composition, trace: null, error: null);
    }

    /// <summary>Sends the request. What an application keeps of it, it keeps for this visitor alone.</summary>
    [HttpPost("/{lang:lang}/labs/wsgi")]
    [EnableRateLimiting(LimitHosting.Experiments)]
    public async Task<IActionResult> Index([FromForm] WsgiLabInput posted)
    {
        var visitor = Visitor.Greet(HttpContext);
        var composition = posted.Compose();
        var host = Request.Host.HasValue ? Request.Host.ToUriComponent() : "localhost";
        var (input, error) = composition.ToBytes(host);
        if (input is null)
        {
            var refused = await ShowAsync(null, composition, null, error);
            refused.StatusCode = StatusCodes.Status400BadRequest;
            return new TraceResult(refused, new { Error = error });
        }

        var twin = posted.Compare ? WsgiExperiment.TwinOf(composition).ToBytes(host).Input : null;
        var trace = await new WsgiExperiment(sender, calls).RunAsync(input, composition, twin, visitor, HttpContext.RequestAborted);
        foreach (var goal in WsgiGoals.ReachedBy(trace))
        {
            await goals.TickAsync(visitor, Lab, goal, HttpContext.RequestAborted);
        }

        var preset = WsgiPreset.All.FirstOrDefault(preset => preset.Request == composition);
        return new TraceResult(await ShowAsync(preset, composition, trace, null), trace);
    }

    private async Task<ViewResult> ShowAsync(WsgiPreset? preset, WsgiComposition composition, WsgiTrace? trace, WsgiCompositionError? error)
    {
        var canRun = await catalog.CanRunAsync(composition.App);
        return View(new WsgiLabViewModel(
            preset, composition, code.Find(composition.App.Note, composition.App.Code), canRun, await catalog.CanRunAsync(WsgiProgram.Find("environ")!), trace, error));
    }
}

/// <summary>What the lab's form posts.</summary>
public sealed record WsgiLabInput(string? App, string? Method, string? Path, string? Query, string? Fields, string? Body, bool Chunked, bool Compare)
{
    /// <summary>The same as a composition; an unknown application is the echo.</summary>
    public WsgiComposition Compose() => new(
        WsgiProgram.Find(App) ?? WsgiProgram.All[0], Method ?? "GET", Path ?? "", Query ?? "",
        (Fields ?? "").ReplaceLineEndings("\n"), (Body ?? "").ReplaceLineEndings("\n"), Chunked);
}

/// <summary>What the lab's page shows.</summary>
/// <param name="Preset">The preset the request is, unchanged.</param>
/// <param name="Request">What stands in the composer.</param>
/// <param name="Code">The application's code.</param>
/// <param name="CanRun">Whether the application can run on this server.</param>
/// <param name="CanCompare">Whether there is a Python to compare with.</param>
/// <param name="Trace">What happened; <c>null</c> before anything was sent.</param>
/// <param name="Error">Why nothing was sent.</param>
public sealed record WsgiLabViewModel(
    WsgiPreset? Preset, WsgiComposition Request, string Code, bool CanRun, bool CanCompare, WsgiTrace? Trace, WsgiCompositionError? Error);
