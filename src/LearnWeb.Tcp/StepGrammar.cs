using System.Globalization;

namespace LearnWeb.Tcp;

/// <summary>The grammar of all steps, with the limits of their numbers.</summary>
public static class StepGrammar
{
    public const int MostBacklog = 128;
    public const int MostBytes = 20_000;
    public const int MostDelay = 2000;
    public const int MostSyns = 128;
    public const int MostSegments = 100;
    public const int MostRetries = 6;
    public const int MostPorts = 100;
    public const int MostFastOpenBytes = 1000; // this many fit into one SYN
    public const int MostSeconds = 10;
    public const int MostProbes = 10;
    public const int LeastMss = 88; // Linux accepts no smaller MSS (TCP_MIN_MSS)
    public const int MostMss = 1460; // the device carries no more

    private static readonly SettingValue[] OnOrOff = [SettingValue.On, SettingValue.Off];

    private static readonly Dictionary<string, Form> Forms = new()
    {
        ["listen"] = new(
            $"listen(0…{MostBacklog}, reuse | noreuse) | listen(0…{MostBacklog}, reuse | noreuse, fastopen)",
            words =>
                words switch
                {
                    [var backlog] => Number(backlog, 0, MostBacklog, n => new ListenStep(n, Reuse: true)),
                    [var backlog, "reuse" or "noreuse"] => Number(
                        backlog,
                        0,
                        MostBacklog,
                        n => new ListenStep(n, words[1] == "reuse")
                    ),
                    [var backlog, "reuse" or "noreuse", "fastopen"] => Number(
                        backlog,
                        0,
                        MostBacklog,
                        n => new ListenStep(n, words[1] == "reuse", FastOpen: true)
                    ),
                    _ => null,
                }
        ),
        ["connect"] = new(
            $"connect | connect(1024…65535) | connect(server) | connect(fastopen, 1…{MostFastOpenBytes}) | "
                + "connect(delayack)",
            words =>
                words switch
                {
                    [] or ["client"] => Reading.Of(new ConnectStep(Side.Client)),
                    ["server"] => Reading.Of(new ConnectStep(Side.Server)),
                    ["delayack"] => Reading.Of(new ConnectStep(Side.Client, DelaysAck: true)),
                    ["fastopen", var bytes] => Number(
                        bytes,
                        1,
                        MostFastOpenBytes,
                        n => new ConnectStep(Side.Client, FastOpenBytes: n)
                    ),
                    [var port] => Number(port, 1024, ushort.MaxValue, n => new ConnectStep(Side.Client, n)),
                    _ => null,
                }
        ),
        ["mss"] = new(
            $"mss({LeastMss}…{MostMss})",
            words => words is [var bytes] ? Number(bytes, LeastMss, MostMss, n => new MssStep(n)) : null
        ),
        ["accept"] = new("accept", words => words is [] or ["server"] ? Reading.Of(new AcceptStep()) : null),
        ["send"] = new(
            $"send(client | server, 1…{MostBytes})",
            words =>
                words is [var side, var bytes] && SideOf(side) is { } by
                    ? Number(bytes, 1, MostBytes, n => new SendStep(by, n))
                    : null
        ),
        ["receive"] = Call(SocketCall.Receive),
        ["shutdown"] = Call(SocketCall.Shutdown),
        ["close"] = Call(SocketCall.Close),
        ["reset"] = Call(SocketCall.Reset),
        ["keepalive"] = new(
            $"keepalive(client | server, 1…{MostSeconds}, 1…{MostSeconds}, 1…{MostProbes})",
            words =>
                words is [var side, var idle, var interval, var count] && SideOf(side) is { } by
                    ? Number(
                        idle,
                        1,
                        MostSeconds,
                        i =>
                            Number(
                                interval,
                                1,
                                MostSeconds,
                                n => Number(count, 1, MostProbes, c => new KeepAliveStep(by, i, n, c))
                            )
                    )
                    : null
        ),
        ["wait"] = new(
            "wait(1…10000)",
            words =>
                words is [var time]
                    ? Number(time, 1, (int)TcpScript.Longest.TotalMilliseconds, n => new WaitStep(n))
                    : null
        ),
        ["delay"] = new(
            $"delay(0…{MostDelay})",
            words => words is [var time] ? Number(time, 0, MostDelay, n => new DelayStep(n)) : null
        ),
        ["lose"] = new(
            $"lose(SYN | SYN-ACK | ACK | DATA | FIN | RST | ANY, 1…{MostSegments})",
            words =>
                words switch
                {
                    [var which] when KindOf(which) is { } kind => Reading.Of(new LoseStep(kind, 1)),
                    [var which, var count] when KindOf(which) is { } kind => Number(
                        count,
                        1,
                        MostSegments,
                        n => new LoseStep(kind, n)
                    ),
                    _ => null,
                }
        ),
        ["double"] = new(
            "double(SYN | SYN-ACK | ACK | DATA | FIN | RST | ANY)",
            words => words is [var which] && KindOf(which) is { } kind ? Reading.Of(new DoubleStep(kind)) : null
        ),
        ["hold"] = new(
            "hold | hold(SYN | SYN-ACK | ACK | DATA | FIN | RST)",
            words =>
                words switch
                {
                    [] => Reading.Of(new HoldStep(SegmentKind.Any)),
                    [var which] when KindOf(which) is { } kind => Reading.Of(new HoldStep(kind)),
                    _ => null,
                }
        ),
        ["release"] = new(
            $"release | release(1…{MostSegments})",
            words =>
                words switch
                {
                    [] => Reading.Of(new ReleaseStep(null)),
                    [var count] => Number(count, 1, MostSegments, n => new ReleaseStep(n)),
                    _ => null,
                }
        ),
        ["cookies"] = Setting(KernelSetting.Cookies, SettingValue.On, SettingValue.Off, SettingValue.Always),
        ["timestamps"] = Setting(KernelSetting.Timestamps, OnOrOff),
        ["abort"] = Setting(KernelSetting.Abort, OnOrOff),
        ["twreuse"] = Setting(KernelSetting.TwReuse, OnOrOff),
        ["timewait"] = Setting(KernelSetting.TimeWait, OnOrOff),
        ["ports"] = new(
            $"ports(1…{MostPorts})",
            words => words is [var count] ? Number(count, 1, MostPorts, n => new PortsStep(n)) : null
        ),
        ["retries"] = new(
            $"retries(1…{MostRetries})",
            words => words is [var count] ? Number(count, 1, MostRetries, n => new RetriesStep(n)) : null
        ),
        ["syn"] = new(
            $"syn(1…{MostSyns}) | syn(1…{MostSyns}, live)",
            words =>
                words switch
                {
                    [var count] => Number(count, 1, MostSyns, n => new SynStep(n)),
                    [var count, "live"] => Number(count, 1, MostSyns, n => new SynStep(n, Live: true)),
                    _ => null,
                }
        ),
        ["forge"] = new(
            $"forge(SYN | RST, 0…{int.MaxValue})",
            words =>
                words is [var which, var beyond] && KindOf(which) is (SegmentKind.Syn or SegmentKind.Rst) and var kind
                    ? Number(beyond, 0, int.MaxValue, n => new ForgeStep(kind, n))
                    : null
        ),
    };

    /// <summary>The forms of all steps, for the page that explains them.</summary>
    public static IEnumerable<KeyValuePair<string, string>> All =>
        Forms.Select(form => KeyValuePair.Create(form.Key, form.Value.Written));

    /// <summary>Parses one line of any text.</summary>
    public static (Step? Step, ScriptError? Error) Parse(string line, int number)
    {
        var open = line.IndexOf('(', StringComparison.Ordinal);
        var name = (open < 0 ? line : line[..open]).Trim().ToLowerInvariant();
        if (!Forms.TryGetValue(name, out var form))
        {
            return (null, new ScriptError(ScriptMistake.UnknownStep, number, line));
        }

        if (open >= 0 && line[^1] != ')')
        {
            return (null, new ScriptError(ScriptMistake.WrongForm, number, form.Written));
        }

        string[] words =
            open < 0 ? [] : [.. line[(open + 1)..^1].Split(',').Select(word => word.Trim().ToLowerInvariant())];
        return form.Read(words is [""] ? [] : words) switch
        {
            null => (null, new ScriptError(ScriptMistake.WrongForm, number, form.Written)),
            { Step: null } => (null, new ScriptError(ScriptMistake.OutOfRange, number, form.Written)),
            { Step: { } step } => (step, null),
        };
    }

    private static Form Call(SocketCall call) =>
        new(
            $"{call.ToString().ToLowerInvariant()}(client | server)",
            words => words is [var side] && SideOf(side) is { } by ? Reading.Of(new CallStep(by, call)) : null
        );

    private static Form Setting(KernelSetting setting, params SettingValue[] values) =>
        new(
            $"{setting}({string.Join(" | ", values)})".ToLowerInvariant(),
            words =>
                words is [var word]
                && Array.FindIndex(values, value => word.Equals(value.ToString(), StringComparison.OrdinalIgnoreCase))
                    is >= 0
                        and var index
                    ? Reading.Of(new SettingStep(setting, values[index]))
                    : null
        );

    private static Side? SideOf(string word) =>
        word switch
        {
            "client" => Side.Client,
            "server" => Side.Server,
            _ => null,
        };

    private static SegmentKind? KindOf(string word) =>
        word switch
        {
            "any" => SegmentKind.Any,
            "syn" => SegmentKind.Syn,
            "syn-ack" => SegmentKind.SynAck,
            "ack" => SegmentKind.Ack,
            "data" => SegmentKind.Data,
            "fin" => SegmentKind.Fin,
            "rst" => SegmentKind.Rst,
            _ => null,
        };

    /// <summary>
    /// Parses a whole number within limits. Any other number is out of range; a word that is not a number has the wrong
    /// form.
    /// </summary>
    private static Reading? Number(string word, int least, int most, Func<int, Step> make) =>
        Number(word, least, most, number => Reading.Of(make(number)));

    private static Reading? Number(string word, int least, int most, Func<int, Reading?> goOn)
    {
        if (
            int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
        )
        {
            return goOn(number);
        }

        return double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            ? new Reading(null)
            : null;
    }

    /// <summary>
    /// The form of a step, and a function that reads its words; the function returns <c>null</c> if the words do not
    /// have this form.
    /// </summary>
    private sealed record Form(string Written, Func<string[], Reading?> Read);

    /// <summary>A parsed step; <c>null</c> if a number is out of range.</summary>
    private sealed record Reading(Step? Step)
    {
        public static Reading Of(Step step) => new(step);
    }
}
