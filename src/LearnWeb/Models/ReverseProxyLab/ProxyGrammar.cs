using System.Globalization;
using System.Text.RegularExpressions;

namespace LearnWeb.Models.ReverseProxyLab;

/// <summary>How each step is written, and within which bounds.</summary>
public static partial class ProxyGrammar
{
    public const int Origins = 3;
    public const int MostRetries = 2;
    public const int LeastTimeout = 50;
    public const int MostTimeout = 5000;
    public const int MostSlowness = 5000;
    public const int MostLimit = 1_000_000;
    public const int MostTimes = 12;
    public const int MostAtOnce = 12;

    private static readonly OrderedDictionary<string, Form> Forms = new()
    {
        ["policy"] = Choice<Policy>(value => new PolicyStep(value)),
        ["health"] = Choice<HealthCheck>(value => new HealthStep(value)),
        ["retries"] = new(
            $"0…{MostRetries}",
            words => words is [var count] ? Number(count, 0, MostRetries, n => new RetriesStep(n)) : null
        ),
        ["timeout"] = new(
            $"{LeastTimeout}…{MostTimeout}",
            words => words is [var time] ? Number(time, LeastTimeout, MostTimeout, n => new TimeoutStep(n)) : null
        ),
        ["add"] = Choice<AddedField>(value => new AddStep(value)),
        ["host"] = Choice<HostRule>(value => new HostStep(value)),
        ["cache"] = Choice<Switch>(value => new SwitchStep(Feature.Cache, value)),
        ["gzip"] = Choice<Switch>(value => new SwitchStep(Feature.Gzip, value)),
        ["buffering"] = Choice<Switch>(value => new SwitchStep(Feature.Buffering, value)),
        ["limit"] = new(
            $"1…{MostLimit}",
            words => words is [var bytes] ? Number(bytes, 1, MostLimit, n => new LimitStep(n)) : null
        ),
        ["keys"] = Choice<KeyRing>(value => new KeysStep(value)),
        ["up"] = Origin(OriginState.Up),
        ["down"] = Origin(OriginState.Down),
        ["slow"] = new(
            $"1…{Origins}, 1…{MostSlowness}",
            words =>
                words is [var origin, var time]
                    ? Number(
                        origin,
                        1,
                        Origins,
                        number => Number(time, 1, MostSlowness, n => new OriginStep(number, OriginState.Slow, n))
                    )
                    : null
        ),
        ["failing"] = Origin(OriginState.Failing),
        ["busy"] = Origin(OriginState.Busy),
        ["broken"] = Origin(OriginState.Broken),
        ["get"] = RequestForm.Of("GET"),
        ["post"] = RequestForm.Of("POST"),
        ["wait"] = new(
            $"1…{ProxyScript.Longest.TotalMilliseconds}",
            words =>
                words is [var time]
                    ? Number(time, 1, (int)ProxyScript.Longest.TotalMilliseconds, n => new WaitStep(n))
                    : null
        ),
    };

    /// <summary>All steps: the name, and the form to write it in.</summary>
    public static IReadOnlyList<(string Name, string Written)> All { get; } =
    [.. Forms.Select(form => (form.Key, WrittenAs(form.Key, form.Value)))];

    /// <summary>Reads a step.</summary>
    /// <param name="line">The text, trimmed and not empty.</param>
    /// <param name="number">The line it is, for the error.</param>
    public static (ProxyStep? Step, ProxyScriptError? Error) Parse(string line, int number)
    {
        if (
            StepLine().Match(line) is not { Success: true } match
            || !Forms.TryGetValue(match.Groups["name"].Value.ToLowerInvariant(), out var form)
        )
        {
            return (null, new ProxyScriptError(ProxyMistake.UnknownStep, number, line));
        }

        var reading = form.Read(match.Groups["words"].Value.Split(',', StringSplitOptions.TrimEntries));
        return reading?.Step is { } step
            ? (step, null)
            : (
                null,
                new ProxyScriptError(
                    reading?.Mistake ?? ProxyMistake.WrongForm,
                    number,
                    WrittenAs(match.Groups["name"].Value.ToLowerInvariant(), form)
                )
            );
    }

    /// <summary>A whole number within bounds; one out of bounds is that, anything else the wrong form.</summary>
    internal static Reading? Number(string word, int least, int most, Func<int, ProxyStep> make) =>
        Number(word, least, most, number => Reading.Of(make(number)));

    internal static Reading? Number(string word, int least, int most, Func<int, Reading?> goOn) =>
        !long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? null
        : number >= least && number <= most ? goOn((int)number)
        : new Reading(null, ProxyMistake.OutOfRange);

    private static Form Choice<T>(Func<T, ProxyStep> make)
        where T : struct, Enum =>
        new(
            ProxyWords.Choice<T>(),
            words => words is [var word] && ProxyWords.Read<T>(word) is { } value ? Reading.Of(make(value)) : null
        );

    private static Form Origin(OriginState state) =>
        new(
            $"1…{Origins}",
            words => words is [var number] ? Number(number, 1, Origins, n => new OriginStep(n, state)) : null
        );

    private static string WrittenAs(string name, Form form) => $"{name}({form.Written})";

    [GeneratedRegex(@"^(?<name>[A-Za-z]+)\s*\((?<words>.*)\)\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex StepLine();

    /// <summary>How a step's arguments are written, and what they mean; <c>null</c> where they are of no such
    /// form.</summary>
    internal sealed record Form(string Written, Func<string[], Reading?> Read);

    /// <summary>A step, or what is wrong with it.</summary>
    internal sealed record Reading(ProxyStep? Step, ProxyMistake? Mistake = null)
    {
        public static Reading Of(ProxyStep step) => new(step);
    }
}
