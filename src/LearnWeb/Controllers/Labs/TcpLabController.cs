using System.Globalization;
using LearnWeb.Hosting;
using LearnWeb.Models;
using LearnWeb.Models.Labs;
using LearnWeb.Models.TcpLab;
using LearnWeb.Pipeline;
using LearnWeb.Tcp;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace LearnWeb.Controllers;

/// <summary>A wire between two TCP stacks, and a script for it.</summary>
public sealed class TcpLabController(TcpRunner runner) : LabController
{
    /// <summary>
    /// Runs a preset or a script, which is all in the address: an experiment is a link. Without either, shows the
    /// handshake as it was recorded.
    /// </summary>
    [HttpGet("/{lang:lang}/labs/tcp")]
    [EnableRateLimiting(LimitHosting.Experiments)]
    public async Task<IActionResult> Index(string? preset, string? script, string? ticket)
    {
        if (!Request.Query.ContainsKey("preset") && !Request.Query.ContainsKey("script"))
        {
            var first = TcpPreset.All[0];
            return Answer(
                new(first, first.Script.ToString(), await runner.ShowAsync(first, HttpContext.RequestAborted), null)
            );
        }

        // T1: the way of an experiment begins here; docs/two-long-ways.md has it whole.
        var (read, error) = Read(preset, script);
        if (read is null)
        {
            return Answer(new(null, script ?? "", new TcpRun(), error), StatusCodes.Status400BadRequest);
        }

        var chosen = TcpPreset.Of(read);
        var run = await runner.RunAsync(read, chosen, ticket, Patience, HttpContext.RequestAborted);
        // T10: by what happened.
        await TickAsync(run.Trace is { } trace ? Reached(trace, chosen) : []);
        return Answer(new(chosen, read.ToString(), run, null), StatusOf(run));
    }

    private static (TcpScript?, ScriptError?) Read(string? preset, string? script) =>
        preset is null ? TcpScript.Parse(script)
        : TcpPreset.All.Find(preset) is { } known ? (known.Script, null)
        : (null, new ScriptError(ScriptMistake.UnknownPreset, 0, ""));

    private static IEnumerable<string> Reached(TcpTrace trace, TcpPreset? preset) =>
        preset is null ? TcpGoals.ReachedBy(trace).Append(TcpGoals.Own) : TcpGoals.ReachedBy(trace);

    private static int StatusOf(TcpRun run) =>
        run switch
        {
            { Trace: not null } => StatusCodes.Status200OK,
            { Waiting: { } turn } => StatusOf(turn),
            { Failure: not null } => StatusCodes.Status500InternalServerError,
            _ => StatusCodes.Status503ServiceUnavailable,
        };

    private IActionResult Answer(TcpLabViewModel page, int status = StatusCodes.Status200OK)
    {
        page = page with { Yours = OwnConnectionReader.Read(HttpContext) };
        AskAgain(page.Run.Waiting, QueryString.Create("script", page.ScriptText));
        return Answer(page, TcpAnswer.Of(page), status);
    }
}

/// <summary>What the lab's page shows.</summary>
/// <param name="Preset">The preset the script is, if it is one.</param>
/// <param name="ScriptText">What stands in the editor.</param>
/// <param name="Run">What came of it.</param>
/// <param name="Error">Why it was not tried.</param>
public sealed record TcpLabViewModel(TcpPreset? Preset, string ScriptText, TcpRun Run, ScriptError? Error)
{
    /// <summary>The connection this page came over.</summary>
    public OwnConnection? Yours { get; init; }

    /// <summary>What the kernel answered to a step, in its words; or the wire, in the reader's.</summary>
    public static string AnswerTo(TracedStep step, UiStrings words) =>
        step.Result switch
        {
            TracedStep.NoTime => words["TcpAnswer-NoTime"],
            TracedStep.NoRoom => words["TcpAnswer-NoRoom"],
            TracedStep.CutShort => words["TcpAnswer-CutShort"],
            var kernels => kernels,
        };

    /// <summary>The round-trip time, where the kernel has measured one.</summary>
    public static string RttOf(TcpInfo info, UiStrings words) =>
        info.RttMilliseconds > 0
            ? words["TcpRtt", info.RttMilliseconds.ToString("0.##", CultureInfo.InvariantCulture)]
            : words["TcpNoRtt"];

    /// <summary>
    /// The query of the address that is this experiment; every character that means something to a shell is encoded.
    /// </summary>
    public string Query =>
        Preset is { } preset ? $"?preset={preset.Id}" : $"?script={Uri.EscapeDataString(ScriptText)}";
}

/// <summary>The same for programs: the trace, whose members stand at the top, or what went wrong instead.</summary>
internal sealed record TcpAnswer(
    string? Preset,
    IReadOnlyList<string> Script,
    DateTimeOffset? Taken,
    string? Kernel,
    bool Recorded,
    bool Cut,
    IReadOnlyList<TracedStep> Steps,
    OwnConnection? Yours,
    object? Error
)
{
    public static TcpAnswer Of(TcpLabViewModel page)
    {
        var trace = page.Run.Trace;
        return new TcpAnswer(
            page.Preset?.Id,
            page.ScriptText.Split(['\n', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            trace?.Taken,
            trace?.Kernel,
            trace?.Recorded ?? false,
            trace?.Cut ?? false,
            trace?.Steps ?? [],
            page.Yours,
            ErrorOf(page)
        );
    }

    private static object? ErrorOf(TcpLabViewModel page) =>
        page switch
        {
            { Error: { } error } => error,
            { Run.Failure: { } failure } => new { failure.Failure, failure.Detail },
            { Run: { Lack: { } lack, Trace: null } } => new { lack.Lack, lack.Detail },
            { Run.Waiting: { } waiting } => new { waiting.Place, waiting.IsTurnedAway },
            _ => null,
        };
}
