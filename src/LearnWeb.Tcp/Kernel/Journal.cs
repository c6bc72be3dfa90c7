using System.Net;
using LearnWeb.Tcp.Headers;

namespace LearnWeb.Tcp.Kernel;

/// <summary>One transmission of a segment over the wire, with all that the trace tells about it.</summary>
internal sealed class Transmission(Packet packet, Side from, int connection, double at, States sent)
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

    /// <summary>The sequence number after the last one that the segment occupies.</summary>
    public uint End => packet.Tcp!.SequenceNumber + SequenceLength;

    /// <summary>
    /// How many sequence numbers the segment occupies: one for SYN, one for FIN, and one for each byte (RFC 9293 §3.4).
    /// </summary>
    private uint SequenceLength =>
        (uint)packet.Data.Length + (Has(ControlBits.Syn) ? 1u : 0) + (Has(ControlBits.Fin) ? 1u : 0);

    public bool Occupies(uint number) => number - packet.Tcp!.SequenceNumber < SequenceLength;

    /// <summary>
    /// Whether an earlier segment has occupied its first sequence number. A pure ACK occupies none and repeats nothing.
    /// The SYN-ACK of a simultaneous open has the sequence number of the SYN before it, but is not a repetition (RFC
    /// 9293 §3.5).
    /// </summary>
    public bool Repeats(Transmission earlier) =>
        earlier.From == From
        && earlier.Connection == Connection
        && SequenceLength > 0
        && earlier.Occupies(packet.Tcp!.SequenceNumber)
        && (!Has(ControlBits.Syn) || Has(ControlBits.Ack) == earlier.Has(ControlBits.Ack));

    /// <summary>
    /// Whether the segment is a forged RST that did not change the state of the server. One within the window still
    /// causes a challenge ACK; one outside it raises no counter (RFC 5961 §3.2).
    /// </summary>
    public bool IsIneffectiveForgery =>
        Origin == Origin.Forged && Is(SegmentKind.Rst) && Received?.Server == sent.Server;

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

/// <summary>The origin of a segment.</summary>
internal enum Origin
{
    /// <summary>One of the two ends sent it.</summary>
    Sent,

    /// <summary>The wire duplicated it.</summary>
    Copied,

    /// <summary>The attacker sent it with a forged source address.</summary>
    Forged,
}

/// <summary>All segments of an experiment in the order of sending, and the connections to which they belong.</summary>
internal sealed class Journal
{
    /// <summary>The most segments that are recorded. The experiment ends when this number is reached.</summary>
    public const int MostSegments = 800;

    private readonly List<Transmission> _transmissions = [];
    private readonly List<int> _clientPorts = [];
    private readonly HashSet<(ushort ClientPort, uint Ack)> _cookies = [];

    /// <summary>The client's port of the newest connection; 0 if there is none yet.</summary>
    public int NewestPort => _clientPorts.LastOrDefault();

    public int Count => _transmissions.Count;

    public bool IsFull => Count >= MostSegments;

    /// <summary>Records that the client opens a connection from this port.</summary>
    public void Open(int clientPort) => _clientPorts.Add(clientPort);

    /// <summary>
    /// The number of the newest connection with this packet's client address and port; 0 if there is none.
    /// </summary>
    public int ConnectionOf(Packet packet, Side from, IPAddress client)
    {
        var (address, port) =
            from == Side.Client
                ? (packet.Ip!.Source, packet.Tcp!.SourcePort)
                : (packet.Ip!.Destination, packet.Tcp!.DestinationPort);
        return client.Equals(address) ? _clientPorts.LastIndexOf(port) + 1 : 0;
    }

    /// <summary>Records a segment at the moment when it is sent.</summary>
    public Transmission Add(
        Packet packet,
        Side from,
        int connection,
        double at,
        States sent,
        Origin origin = Origin.Sent
    )
    {
        var isCookie =
            from == Side.Server && _cookies.Remove((packet.Tcp!.DestinationPort, packet.Tcp.AcknowledgmentNumber));
        var transmission = new Transmission(packet, from, connection, at, sent) { Origin = origin, Cookie = isCookie };
        transmission.Again =
            origin == Origin.Sent
            && !isCookie // a server that keeps no entry cannot retransmit
            && _transmissions.Exists(earlier => earlier.Origin == Origin.Sent && transmission.Repeats(earlier));
        _transmissions.Add(transmission);
        return transmission;
    }

    /// <summary>
    /// Records that the server answers this SYN with a cookie, so that its SYN-ACK belongs to no entry.
    /// </summary>
    public void ExpectCookie(Packet syn) => _cookies.Add((syn.Tcp!.SourcePort, syn.Tcp.SequenceNumber + 1));

    /// <summary>
    /// The sequence number that an end expects next on the newest connection; 0 if it has acknowledged nothing there.
    /// Its last ACK may lag behind the segments that have arrived, because an ACK can be delayed (RFC 9293 §3.8.6.3).
    /// </summary>
    public uint ExpectedBy(Side side)
    {
        var genuine = _transmissions.FindAll(transmission =>
            transmission.Connection == _clientPorts.Count && transmission.Origin != Origin.Forged
        );
        var next =
            genuine
                .FindLast(transmission => transmission.From == side && transmission.Has(ControlBits.Ack))
                ?.Packet.Tcp!.AcknowledgmentNumber
            ?? 0;

        // A SYN is left out: it was answered at once, and if its data was not acknowledged, the data was refused.
        var arrived = genuine.FindAll(transmission =>
            transmission is { Arrived: not null, Dropped: false }
            && transmission.From != side
            && !transmission.Has(ControlBits.Syn)
        );
        while (arrived.Find(transmission => transmission.Occupies(next)) is { } more)
        {
            next = more.End;
        }

        return next;
    }

    /// <summary>The segments that were recorded from one index up to, but not including, another.</summary>
    public IReadOnlyList<TracedSegment> Between(int first, int next) =>
        [.. _transmissions[first..next].Select(transmission => transmission.ToTrace())];
}
