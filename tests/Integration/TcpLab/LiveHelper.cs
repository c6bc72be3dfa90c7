using System.Globalization;
using LearnWeb.Models.Labs;
using LearnWeb.Models.TcpLab;
using LearnWeb.Rendering.Tcp;
using LearnWeb.Tcp;
using Xunit;

namespace LearnWeb.Tests.Integration.TcpLab;

/// <summary>
/// The real thing, where this machine allows it; tests that need it are skipped elsewhere, and say why.
/// </summary>
internal static class LiveHelper
{
    private static readonly HelperSupply Supply = new(isOn: true, HelperCommand.All, TimeProvider.System);

    public static async Task<HelperProcess> FindAsync()
    {
        var supply = await Supply.FindAsync(TestContext.Current.CancellationToken);
        Assert.SkipWhen(supply.Process is null, $"No wire here: {supply.Lack} {supply.Detail}");
        return supply.Process!;
    }

    public static async Task<TcpTrace> RunAsync(string script)
    {
        var (parsed, error) = TcpScript.Parse(script);
        Assert.True(parsed is not null, error?.ToString());
        var outcome = await (await FindAsync()).RunAsync(parsed, TestContext.Current.CancellationToken);
        Assert.True(outcome.Trace is not null, $"{outcome.Failure} {outcome.Detail}");
        return outcome.Trace!;
    }

    public static Task<TcpTrace> RunPresetAsync(string id) => RunAsync(TcpPreset.All.Find(id)!.Text);
}

/// <summary>What of a trace is the same each time: everything but times, ports and initial numbers.</summary>
internal static class TraceShape
{
    /// <summary>
    /// In milliseconds: less than any timer of TCP's, more than there and back on a wire that is not told to be slow.
    /// </summary>
    private const double Soon = 40;

    /// <summary>One line for each step and segment.</summary>
    public static IReadOnlyList<string> Of(TcpTrace trace)
    {
        var numbers = new Numbering(trace);
        return
        [
            .. from step in trace.Steps
            from line in step
                .Segments.Where(
                    (segment, index) => segment.Connection > 0 && !IsToldAlready(segment, step.Segments.Take(index))
                )
                .Select(segment => InWords(segment, numbers))
                .Concat(OfNobody(step))
                .Prepend(
                    $"{step.Step} = {step.Result}: {step.Client.State}, {step.Server.State}, "
                        + $"{step.Server.Listener}, {step.Server.Queue}/{step.Server.Backlog}, "
                        + $"{step.Server.SynQueue}"
                )
            select line,
        ];
    }

    /// <summary>
    /// Once more, before an answer could have come: when a SYN-ACK is lost both ends wait for the same second, and it
    /// is luck whether the server's timer also sends what the client's second SYN makes it send.
    /// </summary>
    private static bool IsToldAlready(TracedSegment segment, IEnumerable<TracedSegment> before) =>
        !segment.Copy
        && before.Any(other =>
            segment.At - other.At < Soon
            && !other.Lost
            && other.Direction == segment.Direction
            && other.Connection == segment.Connection
            && other.Flags.SequenceEqual(segment.Flags)
            && (other.Seq, other.Ack, other.Length) == (segment.Seq, segment.Ack, segment.Length)
        );

    /// <summary>What is sent to nobody is counted: its timers and the client's run side by side.</summary>
    private static IEnumerable<string> OfNobody(TracedStep step) =>
        step
            .Segments.Where(segment => segment.Connection == 0)
            .GroupBy(segment =>
                $"{segment.Direction} {string.Join(' ', segment.Flags)}{(segment.Again ? " again" : "")}"
                + $"{(segment.Lost ? " lost" : "")}{(segment.Dropped ? " dropped" : "")}"
                + $"{(segment.Cookie ? " cookie" : "")}"
            )
            .Select(crowd => $"  {crowd.Key} × {crowd.Count()}")
            .Order();

    /// <summary>
    /// Numbers are told only where both are the connection's own: an answer to an older one's differs each time.
    /// </summary>
    private static string InWords(TracedSegment segment, Numbering numbers)
    {
        var words = numbers.InWords(segment, relative: true);
        var own = words
            .Split('=', ' ')
            .All(word =>
                !long.TryParse(word, CultureInfo.InvariantCulture, out var number) || number is >= 0 and < 100_000
            );
        return $"  {segment.Direction} {segment.Connection} {string.Join(' ', segment.Flags)} {(own ? words : "")}"
            + $"{(segment.Lost ? " lost" : "")}{(segment.Copy ? " copy" : "")}{(segment.Forged ? " forged" : "")}"
            + $"{(segment.Again ? " again" : "")}{(segment.Dropped ? " dropped" : "")}"
            + $"{(segment.Cookie ? " cookie" : "")} {segment.Sent} "
            + $"{segment.Received}";
    }
}
