using System.Net;
using LearnWeb.Tcp.Headers;

namespace LearnWeb.Tcp.Kernel;

/// <summary>A segment on its way, and what is to be told of it.</summary>
internal sealed class Passage(Packet packet, Side from, int connection, double at, States sent)
{
    public Packet Packet => packet;

    public Side From => from;

    public int Connection => connection;

    public bool Lost { get; set; }

    public bool Dropped { get; set; }

    public bool Cookie { get; init; }

    public Origin Origin { get; init; }

    public bool Again { get; set; }

    public double? Arrived { get; set; }

    public States? Received { get; set; }

    /// <summary>The number after the last that it takes.</summary>
    public uint End => packet.Tcp!.SequenceNumber + Taken;

    /// <summary>How many numbers it takes: one for SYN, one for FIN, one for each byte (RFC 9293 §3.4).</summary>
    private uint Taken => (uint)packet.Data.Length + (Has(ControlBits.Syn) ? 1u : 0) + (Has(ControlBits.Fin) ? 1u : 0);

    public bool Takes(uint number) => number - packet.Tcp!.SequenceNumber < Taken;

    /// <summary>
    /// Whether its first number is one that an earlier segment took; a pure ACK takes none, and repeats nothing. The
    /// SYN-ACK of a simultaneous open has the number of the SYN before it, and says something new (RFC 9293 §3.5).
    /// </summary>
    public bool Repeats(Passage earlier) =>
        earlier.From == From
        && earlier.Connection == Connection
        && Taken > 0
        && earlier.Takes(packet.Tcp!.SequenceNumber)
        && (!Has(ControlBits.Syn) || Has(ControlBits.Ack) == earlier.Has(ControlBits.Ack));

    /// <summary>
    /// Whether it is a forged RST that has left the server's state as it was. One within the window still draws a
    /// challenge ACK, and no counter tells of one outside it (RFC 5961 §3.2).
    /// </summary>
    public bool IsForgedInVain => Origin == Origin.Forged && Is(SegmentKind.Rst) && Received?.Server == sent.Server;

    public bool Has(ControlBits bit) => packet.Tcp!.Control.HasFlag(bit);

    public bool Is(SegmentKind kind)
    {
        var (control, length) = (packet.Tcp!.Control, packet.Data.Length);
        return kind switch
        {
            SegmentKind.Any => true,
            SegmentKind.Syn => control.HasFlag(ControlBits.Syn) && !control.HasFlag(ControlBits.Ack),
            SegmentKind.SynAck => control.HasFlag(ControlBits.Syn | ControlBits.Ack),
            SegmentKind.Data => length > 0,
            SegmentKind.Fin => control.HasFlag(ControlBits.Fin),
            SegmentKind.Rst => control.HasFlag(ControlBits.Rst),
            SegmentKind.Ack => length == 0
                && (control & (ControlBits.Ack | ControlBits.Syn | ControlBits.Fin | ControlBits.Rst))
                    == ControlBits.Ack,
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    public TracedSegment ToTrace()
    {
        var header = packet.Tcp!;
        var acknowledges = header.Control.HasFlag(ControlBits.Ack);
        return new TracedSegment(
            at,
            Arrived,
            from,
            connection,
            Lost,
            Origin == Origin.Copied,
            Again,
            header.FlagNames,
            header.SequenceNumber,
            acknowledges ? header.AcknowledgmentNumber : 0,
            header.Window,
            packet.Data.Length,
            [.. header.Options.Select(option => option.ToString())],
            packet.ToBytes(),
            sent,
            Received,
            Origin == Origin.Forged,
            Dropped,
            Cookie
        );
    }
}

/// <summary>Where a segment is from.</summary>
internal enum Origin
{
    /// <summary>An end sent it.</summary>
    Sent,

    /// <summary>The wire doubled it.</summary>
    Copied,

    /// <summary>Somebody wrote it in another's name.</summary>
    Forged,
}

/// <summary>Every segment of an experiment in the order of sending, and the connections they belong to.</summary>
internal sealed class Journal
{
    /// <summary>The most segments that are taken down; the experiment ends there.</summary>
    public const int MostSegments = 800;

    private readonly List<Passage> _passages = [];
    private readonly List<int> _clientPorts = [];
    private readonly HashSet<(ushort ClientPort, uint Ack)> _cookies = [];

    /// <summary>The client's port of the newest connection; 0 before the first.</summary>
    public int NewestPort => _clientPorts.LastOrDefault();

    public int Count => _passages.Count;

    public bool IsFull => Count >= MostSegments;

    /// <summary>A connection is opened from this port of the client.</summary>
    public void Open(int clientPort) => _clientPorts.Add(clientPort);

    /// <summary>The number of the newest connection of this packet's; 0 for a packet of nobody's.</summary>
    public int ConnectionOf(Packet packet, Side from, IPAddress client)
    {
        var (address, port) =
            from == Side.Client
                ? (packet.Ip!.Source, packet.Tcp!.SourcePort)
                : (packet.Ip!.Destination, packet.Tcp!.DestinationPort);
        return client.Equals(address) ? _clientPorts.LastIndexOf(port) + 1 : 0;
    }

    /// <summary>Takes down a segment as it is sent.</summary>
    public Passage Add(Packet packet, Side from, int connection, double at, States sent, Origin origin = Origin.Sent)
    {
        var isCookie =
            from == Side.Server && _cookies.Remove((packet.Tcp!.DestinationPort, packet.Tcp.AcknowledgmentNumber));
        var passage = new Passage(packet, from, connection, at, sent) { Origin = origin, Cookie = isCookie };
        passage.Again =
            origin == Origin.Sent
            && !isCookie // who remembers nothing repeats nothing
            && _passages.Exists(earlier => earlier.Origin == Origin.Sent && passage.Repeats(earlier));
        _passages.Add(passage);
        return passage;
    }

    /// <summary>The server has answered this SYN with a cookie: so the SYN-ACK is none of an entry's.</summary>
    public void ExpectCookie(Packet syn) => _cookies.Add((syn.Tcp!.SourcePort, syn.Tcp.SequenceNumber + 1));

    /// <summary>
    /// The number that an end expects next on the newest connection; 0 if it has acknowledged nothing there. What it
    /// said last may be behind what has arrived: an ACK can be delayed (RFC 9293 §3.8.6.3).
    /// </summary>
    public uint ExpectedBy(Side side)
    {
        var genuine = _passages.FindAll(passage =>
            passage.Connection == _clientPorts.Count && passage.Origin != Origin.Forged
        );
        var next =
            genuine
                .FindLast(passage => passage.From == side && passage.Has(ControlBits.Ack))
                ?.Packet.Tcp!.AcknowledgmentNumber
            ?? 0;

        // Not a SYN: it was answered at once, and if its data is not acknowledged, it was refused.
        var arrived = genuine.FindAll(passage =>
            passage is { Arrived: not null, Dropped: false } && passage.From != side && !passage.Has(ControlBits.Syn)
        );
        while (arrived.Find(passage => passage.Takes(next)) is { } more)
        {
            next = more.End;
        }

        return next;
    }

    /// <summary>What was taken down from one index to before another.</summary>
    public IReadOnlyList<TracedSegment> Between(int first, int next) =>
        [.. _passages[first..next].Select(passage => passage.ToTrace())];
}
