using LearnWeb.Hosting;
using LearnWeb.Models;
using LearnWeb.Models.Labs;
using LearnWeb.Models.ReverseProxyLab;
using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace LearnWeb.Controllers;

/// <summary>Clients, a reverse proxy and three origins, and a script for them.</summary>
public sealed class ReverseProxyLabController(
    ReverseProxyRunner runner,
    ExclusiveRunner<PageComparison> pages,
    ExclusiveRunner<DesyncComparison> desyncs
) : LabController
{
    /// <summary>
    /// Runs a preset or a script, which is all in the address, on both proxies for a page, on one for a program.
    /// Without either, shows the first preset as it was recorded.
    /// </summary>
    [HttpGet("/{lang:lang}/labs/reverse-proxy")]
    [EnableRateLimiting(LimitHosting.Experiments)]
    public async Task<IActionResult> Index(string? preset, string? script, string? engine, string? ticket)
    {
        var isProgram = TraceResult.WantsJson(Request);
        var engines = EnginesOf(engine, isProgram);
        if (engines is [])
        {
            return Answer(
                new ReverseProxyLabViewModel(null, script ?? "", new([]), new(ProxyMistake.UnknownEngine, 0, engine!)),
                StatusCodes.Status400BadRequest
            );
        }

        if (!Request.Query.ContainsKey("preset") && !Request.Query.ContainsKey("script"))
        {
            var first = ReverseProxyPreset.All[0];
            var shown = await runner.ShowAsync(first, engines, HttpContext.RequestAborted);
            return Answer(new ReverseProxyLabViewModel(first, first.Script.ToString(), shown, null));
        }

        var (read, error) = Read(preset, script);
        if (read is null)
        {
            var refused = new ReverseProxyLabViewModel(null, script ?? "", new([]), error);
            return Answer(refused, StatusCodes.Status400BadRequest);
        }

        var chosen = ReverseProxyPreset.Of(read);
        var run = await runner.RunAsync(read, chosen, engines, ticket, Patience, HttpContext.RequestAborted);
        await TickAsync(run.Runs.SelectMany(one => Reached(one, chosen)).Distinct());
        AskAgain(run.Waiting, QueryString.Create("script", read.ToString()));
        return Answer(new ReverseProxyLabViewModel(chosen, read.ToString(), run, null), StatusOf(run));
    }

    /// <summary>One page from five servers: a static server, and applications.</summary>
    [HttpGet("/{lang:lang}/labs/reverse-proxy/static")]
    [EnableRateLimiting(LimitHosting.Experiments)]
    public Task<IActionResult> Static(string? ticket) =>
        CompareAsync(
            nameof(Static),
            pages,
            ticket,
            comparison => comparison.Servers.All(served => served.Answers.Count > 0) ? [ReverseProxyGoals.Static] : []
        );

    /// <summary>The same ambiguous bytes for four servers.</summary>
    [HttpGet("/{lang:lang}/labs/reverse-proxy/desync")]
    [EnableRateLimiting(LimitHosting.Experiments)]
    public Task<IActionResult> Desync(string? ticket) =>
        CompareAsync(
            nameof(Desync),
            desyncs,
            ticket,
            comparison => comparison.Rows.Any(row => row.Differs) ? [ReverseProxyGoals.Desync] : []
        );

    private async Task<IActionResult> CompareAsync<TResult>(
        string view,
        ExclusiveRunner<TResult> comparer,
        string? ticket,
        Func<TResult, IEnumerable<string>> reached
    )
        where TResult : class
    {
        var (result, turn) = await comparer.RunAsync(ticket, Patience, HttpContext.RequestAborted);
        var page = new ComparisonViewModel<TResult>(result, turn);
        if (result is null)
        {
            AskAgain(turn, QueryString.Empty);
            return Answer(page, new { turn.Place, turn.IsTurnedAway }, StatusOf(turn), view);
        }

        await TickAsync(reached(result));
        return Answer(page, result, view: view);
    }

    private static Engine[] EnginesOf(string? engine, bool isProgram) =>
        engine is null
            ? isProgram
                ? [Engine.Yarp]
                : Enum.GetValues<Engine>()
            : ReverseProxyLabViewModel.EngineOf(engine) is { } known
                ? [known]
                : [];

    private static (ProxyScript?, ProxyScriptError?) Read(string? preset, string? script) =>
        preset is null ? ProxyScript.Parse(script)
        : ReverseProxyPreset.All.Find(preset) is { } known ? (known.Script, null)
        : (null, new ProxyScriptError(ProxyMistake.UnknownPreset, 0, ""));

    private static IEnumerable<string> Reached(EngineRun run, ReverseProxyPreset? preset) =>
        run.Trace is not { Recorded: false } trace ? []
        : preset is null ? ReverseProxyGoals.ReachedBy(trace).Append(ReverseProxyGoals.Own)
        : ReverseProxyGoals.ReachedBy(trace);

    private static int StatusOf(ReverseProxyRun run) =>
        run switch
        {
            { Waiting: { } turn } => StatusOf(turn),
            _ when run.Runs.Any(one => one.Trace is not null) => StatusCodes.Status200OK,
            _ when run.Runs.Any(one => one.Failure is not null) => StatusCodes.Status500InternalServerError,
            _ => StatusCodes.Status503ServiceUnavailable,
        };

    private IActionResult Answer(ReverseProxyLabViewModel page, int status = StatusCodes.Status200OK) =>
        Answer(page, ReverseProxyAnswer.Of(page), status);
}

/// <summary>What the lab's page shows.</summary>
/// <param name="Preset">The preset the script is, if it is one.</param>
/// <param name="ScriptText">What stands in the editor.</param>
/// <param name="Run">What came of it.</param>
/// <param name="Error">Why it was not tried.</param>
public sealed record ReverseProxyLabViewModel(
    ReverseProxyPreset? Preset,
    string ScriptText,
    ReverseProxyRun Run,
    ProxyScriptError? Error
)
{
    /// <summary>The query of the address that is this experiment.</summary>
    public string Query =>
        Preset is { } preset ? $"?preset={preset.Id}" : $"?script={Uri.EscapeDataString(ScriptText)}";

    /// <summary>The engine that goes by this name in an address; <c>null</c> if none does.</summary>
    public static Engine? EngineOf(string name) =>
        Enum.GetValues<Engine>()
            .Where(engine => NameOf(engine) == name)
            .Select(engine => (Engine?)engine)
            .SingleOrDefault();

    /// <summary>Its name in an address: <c>yarp</c>, <c>nginx</c>.</summary>
    public static string NameOf(Engine engine) => engine.ToString().ToLowerInvariant();

    /// <summary>Its name as it writes it itself.</summary>
    public static string TitleOf(Engine engine) => engine == Engine.Yarp ? "YARP" : "nginx";
}

/// <summary>What a page shows that compares servers.</summary>
/// <param name="Result">What came of it; <c>null</c> while it waits.</param>
/// <param name="Turn">Its place in the line.</param>
public sealed record ComparisonViewModel<TResult>(TResult? Result, Turn Turn)
    where TResult : class;

/// <summary>The same for programs: the trace of one engine, or what went wrong instead.</summary>
internal sealed record ReverseProxyAnswer(
    Engine? Engine,
    string? Version,
    string? Preset,
    IReadOnlyList<string> Script,
    DateTimeOffset? Taken,
    bool Recorded,
    string? Configuration,
    IReadOnlyList<EngineLack> Lacks,
    IReadOnlyList<int> Shares,
    IReadOnlyList<TracedRequest> Requests,
    IReadOnlyList<TracedProbe> Probes,
    bool Cut,
    bool Died,
    object? Error
)
{
    public static ReverseProxyAnswer Of(ReverseProxyLabViewModel page)
    {
        var run = page.Run.Runs is [var first, ..] ? first : null;
        var trace = run?.Trace;
        return new ReverseProxyAnswer(
            run?.Engine,
            trace?.Version,
            page.Preset?.Id,
            page.ScriptText.Split(['\n', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            trace?.Taken,
            trace?.Recorded ?? false,
            trace?.Configuration,
            trace?.Lacks ?? [],
            trace?.Shares ?? [],
            trace?.Requests ?? [],
            trace?.Probes ?? [],
            trace?.Cut ?? false,
            trace?.Died ?? false,
            ErrorOf(page, run)
        );
    }

    private static object? ErrorOf(ReverseProxyLabViewModel page, EngineRun? run) =>
        page switch
        {
            { Error: { } error } => error,
            { Run.Waiting: { } waiting } => new { waiting.Place, waiting.IsTurnedAway },
            _ when run?.Failure is { } failure => new { Failure = failure },
            _ when run is { IsMissing: true, Trace: null } => new { Missing = run.Engine },
            _ => null,
        };
}
