using System.Text.Json.Serialization;

namespace LearnWeb.Tcp;

/// <summary>
/// What happened on the wire: each step, what the kernel answered, every segment, and the states of both ends.
/// </summary>
/// <param name="Taken">When it was run.</param>
/// <param name="Kernel">The Linux that ran it, like <c>6.18.2</c>.</param>
/// <param name="Recorded">Whether it was run another time, on another machine, and is only shown.</param>
/// <param name="Cut">Whether the wire met a bound, so that what came after is missing.</param>
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

/// <param name="Step">The step as the script has it.</param>
/// <param name="Result">What the kernel answered: <c>ok</c>, a count of bytes, or an error by name and in its words,
/// like <c>ECONNREFUSED (Connection refused)</c>.</param>
/// <param name="At">When it began, in milliseconds since the script did.</param>
/// <param name="Segments">What was sent during it, in order.</param>
/// <param name="Client">The client after it.</param>
/// <param name="Server">The server after it.</param>
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
    /// Whether the kernel refused it, or it was not run. What is still being done, or would have to wait, is no
    /// refusal.
    /// </summary>
    [JsonIgnore]
    public bool IsRefused =>
        Result is NoTime or NoRoom
        || (Result.StartsWith('E') && Result.Split(' ')[0] is not ("EINPROGRESS" or "EAGAIN"));

    /// <summary>The result of a step for which no time was left.</summary>
    public const string NoTime = "not run: time is up";

    /// <summary>The result of a step before which the wire had carried all that it may.</summary>
    public const string NoRoom = "not run: too many segments";

    /// <summary>The result of a wait that met one of these bounds.</summary>
    public const string CutShort = "cut short";
}

/// <summary>One segment, seen on the wire.</summary>
/// <param name="At">When it was sent, in milliseconds since the script began.</param>
/// <param name="Arrived">When it arrived; <c>null</c> if it never did.</param>
/// <param name="Direction">Who sent it.</param>
/// <param name="Connection">The number of its connection, from 1 in the order of opening; 0 for one of
/// nobody's.</param>
/// <param name="Lost">Whether the wire lost it, or nobody was there to get it.</param>
/// <param name="Copy">Whether the wire made it: the second of a doubled segment.</param>
/// <param name="Again">Whether it repeats what was sent before: a retransmission.</param>
/// <param name="Flags">Names of the control bits.</param>
/// <param name="Seq">The absolute sequence number.</param>
/// <param name="Ack">The absolute acknowledgment number; 0 without the ACK flag.</param>
/// <param name="Window">As it stands in the header, not scaled.</param>
/// <param name="Length">Bytes of data.</param>
/// <param name="Options">The options in words.</param>
/// <param name="Bytes">The packet, from the first byte of the IPv4 header.</param>
/// <param name="Sent">The states when it had been sent.</param>
/// <param name="Received">The states when it had arrived; <c>null</c> if it never did.</param>
/// <param name="Forged">Whether its source is not who sent it.</param>
/// <param name="Dropped">Whether it arrived and the kernel there dropped it: it counts in <c>ListenDrops</c> or, old by
/// its timestamp, in <c>PAWSEstab</c>; or it is a forged RST that changed no state and drew no challenge ACK.</param>
/// <param name="Cookie">Whether it is a SYN-ACK for which the server keeps no entry: its number is a SYN cookie (RFC
/// 4987 §3.6).</param>
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
/// The newest connection's state at each end, by its name in RFC 9293 §3.3.2; CLOSED where there is none.
/// </summary>
/// <param name="Listening">Whether the server has a listener, which is in LISTEN whatever its connections do.</param>
public sealed record States(string Client, string Server, bool Listening);

/// <summary>The client after a step.</summary>
/// <param name="State">The newest connection's state, by its name in RFC 9293; CLOSED if there is none.</param>
/// <param name="Connections">All that the kernel lists for this end.</param>
/// <param name="Info">What the kernel says of the newest socket the program holds; <c>null</c> if it holds
/// none.</param>
/// <param name="Counters">Counters of <c>/proc/net/netstat</c> that rose during the step, and by how much.</param>
public sealed record ClientEnd(
    string State,
    IReadOnlyList<ConnectionRow> Connections,
    TcpInfo? Info,
    IReadOnlyDictionary<string, long> Counters
);

/// <summary>The server after a step: as <see cref="ClientEnd"/>, and its listener.</summary>
/// <param name="Listener"><c>LISTEN</c>, or <c>CLOSED</c> if nobody listens.</param>
/// <param name="Backlog">What the listener was given; 0 without one.</param>
/// <param name="Queue">How many connections wait in the accept queue.</param>
/// <param name="SynQueue">How many requests are in the SYN queue, forged ones among them.</param>
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
/// <param name="Timer">What the kernel waits to do; <c>null</c> if no timer runs.</param>
/// <param name="TimerSeconds">When, in seconds from then.</param>
/// <param name="Retransmits">How often its oldest segment has been sent again.</param>
/// <param name="IsRequest">Whether it is only the small entry that is kept for a SYN, one of the SYN queue.</param>
public sealed record ConnectionRow(
    string Local,
    string Remote,
    string State,
    string? Timer,
    double? TimerSeconds,
    int Retransmits,
    bool IsRequest = false
);
