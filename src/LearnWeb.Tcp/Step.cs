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

/// <summary>The kind of segment to which a rule of the wire applies. Flags and data decide it.</summary>
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

/// <summary>One line of a script. Its text is what a learner writes and what the page's URL contains.</summary>
public abstract record Step
{
    /// <summary>The end that carries the step out; <c>null</c> if it is the wire or both ends.</summary>
    public abstract Side? Actor { get; }

    protected static string Text(FormattableString text) =>
        text.ToString(CultureInfo.InvariantCulture).ToLowerInvariant();

    /// <summary>The word for a kind of segment in scripts.</summary>
    public static string NameOf(SegmentKind kind) =>
        kind == SegmentKind.SynAck ? "SYN-ACK" : kind.ToString().ToUpperInvariant();
}
