using LearnWeb.Models.Labs;
using LearnWeb.Tcp;

namespace LearnWeb.Models.TcpLab;

/// <summary>Which of the lab's goals a trace reaches, judged by what happened on the wire.</summary>
public static class TcpGoals
{
    public const string Handshake = "handshake";
    public const string Close = "close";
    public const string TimeWait = "time-wait";
    public const string Loss = "loss";
    public const string Cookie = "cookie";
    public const string Own = "own";

    /// <summary>All goals, in the order in which the page lists them.</summary>
    public static IReadOnlyList<Goal> All { get; } =
    [
        new(Handshake, MustDo: true),
        new(Close, MustDo: true),
        new(TimeWait, MustDo: true),
        new(Loss),
        new(Cookie),
        new(Own),
    ];

    public static IEnumerable<string> ReachedBy(TcpTrace trace)
    {
        var segments = trace.Segments.ToList();
        if (HasHandshake(segments))
        {
            yield return Handshake;
        }

        if (HasOrderlyClose(trace, segments))
        {
            yield return Close;
        }

        if (
            trace.Steps.Any(step =>
                step.Server.State == TcpState.TimeWait && step.Result.StartsWith("EADDRINUSE", StringComparison.Ordinal)
            )
        )
        {
            yield return TimeWait;
        }

        if (
            segments.Exists(segment => segment is { Again: true, Arrived: not null, Connection: > 0 })
            && segments.Exists(segment => segment is { Lost: true, Connection: > 0 })
        )
        {
            yield return Loss;
        }

        if (trace.Steps.Any(step => step.Server.Counters.ContainsKey("SyncookiesRecv")))
        {
            yield return Cookie;
        }
    }

    /// <summary>
    /// SYN, SYN-ACK, ACK, each acknowledging the other's initial number plus one (RFC 9293 §3.5, Figure 6).
    /// </summary>
    private static bool HasHandshake(List<TracedSegment> segments) =>
        (
            from syn in segments
            where syn.Flags is ["SYN"] && syn is { Direction: Side.Client, Arrived: not null }
            from synAck in segments
            where
                synAck.Flags is ["SYN", "ACK"]
                && synAck.Direction == Side.Server
                && synAck.Ack == syn.Seq + 1
                && synAck.Arrived is not null
            from ack in segments
            where
                ack.Flags is ["ACK"]
                && ack.Direction == Side.Client
                && ack.Ack == synAck.Seq + 1
                && ack.Received?.Server == TcpState.Established
            select ack
        ).Any();

    /// <summary>
    /// A FIN each way, and in the end one side in TIME-WAIT and the other CLOSED (RFC 9293 §3.6, Figure 12).
    /// </summary>
    private static bool HasOrderlyClose(TcpTrace trace, List<TracedSegment> segments) =>
        segments
            .Where(segment => segment.Flags.Contains("FIN") && segment.Arrived is not null)
            .Select(segment => segment.Direction)
            .Distinct()
            .Count() == 2
        && trace.Steps.Any(step =>
            (step.Client.State, step.Server.State)
                is
                    (TcpState.TimeWait, TcpState.Closed)
                    or
                    (TcpState.Closed, TcpState.TimeWait)
        );
}
