using System.Globalization;
using System.Text.Json.Serialization;

namespace LearnWeb.Models.TcpLab;

/// <summary>One end of the wire.</summary>
public enum Side
{
    [JsonStringEnumMemberName("client")]
    Client,

    [JsonStringEnumMemberName("server")]
    Server,
}

/// <summary>Which segments a rule of the wire is for, told apart by their flags and data.</summary>
public enum SegmentKind
{
    Any,

    /// <summary>SYN without ACK.</summary>
    Syn,
    SynAck,

    /// <summary>ACK alone: no data, no SYN, FIN or RST.</summary>
    Ack,

    /// <summary>A segment that carries data.</summary>
    Data,
    Fin,
    Rst,
}

/// <summary>One line of a script. Its text is what a learner writes, and what the page's address holds.</summary>
public abstract record Step
{
    /// <summary>Who does it: a program at one end, or the wire.</summary>
    public abstract Side? Actor { get; }

    protected static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture).ToLowerInvariant();

    /// <summary>A kind of segment as scripts write it.</summary>
    public static string NameOf(SegmentKind kind) => kind == SegmentKind.SynAck ? "SYN-ACK" : kind.ToString().ToUpperInvariant();
}

/// <summary>The server's program starts, again if it ran: socket(2), bind(2), listen(2).</summary>
/// <param name="Backlog">As given to listen(2).</param>
/// <param name="Reuse">Whether SO_REUSEADDR is set before bind(2).</param>
public sealed record ListenStep(int Backlog, bool Reuse) : Step
{
    public override Side? Actor => Side.Server;

    public override string ToString() => Text($"listen({Backlog}, {(Reuse ? "reuse" : "noreuse")})");
}

/// <summary>connect(2), which is waited for as long as the wire carries what it sends, at most a little over a retransmission.</summary>
/// <param name="From">Who opens; the server does so from its own port, for a simultaneous open.</param>
/// <param name="Port">The client's own port; <c>null</c> lets the kernel choose.</param>
public sealed record ConnectStep(Side From, int? Port) : Step
{
    public override Side? Actor => From;

    public override string ToString() => (From, Port) switch
    {
        (Side.Server, _) => "connect(server)",
        (_, { } port) => Text($"connect({port})"),
        _ => "connect",
    };
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

/// <summary>Nobody does anything for so many milliseconds.</summary>
public sealed record WaitStep(int Milliseconds) : Step
{
    public override Side? Actor => null;

    public override string ToString() => Text($"wait({Milliseconds})");
}

/// <summary>From now on the wire takes so many milliseconds each way.</summary>
public sealed record DelayStep(int Milliseconds) : Step
{
    public override Side? Actor => null;

    public override string ToString() => Text($"delay({Milliseconds})");
}

/// <summary>The next segments of a kind are lost.</summary>
public sealed record LoseStep(SegmentKind Which, int Count) : Step
{
    public override Side? Actor => null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"lose({NameOf(Which)}, {Count})");
}

/// <summary>The next segment of a kind arrives twice.</summary>
public sealed record DoubleStep(SegmentKind Which) : Step
{
    public override Side? Actor => null;

    public override string ToString() => $"double({NameOf(Which)})";
}

/// <summary>From now on segments of a kind are held on the wire.</summary>
public sealed record HoldStep(SegmentKind Which) : Step
{
    public override Side? Actor => null;

    public override string ToString() => Which == SegmentKind.Any ? "hold" : $"hold({NameOf(Which)})";
}

/// <summary>Lets held segments go, oldest first.</summary>
/// <param name="Count">How many; <c>null</c> lets all go and holds no more.</param>
public sealed record ReleaseStep(int? Count) : Step
{
    public override Side? Actor => null;

    public override string ToString() => Count is { } count ? Text($"release({count})") : "release";
}

/// <summary>A setting of the server's kernel, on or off.</summary>
public sealed record SettingStep(KernelSetting Setting, bool On) : Step
{
    public override Side? Actor => Side.Server;

    public override string ToString() => Text($"{Setting}({(On ? "on" : "off")})");
}

public enum KernelSetting
{
    /// <summary><c>tcp_syncookies</c>.</summary>
    Cookies,

    /// <summary><c>tcp_abort_on_overflow</c>.</summary>
    Abort,
}

/// <summary>So many SYNs from addresses that never answer.</summary>
public sealed record SynStep(int Count) : Step
{
    public override Side? Actor => null;

    public override string ToString() => Text($"syn({Count})");
}
