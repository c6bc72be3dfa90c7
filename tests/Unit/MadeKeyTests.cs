using System.Text.RegularExpressions;
using LearnWeb.Controllers;
using LearnWeb.Http;
using LearnWeb.Models;
using LearnWeb.Models.Accounts;
using LearnWeb.Models.Bin;
using LearnWeb.Models.Labs;
using LearnWeb.Models.ReverseProxyLab;
using LearnWeb.Models.SessionTokenLab;
using LearnWeb.Models.WsgiLab;
using LearnWeb.Rendering.Tcp;
using LearnWeb.Tcp;
using LearnWeb.Tcp.Headers;
using LearnWeb.Wsgi;
using Xunit;

namespace LearnWeb.Tests.Unit;

/// <summary>
/// Keys of words that are made at run time, such as <c>SignIn-{problem}</c>: for every value that can stand in the
/// braces there are words. A code without words is a 500 for whoever meets it first.
/// </summary>
public sealed partial class MadeKeyTests
{
    private static readonly string Source = Path.Combine(Repository.Root, "src", "LearnWeb");

    /// <summary>Every pattern of the source, and all that can stand in its braces.</summary>
    private static readonly Dictionary<string, IEnumerable<string>> Domains = new()
    {
        ["Account-Way-{}"] = ["Cookie", "Bearer"],
        ["Action-{}"] = [.. SessionTokenExperiment.Actions, SessionTokenExperiment.AttackAll],
        ["Answer-{}"] = ["short", "long", "follow-ups"],
        ["Bin-{}"] = BinCatalog.Groups.SelectMany(group => group.Endpoints).Select(endpoint => endpoint.Key),
        ["Bin-Group-{}"] = BinCatalog.Groups.Select(group => group.Key),
        ["ForwardProxyCurl-{}"] = LiteralsIn("Views/ForwardProxyLab/_Curl.cshtml", @"\(""(?<text>[a-z]+)"", \$"""),
        ["ForwardProxyRecord-{}"] = Names<LearnWeb.Http.Proxying.TlsRecordKind>(),
        ["Goal-{}-{}"] = LabCatalog.All.SelectMany(lab => lab.Goals.Select(goal => $"{lab.Slug}-{goal.Id}")),
        ["GuestbookWay-{}"] = Names<GuestbookWay>(),
        ["GuestbookWay-{}-Text"] = Names<GuestbookWay>(),
        ["HttpEnding-{}"] = Names<Ending>(),
        ["HttpError-{}"] = Names<RawInputError>(),
        ["Kind-{}"] = ["note", "lab", "errata"],
        ["Lab-{}-Summary"] = LabCatalog.All.Select(lab => lab.Slug),
        ["Lab-{}-Text"] = LabCatalog.All.Select(lab => lab.Slug),
        ["Lab-{}-Title"] = LabCatalog.All.Select(lab => lab.Slug),
        ["Lab-{}-Understand"] = LabCatalog.All.Select(lab => lab.Slug),
        ["LabShape-{}"] = Names<LabShape>(),
        ["Path-{}"] = LiteralsIn("Views/Home/Index.cshtml", @"\(""(?<text>[a-z-]+)"", ""[a-z]+""\)"),
        ["DesyncServer-{}"] = Names<DesyncServer>(),
        ["Desync-{}"] = DesyncCase.All.Select(one => one.Id),
        ["Desync-{}-Rule"] = DesyncCase.All.Select(one => one.Id),
        ["PageQuestion-{}"] = Names<PageQuestion>(),
        ["PageServer-{}"] = Names<PageServer>(),
        ["Preset-{}-{}"] = PresetsOf([.. LabCatalog.All.Select(lab => lab.Slug)]),
        ["Preset-{}-{}-Ask"] = PresetsOf("forward-proxy", "http", "reverse-proxy", "tcp"),
        ["Preset-{}-{}-Notice"] = PresetsOf("forward-proxy", "http", "reverse-proxy", "tcp"),
        ["PresetGroup-{}-{}"] = LabCatalog
            .All.Where(lab => lab.Presets.DistinctBy(preset => preset.Group).Count() > 1)
            .SelectMany(lab => lab.Presets.Select(preset => $"{lab.Slug}-{preset.Group}")),
        ["ProxyLack-{}"] = Names<EngineLack>(),
        ["ProxyMistake-{}"] = Names<ProxyMistake>(),
        ["ProxyStep-{}"] = ProxyGrammar.All.Select(step => step.Name),
        ["Question-{}"] = Names<Question>(),
        ["SameSite-{}"] = ["unset", "none", "none-secure", "lax", "strict"],
        ["SameSite-{}-Why"] = ["unset", "none", "none-secure", "lax", "strict"],
        ["Script-{}"] = Names<Way>(),
        ["SignIn-{}"] = Names<AccountProblem>(),
        ["Signed-{}"] = ["now", "before"],
        ["Step-{}"] = LiteralsIn(
            "Models/SessionTokenLab/SessionTokenExperiment.cs",
            @"SendAsync\(""(?<text>[a-z-]+)"""
        ),
        ["TcpEvent-{}"] = StateMachine.Transitions.Select(transition => transition.Event),
        ["TcpFailure-{}"] = Names<HelperFailure>(),
        ["TcpField-{}"] = HeaderRows
            .Of(new TcpHeader())
            .SelectMany(row => row)
            .Select(cell => cell.Name)
            .Append("Option"),
        ["TcpLack-{}"] = Names<HelperLack>(),
        ["TcpMistake-{}"] = Names<ScriptMistake>(),
        ["TcpSide-{}"] = Names<Side>(),
        ["TcpStep-{}"] = StepGrammar.All.Select(step => step.Key),
        ["Way-{}"] = Names<Way>(),
        ["Way-{}-Text"] = Names<Way>(),
        ["WsgiAllowed-{}"] = WsgiProgram
            .All.Where(program => program.Kind == WsgiProgramKind.Allowed)
            .Select(program => program.Name),
        ["WsgiApp-{}"] = WsgiProgram.All.Select(program => program.Name),
        ["WsgiError-{}"] = Names<WsgiCompositionError>(),
        ["WsgiKind-{}"] = Names<WsgiProgramKind>(),
        ["WsgiLoss-{}"] = Names<LostDetailKind>(),
        ["WsgiStep-{}"] = Names<WsgiEventKind>(),
        ["WsgiWho-{}"] = LiteralsIn("Views/WsgiLab/_Steps.cshtml", @"=> ""(?<text>[a-z-]+)"""),
    };

    public static TheoryData<string> Patterns { get; } = [.. Domains.Keys];

    [Theory]
    [MemberData(nameof(Patterns))]
    public void EveryKeyThatCanBeMade_HasWordsInEveryLanguage(string pattern)
    {
        var values = Domains[pattern].Distinct().ToList();
        Assert.NotEmpty(values);
        // two that only come together are one value
        var whole = pattern.Replace("{}-{}", "{}", StringComparison.Ordinal);
        AssertEach.Of(
            from language in Language.All
            from value in values
            select (language, key: whole.Replace("{}", value, StringComparison.Ordinal)),
            made =>
                Assert.False(
                    string.IsNullOrEmpty(UiStrings.For(made.language).Find(made.key)),
                    $"{made.language}: {made.key}"
                )
        );
    }

    [Fact]
    public void EveryPatternOfTheSource_IsInTheTable() =>
        Assert.Equal(Domains.Keys.Order(StringComparer.Ordinal), PatternsOfTheSource().Order(StringComparer.Ordinal));

    private static string[] Names<T>()
        where T : struct, Enum => Enum.GetNames<T>();

    private static IEnumerable<string> PresetsOf(params string[] labs) =>
        labs.SelectMany(slug => LabCatalog.Find(slug)!.Presets.Select(preset => $"{slug}-{preset.Id}"));

    private static IEnumerable<string> LiteralsIn(string file, string pattern) =>
        Regex
            .Matches(File.ReadAllText(Path.Combine(Source, file)), pattern, RegexOptions.None, TimeSpan.FromSeconds(1))
            .Select(match => match.Groups["text"].Value);

    private static IEnumerable<string> PatternsOfTheSource() =>
        Directory
            .EnumerateFiles(Source, "*.cs*", SearchOption.AllDirectories)
            .Where(file =>
                !file.Contains(
                    $"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}",
                    StringComparison.Ordinal
                )
            )
            .SelectMany(file => MadeKey().Matches(File.ReadAllText(file)))
            .Select(match => Braces().Replace(match.Groups["key"].Value, "{}"))
            .Distinct();

    // L[$"Goal-{lab.Slug}-{goal.Id}"]; what may be absent is asked for with Find
    [GeneratedRegex("""\b(?:L|words)\[\$"(?<key>[^"]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MadeKey();

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.None, 1000)]
    private static partial Regex Braces();
}
