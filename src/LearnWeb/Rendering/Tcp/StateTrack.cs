using LearnWeb.Tcp;

namespace LearnWeb.Rendering.Tcp;

/// <summary>An end of the newest connection is in another state.</summary>
/// <param name="At">Milliseconds since the script began.</param>
/// <param name="IsNew">Whether another connection is the newest from here on: no way leads here from the state
/// before.</param>
public sealed record StateChange(double At, Side Side, string State, bool IsNew = false);

/// <summary>
/// The states that each end went through, as RFC 9293 tells it: a server without a connection is in LISTEN while it
/// listens, and CLOSED once its connection is over. In Linux, LISTEN is the listening socket's and no connection's.
/// </summary>
public sealed class StateTrack
{
    /// <summary>The server connects to the client that is connecting to it: it is one connection.</summary>
    private static readonly string ConnectBack = new ConnectStep(Side.Server, null).ToString();

    private readonly List<StateChange> _changes = [];
    private string _server = TcpState.Closed;
    private bool _isOver;

    private StateTrack() { }

    /// <summary>The changes in order of time, beginning with the states before anything happened.</summary>
    public static IReadOnlyList<StateChange> Of(TcpTrace trace)
    {
        var track = new StateTrack();
        foreach (var (at, states, opens) in Samples(trace).OrderBy(sample => sample.At))
        {
            track.Note(at, states, opens);
        }

        return track._changes;
    }

    /// <summary>The server's state after each step, as it was before the next one opened another connection.</summary>
    public static IReadOnlyList<string> OfServerAfterSteps(TcpTrace trace)
    {
        var changes = Of(trace).Where(change => change.Side == Side.Server).ToList();
        return
        [
            .. trace
                .Steps.Skip(1)
                .Select(step => step.At)
                .Append(End(trace))
                .Select(end =>
                    changes.TakeWhile(change => change.At < end || (change.At == end && !change.IsNew)).Last().State
                ),
        ];
    }

    /// <summary>When the last thing happened, in milliseconds since the script began.</summary>
    public static double End(TcpTrace trace) =>
        trace
            .Segments.Select(segment => segment.Arrived ?? segment.At)
            .Concat(trace.Steps.Select(step => step.At))
            .DefaultIfEmpty()
            .Max() + 1;

    private void Note(double at, States states, bool opens)
    {
        // A connection that never got beyond SYN-RECEIVED goes back to LISTEN (RFC 9293 §3.5, Figure 8).
        _isOver =
            !opens
            && (
                _isOver
                || (states.Server == TcpState.Closed && _server is not (TcpState.Closed or TcpState.SynReceived))
            );
        _server = states.Server;
        Add(new StateChange(at, Side.Client, states.Client, opens));
        Add(
            new StateChange(
                at,
                Side.Server,
                states is { Server: TcpState.Closed, Listening: true } && !_isOver ? TcpState.Listen : states.Server,
                opens
            )
        );
    }

    private void Add(StateChange change)
    {
        if (_changes.LastOrDefault(earlier => earlier.Side == change.Side)?.State != change.State)
        {
            _changes.Add(change);
        }
    }

    /// <summary>What was seen, and when; and whether a connection is opened then.</summary>
    private static IEnumerable<(double At, States States, bool Opens)> Samples(TcpTrace trace)
    {
        var states = new States(TcpState.Closed, TcpState.Closed, Listening: false);
        foreach (var step in trace.Steps)
        {
            yield return (step.At, states, false);
            if (step.Step.StartsWith("connect", StringComparison.Ordinal) && step.Step != ConnectBack)
            {
                // With the same addresses and ports as before, what is left of the old connection is what the SYN
                // finds.
                var left =
                    step.Segments.Count > 0 && step.Segments[0].Sent.Server == TcpState.TimeWait
                        ? TcpState.TimeWait
                        : TcpState.Closed;
                yield return (step.At, new States(TcpState.Closed, left, states.Listening), true);
            }

            foreach (var segment in step.Segments)
            {
                yield return (segment.At, segment.Sent, false);
                if (segment is { Arrived: { } arrived, Received: { } received })
                {
                    yield return (arrived, received, false);
                }
            }

            states = new States(step.Client.State, step.Server.State, step.Server.Listener == TcpState.Listen);
        }

        yield return (End(trace), states, false);
    }
}
