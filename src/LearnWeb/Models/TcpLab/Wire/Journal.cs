using System.Net;
using LearnWeb.Models.TcpLab.Headers;

namespace LearnWeb.Models.TcpLab.Wire;

/// <summary>A segment on its way, and what is to be told of it.</summary>
internal sealed class Passage(Packet packet, Side from, int connection, double at, States sent)
{
    public Packet Packet => packet;

    public Side From => from;

    public int Connection => connection;

    public bool Lost { get; set; }

    public bool Copy { get; init; }

    public bool Again { get; init; }

    public double? Arrived { get; set; }

    public States? Received { get; set; }

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
            SegmentKind.Ack => length == 0 && (control & (ControlBits.Ack | ControlBits.Syn | ControlBits.Fin | ControlBits.Rst)) == ControlBits.Ack,
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    public TracedSegment ToTrace()
    {
        var header = packet.Tcp!;
        var acknowledges = header.Control.HasFlag(ControlBits.Ack);
        return new TracedSegment(
            at, Arrived, from, connection, Lost, Copy, Again, header.FlagNames,
            header.SequenceNumber, acknowledges ? header.AcknowledgmentNumber : 0, header.Window, packet.Data.Length,
            [.. header.Options.Select(option => option.ToString())], packet.ToBytes(), sent, Received);
    }
}

/// <summary>Every segment of an experiment in the order of sending, and the connections they belong to.</summary>
internal sealed class Journal
{
    /// <summary>The most segments that are taken down; the experiment ends there.</summary>
    public const int MostSegments = 800;

    private readonly List<Passage> _passages = [];
    private readonly List<int> _clientPorts = [];
    private readonly HashSet<(Side From, int Connection, uint Seq, ControlBits Control)> _seen = [];

    /// <summary>The client's port of the newest connection; 0 before the first.</summary>
    public int NewestPort => _clientPorts.LastOrDefault();

    public int Count => _passages.Count;

    public bool IsFull => Count >= MostSegments;

    /// <summary>A connection is opened from this port of the client.</summary>
    public void Open(int clientPort) => _clientPorts.Add(clientPort);

    /// <summary>The number of the newest connection of this packet's; 0 for a packet of nobody's.</summary>
    public int ConnectionOf(Packet packet, Side from, IPAddress client)
    {
        var (address, port) = from == Side.Client
            ? (packet.Ip!.Source, packet.Tcp!.SourcePort)
            : (packet.Ip!.Destination, packet.Tcp!.DestinationPort);
        return client.Equals(address) ? _clientPorts.LastIndexOf(port) + 1 : 0;
    }

    /// <summary>Takes down a segment as it is sent.</summary>
    /// <param name="copy">Whether the wire made it.</param>
    public Passage Add(Packet packet, Side from, int connection, double at, States sent, bool copy = false)
    {
        var passage = new Passage(packet, from, connection, at, sent) { Copy = copy, Again = !copy && IsRepetition(packet, from, connection) };
        _passages.Add(passage);
        return passage;
    }

    /// <summary>What was taken down from one index to before another.</summary>
    public IReadOnlyList<TracedSegment> Between(int first, int next) => [.. _passages[first..next].Select(passage => passage.ToTrace())];

    /// <summary>Whether what takes sequence numbers here was sent before; a pure ACK takes none, and is never a repetition.</summary>
    private bool IsRepetition(Packet packet, Side from, int connection)
    {
        var header = packet.Tcp!;
        var takesNumbers = packet.Data.Length > 0 || (header.Control & (ControlBits.Syn | ControlBits.Fin)) != ControlBits.None;
        return takesNumbers && !_seen.Add((from, connection, header.SequenceNumber, header.Control & ~ControlBits.Psh));
    }
}
