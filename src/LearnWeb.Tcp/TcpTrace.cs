using System.Text.Json.Serialization;

namespace LearnWeb.Tcp;

/// <summary>
/// The record of an experiment: each step, the kernel's answer, every segment on the wire, and the states of both ends.
/// </summary>
/// <param name="Taken">The time at which the script was run (UTC).</param>
/// <param name="Kernel">The version of the Linux kernel that ran it, such as <c>6.18.2</c>.</param>
/// <param name="Recorded">
/// Whether the trace was recorded earlier, perhaps on another machine, and is only shown.
/// </param>
/// <param name="Cut">Whether the wire reached a limit, so that later segments are missing.</param>
public sealed record TcpTrace(
    DateTimeOffset Taken,
    string Kernel,
    bool Recorded,
    bool Cut,
    IReadOnlyList<TracedStep> Steps
)
{
    /// <summary>All segments in the order in which they were sent.</summary>
    [JsonIgnore]
    public IEnumerable<TracedSegment> Segments => Steps.SelectMany(step => step.Segments);
}

/// <param name="Step">The step as it is written in the script.</param>
/// <param name="Result">
/// The kernel's answer: <c>ok</c>, a number of bytes, or an error with its name and text, such as <c>ECONNREFUSED
/// (Connection refused)</c>.
/// </param>
/// <param name="At">When the step began, in milliseconds since the start of the script.</param>
/// <param name="Segments">The segments that were sent during the step, in order.</param>
/// <param name="Client">The client after the step.</param>
/// <param name="Server">The server after the step.</param>
public sealed record TracedStep(
    string Step,
    string Result,
    double At,
    IReadOnlyList<TracedSegment> Segments,
    ClientEnd Client,
    ServerEnd Server
)
{
    /// <summary>
    /// Whether the kernel refused the step, or the step was not run. A call that is still in progress or would have to
    /// wait does not count as refused.
    /// </summary>
    [JsonIgnore]
    public bool IsRefused =>
        Result is NoTime or NoRoom
        || (Result.StartsWith('E') && Result.Split(' ')[0] is not ("EINPROGRESS" or "EAGAIN"));

    /// <summary>The result of a step that was not run because the time was up.</summary>
    public const string NoTime = "not run: time is up";

    /// <summary>
    /// The result of a step that was not run because the wire had carried the largest number of segments.
    /// </summary>
    public const string NoRoom = "not run: too many segments";

    /// <summary>The result of a wait that was ended by one of these limits.</summary>
    public const string CutShort = "cut short";
}

/// <summary>One segment as it was seen on the wire.</summary>
/// <param name="At">When the segment was sent, in milliseconds since the start of the script.</param>
/// <param name="Arrived">When the segment arrived; <c>null</c> if it never did.</param>
/// <param name="Direction">The side that sent the segment.</param>
/// <param name="Connection">
/// The number of its connection, from 1 in the order of opening; 0 if it belongs to no known connection.
/// </param>
/// <param name="Lost">Whether the wire lost the segment, or it was addressed to neither end.</param>
/// <param name="Copy">Whether the wire made the segment as a duplicate of the one before.</param>
/// <param name="Again">Whether the segment is a retransmission of what was sent before.</param>
/// <param name="Flags">The names of the control bits.</param>
/// <param name="Seq">The absolute sequence number.</param>
/// <param name="Ack">The absolute acknowledgment number; 0 without the ACK flag.</param>
/// <param name="Window">The window as it stands in the header, not scaled.</param>
/// <param name="Length">The number of bytes of data.</param>
/// <param name="Options">The options as text.</param>
/// <param name="Bytes">The packet, from the first byte of the IPv4 header.</param>
/// <param name="Sent">The states of both ends after the segment was sent.</param>
/// <param name="Received">The states of both ends after the segment arrived; <c>null</c> if it never did.</param>
/// <param name="Forged">Whether its source address is forged.</param>
/// <param name="Dropped">
/// Whether the segment arrived and the receiving kernel dropped it. This is the case if the counter <c>ListenDrops</c>
/// rose, or <c>PAWSEstab</c> for an old timestamp, or if it is a forged RST that changed no state and caused no
/// challenge ACK.
/// </param>
/// <param name="Cookie">
/// Whether the segment is a SYN-ACK for which the server keeps no entry: its sequence number is a SYN cookie (RFC 4987
/// §3.6).
/// </param>
public sealed record TracedSegment(
    double At,
    double? Arrived,
    Side Direction,
    int Connection,
    bool Lost,
    bool Copy,
    bool Again,
    IReadOnlyList<string> Flags,
    uint Seq,
    uint Ack,
    int Window,
    int Length,
    IReadOnlyList<string> Options,
    ReadOnlyMemory<byte> Bytes,
    States Sent,
    States? Received,
    bool Forged = false,
    bool Dropped = false,
    bool Cookie = false
);

/// <summary>
/// The state of the newest connection at each end, with its name in RFC 9293 §3.3.2; CLOSED if there is none.
/// </summary>
/// <param name="Listening">Whether the server has a listener. It is in LISTEN independently of its connections.</param>
public sealed record States(string Client, string Server, bool Listening);

/// <summary>The state of the client after a step.</summary>
/// <param name="State">The state of the newest connection, with its name in RFC 9293; CLOSED if there is none.</param>
/// <param name="Connections">All connections that the kernel lists for this end.</param>
/// <param name="Info">
/// What the kernel reports about the newest socket that the program holds; <c>null</c> if it holds none.
/// </param>
/// <param name="Counters">The counters of <c>/proc/net/netstat</c> that rose during the step, and by how much.</param>
public sealed record ClientEnd(
    string State,
    IReadOnlyList<ConnectionRow> Connections,
    TcpInfo? Info,
    IReadOnlyDictionary<string, long> Counters
);

/// <summary>
/// The state of the server after a step. It has the parts of <see cref="ClientEnd"/>, and the listener.
/// </summary>
/// <param name="Listener"><c>LISTEN</c>, or <c>CLOSED</c> if the server has no listener.</param>
/// <param name="Backlog">The backlog of the listener; 0 if there is none.</param>
/// <param name="Queue">How many connections wait in the accept queue.</param>
/// <param name="SynQueue">How many requests are in the SYN queue, including forged ones.</param>
public sealed record ServerEnd(
    string State,
    string Listener,
    int Backlog,
    int Queue,
    int SynQueue,
    IReadOnlyList<ConnectionRow> Connections,
    TcpInfo? Info,
    IReadOnlyDictionary<string, long> Counters
);

/// <summary>One row of <c>/proc/net/tcp</c>.</summary>
/// <param name="Local">Address and port.</param>
/// <param name="Remote">Address and port.</param>
/// <param name="State">By its name in RFC 9293.</param>
/// <param name="Timer">What the kernel will do when the timer expires; <c>null</c> if no timer runs.</param>
/// <param name="TimerSeconds">When the timer expires, in seconds from the moment of reading.</param>
/// <param name="Retransmits">How often the oldest unacknowledged segment has been retransmitted.</param>
/// <param name="IsRequest">
/// Whether the row is only the small entry that the kernel keeps for a SYN, in the SYN queue.
/// </param>
public sealed record ConnectionRow(
    string Local,
    string Remote,
    string State,
    string? Timer,
    double? TimerSeconds,
    int Retransmits,
    bool IsRequest = false
);
