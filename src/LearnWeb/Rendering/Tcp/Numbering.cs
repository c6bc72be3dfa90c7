using System.Globalization;
using LearnWeb.Tcp;
using LearnWeb.Tcp.Headers;

namespace LearnWeb.Rendering.Tcp;

/// <summary>
/// Sequence numbers of a trace as they are, and counted from each side's own initial one, as Wireshark does.
/// </summary>
public sealed class Numbering
{
    private readonly Dictionary<(int Connection, Side Side), uint> _initial = [];
    private readonly Dictionary<Side, (string Name, uint Number)> _named = [];
    private readonly IReadOnlyList<TracedSegment> _segments;

    public Numbering(TcpTrace trace)
    {
        _segments = [.. trace.Segments];
        foreach (var segment in _segments.Where(segment => segment.Flags.Contains("SYN")))
        {
            _initial.TryAdd((segment.Connection, segment.Direction), segment.Seq);
        }
    }

    /// <summary>
    /// Calls a number by a letter, as books do: what follows it is then told from there, like <c>x+1</c>.
    /// </summary>
    public void Name(Side side, string name, uint number) => _named[side] = (name, number);

    /// <summary>
    /// How many numbers a segment takes: one for SYN, one for FIN, one for each byte (RFC 9293 §3.4).
    /// </summary>
    public static uint Taken(TracedSegment segment) =>
        (uint)(segment.Length + (segment.Flags.Contains("SYN") ? 1 : 0) + (segment.Flags.Contains("FIN") ? 1 : 0));

    /// <summary>
    /// <c>seq=…</c>, and <c>ack=…</c> where it means something, and <c>len=…</c> where there is data.
    /// </summary>
    public string InWords(TracedSegment segment, bool relative)
    {
        var seq = relative
            ? Relative(segment.Connection, segment.Direction, segment.Seq)
            : Absolute(segment.Direction, segment.Seq);
        var ack = relative
            ? Relative(segment.Connection, Other(segment.Direction), segment.Ack)
            : Absolute(Other(segment.Direction), segment.Ack);
        var words = $"seq={seq}" + (segment.Flags.Contains("ACK") ? $" ack={ack}" : "");
        return segment.Length > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{words} len={segment.Length}")
            : words;
    }

    /// <summary>
    /// Whether it only asks if the peer is there, as keep-alive does: no data, and a number that is one less than the
    /// next, which the peer has acknowledged long ago (RFC 9293 §3.8.4).
    /// </summary>
    public bool IsProbe(TracedSegment segment) =>
        segment is { Flags: ["ACK"], Length: 0 }
        && _segments.Any(earlier =>
            earlier.Connection == segment.Connection
            && earlier.Direction == segment.Direction
            && earlier.At < segment.At
            && earlier.Seq + Taken(earlier) == segment.Seq + 1
        );

    /// <summary>
    /// The segment that an acknowledgment number is the answer to: the first whose numbers end just before it, or a SYN
    /// of whose data nothing was taken. If none on its own connection is, it may be an old SYN of an earlier one
    /// between the same ports (RFC 9293 §3.5, figure 8).
    /// </summary>
    public TracedSegment? AcknowledgedBy(TracedSegment segment)
    {
        if (!segment.Flags.Contains("ACK"))
        {
            return null;
        }

        var answered = _segments
            .Where(earlier =>
                earlier.Direction != segment.Direction
                && earlier.At <= segment.At
                && Taken(earlier) > 0
                && (
                    earlier.Seq + Taken(earlier) == segment.Ack
                    || (earlier.Flags.Contains("SYN") && earlier.Seq + 1 == segment.Ack)
                )
            )
            .ToList();
        return answered.Find(earlier => earlier.Connection == segment.Connection)
            ?? answered.Find(earlier =>
                earlier.Flags is ["SYN"] && earlier.Connection < segment.Connection && IsTowards(earlier, segment)
            );
    }

    /// <summary>
    /// The segment that a retransmission repeats: the first that took its first number. After a refused Fast Open, that
    /// is the SYN; a SYN or SYN-ACK repeats only its like.
    /// </summary>
    public TracedSegment OriginalOf(TracedSegment again) =>
        _segments.First(earlier =>
            !earlier.Forged
            && earlier.Connection == again.Connection
            && earlier.Direction == again.Direction
            && again.Seq - earlier.Seq < Taken(earlier)
            && (!again.Flags.Contains("SYN") || again.Flags.Contains("ACK") == earlier.Flags.Contains("ACK"))
        );

    /// <summary>
    /// By how many bits the sender of a segment lets its window be shifted; <c>null</c> in a SYN, or if not both ends
    /// scale (RFC 7323 §2).
    /// </summary>
    public int? WindowScale(TracedSegment segment)
    {
        if (segment.Flags.Contains("SYN") || ScaleOf(segment.Connection, Other(segment.Direction)) is null)
        {
            return null;
        }

        return ScaleOf(segment.Connection, segment.Direction);
    }

    private int? ScaleOf(int connection, Side side) =>
        (
            from segment in _segments
            where segment.Connection == connection && segment.Direction == side && segment.Flags.Contains("SYN")
            from option in segment.Options
            where option.StartsWith(ScaleOption, StringComparison.Ordinal)
            select (int?)int.Parse(option[ScaleOption.Length..], CultureInfo.InvariantCulture)
        ).FirstOrDefault();

    private const string ScaleOption = "window scale ";

    /// <summary>Whether it goes from the one port to the other that a segment comes from.</summary>
    private static bool IsTowards(TracedSegment one, TracedSegment other) =>
        Packet.Parse(one.Bytes.Span).Tcp is { } there
        && Packet.Parse(other.Bytes.Span).Tcp is { } back
        && (there.SourcePort, there.DestinationPort) == (back.DestinationPort, back.SourcePort);

    private static Side Other(Side side) => side == Side.Client ? Side.Server : Side.Client;

    private string Absolute(Side side, uint number)
    {
        if (!_named.TryGetValue(side, out var named))
        {
            return number.ToString(CultureInfo.InvariantCulture);
        }

        return number == named.Number
            ? named.Name
            : string.Create(CultureInfo.InvariantCulture, $"{named.Name}+{number - named.Number}");
    }

    /// <summary>Negative for a number from before this connection; absolute where no initial number was seen.</summary>
    private string Relative(int connection, Side side, uint number) =>
        _initial.TryGetValue((connection, side), out var initial)
            ? ((int)(number - initial)).ToString(CultureInfo.InvariantCulture)
            : Absolute(side, number);
}
