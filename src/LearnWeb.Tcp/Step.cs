using System.Globalization;
using System.Text.Json.Serialization;

namespace LearnWeb.Tcp;

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

    protected static string Text(FormattableString text) =>
        text.ToString(CultureInfo.InvariantCulture).ToLowerInvariant();

    /// <summary>A kind of segment as scripts write it.</summary>
    public static string NameOf(SegmentKind kind) =>
        kind == SegmentKind.SynAck ? "SYN-ACK" : kind.ToString().ToUpperInvariant();
}
