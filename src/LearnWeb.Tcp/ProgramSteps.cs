namespace LearnWeb.Tcp;

/// <summary>Starts the server's program, or restarts it: socket(2), bind(2), listen(2).</summary>
/// <param name="Backlog">The backlog that is given to listen(2).</param>
/// <param name="Reuse">Whether SO_REUSEADDR is set before bind(2).</param>
/// <param name="FastOpen">
/// Whether TCP_FASTOPEN is set, so that the server accepts data on a SYN with a valid cookie (RFC 7413).
/// </param>
public sealed record ListenStep(int Backlog, bool Reuse, bool FastOpen = false) : Step
{
    public override Side? Actor => Side.Server;

    public override string ToString() =>
        Text($"listen({Backlog}, {(Reuse ? "reuse" : "noreuse")}{(FastOpen ? ", fastopen" : "")})");
}

/// <summary>
/// Calls connect(2) and waits for it as long as the wire carries its segments, at most a little longer than one
/// retransmission.
/// </summary>
/// <param name="From">
/// The side that opens the connection. The server uses its listening port, for a simultaneous open.
/// </param>
/// <param name="Port">The client's own port; <c>null</c> lets the kernel choose.</param>
/// <param name="FastOpenBytes">
/// How many bytes are given to the call (MSG_FASTOPEN). They go with the SYN if the client has a cookie, otherwise
/// after the handshake.
/// </param>
/// <param name="DelaysAck">Whether the ACK of the handshake waits for data that carries it (TCP_QUICKACK is 0).</param>
public sealed record ConnectStep(Side From, int? Port = null, int FastOpenBytes = 0, bool DelaysAck = false) : Step
{
    public override Side? Actor => From;

    public override string ToString() =>
        this switch
        {
            { From: Side.Server } => "connect(server)",
            { FastOpenBytes: > 0 } => Text($"connect(fastopen, {FastOpenBytes})"),
            { DelaysAck: true } => "connect(delayack)",
            { Port: { } port } => Text($"connect({port})"),
            _ => "connect",
        };
}

/// <summary>
/// Sets TCP_MAXSEG on the sockets that the client opens from now on: the MSS that their SYNs announce, in bytes
/// (tcp(7)).
/// </summary>
public sealed record MssStep(int Bytes) : Step
{
    public override Side? Actor => Side.Client;

    public override string ToString() => Text($"mss({Bytes})");
}

/// <summary>Calls accept(2) without waiting.</summary>
public sealed record AcceptStep : Step
{
    public override Side? Actor => Side.Server;

    public override string ToString() => "accept";
}

/// <summary>Calls send(2) with a number of bytes.</summary>
public sealed record SendStep(Side By, int Bytes) : Step
{
    public override Side? Actor => By;

    public override string ToString() => Text($"send({By}, {Bytes})");
}

/// <summary>Makes a system call without further arguments on the newest socket that a program holds.</summary>
public sealed record CallStep(Side By, SocketCall Call) : Step
{
    public override Side? Actor => By;

    public override string ToString() => Text($"{Call}({By})");
}

public enum SocketCall
{
    /// <summary>recv(2) without waiting.</summary>
    Receive,

    /// <summary>shutdown(2) of the writing half.</summary>
    Shutdown,

    /// <summary>close(2).</summary>
    Close,

    /// <summary>close(2) with SO_LINGER set to 0 seconds: an abort.</summary>
    Reset,
}

/// <summary>Sets SO_KEEPALIVE on the newest socket that a program holds, with its times in seconds (tcp(7)).</summary>
/// <param name="Idle">TCP_KEEPIDLE: the silence before the first probe.</param>
/// <param name="Interval">TCP_KEEPINTVL: the time between two probes that are not answered.</param>
/// <param name="Count">
/// TCP_KEEPCNT: the number of unanswered probes after which the kernel gives up the connection.
/// </param>
public sealed record KeepAliveStep(Side By, int Idle, int Interval, int Count) : Step
{
    public override Side? Actor => By;

    public override string ToString() => Text($"keepalive({By}, {Idle}, {Interval}, {Count})");
}
