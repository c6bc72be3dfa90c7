using LearnWeb.Tcp;

namespace LearnWeb.Rendering.Tcp;

/// <summary>An arrow of RFC 9293's Figure 5.</summary>
/// <param name="Event">What makes the step, and what is sent; a key under <c>TcpEvent-…</c>.</param>
public sealed record Transition(string From, string To, string Event);

/// <summary>
/// The state machine of a connection: Figure 5 of RFC 9293 §3.3.2 with its notes, and the paths through it.
/// </summary>
public static class StateMachine
{
    public static IReadOnlyList<string> States { get; } =
    [
        TcpState.Closed,
        TcpState.Listen,
        TcpState.SynSent,
        TcpState.SynReceived,
        TcpState.Established,
        TcpState.FinWait1,
        TcpState.FinWait2,
        TcpState.CloseWait,
        TcpState.Closing,
        TcpState.LastAck,
        TcpState.TimeWait,
    ];

    /// <summary>
    /// The arrows of the figure. Its note 1 adds the way back to LISTEN, its note 2 the one to TIME-WAIT at once.
    /// </summary>
    public static IReadOnlyList<Transition> Transitions { get; } =
    [
        new(TcpState.Closed, TcpState.Listen, "PassiveOpen"),
        new(TcpState.Listen, TcpState.Closed, "CloseUnopened"),
        new(TcpState.Closed, TcpState.SynSent, "ActiveOpen"),
        new(TcpState.SynSent, TcpState.Closed, "CloseUnopened"),
        new(TcpState.Listen, TcpState.SynSent, "Send"),
        new(TcpState.Listen, TcpState.SynReceived, "Syn"),
        new(TcpState.SynReceived, TcpState.Listen, "Rst"),
        new(TcpState.SynSent, TcpState.SynReceived, "SynOnly"),
        new(TcpState.SynSent, TcpState.Established, "SynAck"),
        new(TcpState.SynReceived, TcpState.Established, "AckOfSyn"),
        new(TcpState.SynReceived, TcpState.FinWait1, "Close"),
        new(TcpState.Established, TcpState.FinWait1, "Close"),
        new(TcpState.Established, TcpState.CloseWait, "Fin"),
        new(TcpState.FinWait1, TcpState.FinWait2, "AckOfFin"),
        new(TcpState.FinWait1, TcpState.Closing, "Fin"),
        new(TcpState.FinWait1, TcpState.TimeWait, "FinAck"),
        new(TcpState.FinWait2, TcpState.TimeWait, "Fin"),
        new(TcpState.Closing, TcpState.TimeWait, "AckOfFin"),
        new(TcpState.CloseWait, TcpState.LastAck, "Close"),
        new(TcpState.LastAck, TcpState.Closed, "AckOfFin"),
        new(TcpState.TimeWait, TcpState.Closed, "Timeout"),
    ];

    /// <summary>The states one end went through, in order: a way for each connection that was the newest.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> WaysOf(TcpTrace trace, Side side)
    {
        var ways = new List<List<string>>();
        foreach (var change in StateTrack.Of(trace).Where(change => change.Side == side))
        {
            if (change.IsNew || ways.Count == 0)
            {
                ways.Add([]);
            }

            ways[^1].Add(change.State);
        }

        return ways;
    }

    /// <summary>The arrows that were taken.</summary>
    public static IEnumerable<Transition> Taken(IReadOnlyList<IReadOnlyList<string>> ways) =>
        Transitions.Where(arrow => Steps(ways).Contains((arrow.From, arrow.To)));

    /// <summary>
    /// Steps that the figure has no arrow for: a reset, a state that a SYN cookie leaves out, or one gone through too
    /// fast to be seen.
    /// </summary>
    public static IEnumerable<(string From, string To)> NotInFigure(IReadOnlyList<IReadOnlyList<string>> ways) =>
        Steps(ways).Where(step => !Transitions.Any(arrow => step == (arrow.From, arrow.To))).Distinct();

    private static IEnumerable<(string From, string To)> Steps(IReadOnlyList<IReadOnlyList<string>> ways) =>
        ways.SelectMany(way => way.Zip(way.Skip(1)));
}
