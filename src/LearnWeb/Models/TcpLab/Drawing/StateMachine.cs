namespace LearnWeb.Models.TcpLab.Drawing;

/// <summary>An arrow of RFC 9293's Figure 5.</summary>
/// <param name="Event">What makes the step, and what is sent; a key under <c>TcpEvent-…</c>.</param>
public sealed record Transition(string From, string To, string Event);

/// <summary>The state machine of a connection: Figure 5 of RFC 9293 §3.3.2 with its notes, and the paths through it.</summary>
public static class StateMachine
{
    public static IReadOnlyList<string> States { get; } =
    [
        TcpState.Closed, TcpState.Listen, TcpState.SynSent, TcpState.SynReceived, TcpState.Established, TcpState.FinWait1,
        TcpState.FinWait2, TcpState.CloseWait, TcpState.Closing, TcpState.LastAck, TcpState.TimeWait,
    ];

    /// <summary>The arrows of the figure. Its note 1 adds the way back to LISTEN, its note 2 the one to TIME-WAIT at once.</summary>
    public static IReadOnlyList<Transition> Transitions { get; } =
    [
        new(TcpState.Closed, TcpState.Listen, "PassiveOpen"),
        new(TcpState.Listen, TcpState.Closed, "CloseListener"),
        new(TcpState.Closed, TcpState.SynSent, "ActiveOpen"),
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

    /// <summary>The states one end went through, in order.</summary>
    public static IReadOnlyList<string> PathOf(TcpTrace trace, Side side) =>
        [.. StateTrack.Of(trace).Where(change => change.Side == side).Select(change => change.State)];

    /// <summary>The arrows that a path took.</summary>
    public static IEnumerable<Transition> Taken(IReadOnlyList<string> path) =>
        Transitions.Where(arrow => path.Zip(path.Skip(1)).Any(step => step == (arrow.From, arrow.To)));

    /// <summary>Steps of a path that the figure has no arrow for: a reset, or states gone through too fast to be seen.</summary>
    public static IEnumerable<(string From, string To)> NotInFigure(IReadOnlyList<string> path) =>
        path.Zip(path.Skip(1)).Where(step => !Transitions.Any(arrow => step == (arrow.From, arrow.To))).Distinct();
}
