namespace LearnWeb.Tcp;

/// <summary>The server's program starts, again if it ran: socket(2), bind(2), listen(2).</summary>
/// <param name="Backlog">As given to listen(2).</param>
/// <param name="Reuse">Whether SO_REUSEADDR is set before bind(2).</param>
/// <param name="FastOpen">Whether TCP_FASTOPEN is set: data on a SYN with the right cookie is taken (RFC 7413).</param>
public sealed record ListenStep(int Backlog, bool Reuse, bool FastOpen = false) : Step
{
    public override Side? Actor => Side.Server;

    public override string ToString() =>
        Text($"listen({Backlog}, {(Reuse ? "reuse" : "noreuse")}{(FastOpen ? ", fastopen" : "")})");
}

/// <summary>
/// connect(2), which is waited for as long as the wire carries what it sends, at most a little over a retransmission.
/// </summary>
/// <param name="From">Who opens; the server does so from its own port, for a simultaneous open.</param>
/// <param name="Port">The client's own port; <c>null</c> lets the kernel choose.</param>
/// <param name="FastOpenBytes">So many bytes are given along (MSG_FASTOPEN): they go with the SYN if there is a cookie,
/// else after the handshake.</param>
/// <param name="DelaysAck">Whether the third segment waits for data to carry (TCP_QUICKACK is 0).</param>
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
/// TCP_MAXSEG on the sockets that the client opens from now on: the MSS that their SYNs tell, in bytes (tcp(7)).
/// </summary>
public sealed record MssStep(int Bytes) : Step
{
    public override Side? Actor => Side.Client;

    public override string ToString() => Text($"mss({Bytes})");
}

/// <summary>accept(2), without waiting.</summary>
public sealed record AcceptStep : Step
{
    public override Side? Actor => Side.Server;

    public override string ToString() => "accept";
}

/// <summary>send(2) of so many bytes.</summary>
public sealed record SendStep(Side By, int Bytes) : Step
{
    public override Side? Actor => By;

    public override string ToString() => Text($"send({By}, {Bytes})");
}

/// <summary>What a program does with the newest socket it holds: a system call without arguments of its own.</summary>
public sealed record CallStep(Side By, SocketCall Call) : Step
{
    public override Side? Actor => By;

    public override string ToString() => Text($"{Call}({By})");
}

public enum SocketCall
{
    /// <summary>recv(2), without waiting.</summary>
    Receive,

    /// <summary>shutdown(2) of the writing half.</summary>
    Shutdown,

    /// <summary>close(2).</summary>
    Close,

    /// <summary>close(2) with SO_LINGER set to 0 seconds: an abort.</summary>
    Reset,
}

/// <summary>SO_KEEPALIVE on the newest socket that a program holds, with its times in seconds (tcp(7)).</summary>
/// <param name="Idle">TCP_KEEPIDLE: silence before the first probe.</param>
/// <param name="Interval">TCP_KEEPINTVL: between two probes that are not answered.</param>
/// <param name="Count">TCP_KEEPCNT: so many without an answer, and the connection is given up.</param>
public sealed record KeepAliveStep(Side By, int Idle, int Interval, int Count) : Step
{
    public override Side? Actor => By;

    public override string ToString() => Text($"keepalive({By}, {Idle}, {Interval}, {Count})");
}
