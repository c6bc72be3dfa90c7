using LearnWeb.Hosting;
using LearnWeb.Http;
using LearnWeb.Models;
using LearnWeb.Models.Labs;
using LearnWeb.Models.Notes;
using LearnWeb.Models.WsgiLab;
using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace LearnWeb.Controllers;

/// <summary>Compose a request, choose an application, watch both sides of WSGI.</summary>
[KeepExchange]
public sealed class WsgiLabController(RawSender sender, CallStore calls, WsgiCatalog catalog, CodeExcerpts code)
    : LabController
{
    /// <summary>
    /// The composer: with a preset in it, an application, a whole request, or the one that the browser has just made
    /// for this page. Nothing runs.
    /// </summary>
    [HttpGet("/{lang:lang}/labs/wsgi")]
    public async Task<IActionResult> Index(string? preset, string? from, [FromQuery] WsgiLabInput asked)
    {
        var usual = WsgiPreset.All[0].Request;
        if (from == "browser" && ExchangeCapture.Present(HttpContext) is { } exchange)
        {
            return Page(
                await ShowAsync(BrowserRequest.Compose(exchange.Request.Bytes.Span, usual.App), isOfBrowser: true)
            );
        }

        return Page(
            await ShowAsync(
                asked.Method is not null ? asked.Compose()
                : WsgiProgram.Find(asked.App) is { } program ? WsgiPreset.To(program)
                : WsgiPreset.All.Find(preset)?.Request ?? usual
            )
        );
    }

    /// <summary>Sends the request. What an application keeps of it, it keeps for this visitor alone.</summary>
    [HttpPost("/{lang:lang}/labs/wsgi")]
    [OwnSiteOnly]
    [EnableRateLimiting(LimitHosting.Experiments)]
    public async Task<IActionResult> Index([FromForm] WsgiLabInput posted)
    {
        var composition = posted.Compose();
        if (posted.Show)
        {
            // by POST as well, so that the form's token does not get into an address
            return Page(await ShowAsync(composition));
        }

        var host = Request.Host.HasValue ? Request.Host.ToUriComponent() : "localhost";
        var (input, error) = composition.ToBytes(host);
        if (input is null)
        {
            return Refuse(await ShowAsync(composition, error: error), error!);
        }

        var twin = posted.Compare ? WsgiExperiment.TwinOf(composition).ToBytes(host).Input : null;
        var trace = await new WsgiExperiment(sender, calls).RunAsync(
            input,
            composition,
            twin,
            Learner,
            HttpContext.RequestAborted
        );
        await TickAsync(WsgiGoals.ReachedBy(trace));
        return Answer(await ShowAsync(composition, trace), trace);
    }

    private async Task<WsgiLabViewModel> ShowAsync(
        WsgiComposition composition,
        WsgiTrace? trace = null,
        WsgiCompositionError? error = null,
        bool isOfBrowser = false
    )
    {
        var program = WsgiProgram.Find(trace?.App) ?? composition.App;
        var canRun = await catalog.CanRunAsync(composition.App);
        var canCompare = await catalog.CanRunAsync(WsgiProgram.Find("environ")!);
        return new WsgiLabViewModel(
            composition,
            program,
            code.Find(program.Note, program.Code),
            canRun,
            canCompare,
            trace,
            error,
            isOfBrowser
        );
    }
}

/// <summary>What the lab's form posts.</summary>
/// <param name="Show">Only to show the application, where no script does; nothing runs.</param>
public sealed record WsgiLabInput(
    string? App,
    string? Method,
    string? Path,
    string? Query,
    string? Fields,
    string? Body,
    bool Chunked,
    bool Compare,
    bool Show,
    string? Version,
    bool Leaves
)
{
    /// <summary>The same as a composition; an unknown application is the echo, an unknown version HTTP/1.1.</summary>
    public WsgiComposition Compose() =>
        new(
            WsgiProgram.Find(App) ?? WsgiProgram.All[0],
            Method ?? "GET",
            Path ?? "",
            Query ?? "",
            (Fields ?? "").ReplaceLineEndings("\n"),
            (Body ?? "").ReplaceLineEndings("\n"),
            Chunked,
            WsgiComposition.Versions.FirstOrDefault(version => version == Version) ?? WsgiComposition.Versions[0],
            Leaves
        );
}

/// <summary>What the lab's page shows.</summary>
/// <param name="Request">What stands in the composer.</param>
/// <param name="Program">The application that is shown: the one that was called, or else the composer's.</param>
/// <param name="Code">Its code.</param>
/// <param name="CanRun">Whether the composer's application can run on this server.</param>
/// <param name="CanCompare">Whether there is a Python to compare with.</param>
/// <param name="Trace">What happened; <c>null</c> before anything was sent.</param>
/// <param name="Error">Why nothing was sent.</param>
/// <param name="IsOfBrowser">Whether the request is what the browser has just sent.</param>
public sealed record WsgiLabViewModel(
    WsgiComposition Request,
    WsgiProgram Program,
    string Code,
    bool CanRun,
    bool CanCompare,
    WsgiTrace? Trace,
    WsgiCompositionError? Error,
    bool IsOfBrowser
)
{
    /// <summary>The preset the request is, unchanged.</summary>
    public WsgiPreset? Preset { get; } = WsgiPreset.All.FirstOrDefault(preset => preset.Request == Request);

    /// <summary>
    /// What to look at in the result: a notice of the application, most of which turn on a body and its chunks, so that
    /// HEAD and HTTP/1.0 have none; else of the preset. <c>null</c> where there is nothing to say.
    /// </summary>
    public string? Notice(UiStrings words) =>
        Trace is null || !CanRun ? null
        : Request.Method != "HEAD"
        && Request.Version == WsgiComposition.Versions[0]
        && words.Find($"WsgiNotice-{Program.Name}") is { } notice
            ? notice
        : Preset is null ? null
        : words.Find($"Preset-wsgi-{Preset.Id}-Notice");
}
