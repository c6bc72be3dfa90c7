using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;
using LearnWeb.Tcp.Headers;

namespace LearnWeb.Tcp.Kernel;

/// <summary>
/// The wire. It carries packets between the devices of the two ends, records each, and delays, loses, duplicates or
/// holds those that it has been told to. All of this happens in one thread, so that nothing but the kernel's own timers
/// moves between two segments.
/// </summary>
internal sealed class Relay(NetworkEnd client, NetworkEnd server, Journal journal)
{
    /// <summary>
    /// The delay of one way in milliseconds, unless a script sets another. It is long enough to tell which end knew
    /// something first.
    /// </summary>
    public const int UsualDelay = 10;

    /// <summary>The server's port.</summary>
    public const int ServerPort = 8080;

    private const int MostPacket = 2048; // the devices carry 1500 bytes
    private const int LongestPoll = 5; // milliseconds; a caller that waits for the wire checks at this interval

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly PriorityQueue<Transmission, (double Due, int Order)> _passing = new();
    private readonly Queue<Transmission> _held = new();
    private readonly List<(SegmentKind Which, int Left)> _losses = [];
    private readonly List<SegmentKind> _doubles = [];
    private readonly byte[] _buffer = new byte[MostPacket];
    private int _order;

    /// <summary>Milliseconds since the experiment began.</summary>
    public double Now => _clock.Elapsed.TotalMilliseconds;

    /// <summary>When a packet last moved, in milliseconds since the experiment began.</summary>
    public double LastMove { get; private set; }

    public bool IsIdle => _passing.Count == 0;

    /// <summary>The delay of one way, in milliseconds.</summary>
    public int Delay { get; set; } = UsualDelay;

    /// <summary>The kind of segment that is held; <c>null</c> if none is.</summary>
    public SegmentKind? Holding { get; set; }

    /// <summary>Starts the clock of the experiment.</summary>
    public void Begin() => _clock.Restart();

    public void Lose(SegmentKind which, int count) => _losses.Add((which, count));

    public void Double(SegmentKind which) => _doubles.Add(which);

    /// <summary>Releases held segments at once, the oldest first.</summary>
    /// <param name="count">The number of segments; <c>null</c> releases all of them, and no more are held.</param>
    public void Release(int? count)
    {
        for (var left = count ?? int.MaxValue; left > 0 && _held.TryDequeue(out var transmission); left--)
        {
            Send(transmission, 0);
        }

        Holding = count is null ? null : Holding;
    }

    /// <summary>Puts a packet on the wire to the server that the client has not sent.</summary>
    public void Forge(Packet packet) =>
        Send(
            journal.Add(
                packet,
                Side.Client,
                journal.ConnectionOf(packet, Side.Client, client.Address),
                Now,
                States(),
                Origin.Forged
            ),
            Delay
        );

    /// <summary>Waits for packets, at most the given number of milliseconds, and carries those that are due.</summary>
    public void Turn(double longest)
    {
        var next = _passing.TryPeek(out _, out var first) ? Math.Max(0, first.Due - Now) : LongestPoll;
        Span<PollEntry> entries =
        [
            new() { Descriptor = client.Tun.Number, Wanted = Libc.PollIn },
            new() { Descriptor = server.Tun.Number, Wanted = Libc.PollIn },
        ];
        Libc.Poll(entries, (nuint)entries.Length, (int)Math.Ceiling(Math.Min(Math.Min(next, longest), LongestPoll)));
        TakeFrom(client);
        TakeFrom(server);
        while (_passing.TryPeek(out var transmission, out var due) && due.Due <= Now)
        {
            _passing.Dequeue();
            Deliver(transmission);
        }
    }

    /// <summary>From now on, the wire does not lose, duplicate, hold or delay anything.</summary>
    public void Restore()
    {
        _losses.Clear();
        _doubles.Clear();
        Delay = 0;
        Release(null);
    }

    /// <summary>The present state of the newest connection at both ends.</summary>
    public States States()
    {
        var port = journal.NewestPort;
        var (atClient, atServer) = (
            new IPEndPoint(client.Address, port).ToString(),
            new IPEndPoint(server.Address, ServerPort).ToString()
        );
        var rows = server.Sockets();
        return new States(
            StateOf(client.Sockets(), atClient, atServer),
            StateOf(rows, atServer, atClient),
            rows.Any(row => row.State == TcpState.Listen)
        );
    }

    private static string StateOf(IEnumerable<ConnectionRow> rows, string local, string remote) =>
        rows.FirstOrDefault(row => row.Local == local && row.Remote == remote)?.State ?? TcpState.Closed;

    private void TakeFrom(NetworkEnd end)
    {
        while (Libc.Read(end.Tun, _buffer, _buffer.Length) is > 0 and var count)
        {
            var packet = Packet.Parse(_buffer.AsSpan(0, (int)count));
            // an end also looks for IPv6 neighbours, although it has none
            if (packet.Tcp is not null && !journal.IsFull)
            {
                Take(packet, end.Side);
            }
        }
    }

    private void Take(Packet packet, Side from)
    {
        LastMove = Now;
        // T7: the wire sees each segment when it leaves one end, and again in Deliver when the other end has it.
        var transmission = journal.Add(packet, from, journal.ConnectionOf(packet, from, client.Address), Now, States());
        if (IsToNobody(packet, from) || IsToBeLost(transmission))
        {
            transmission.Lost = true;
            return;
        }

        Pass(transmission);
        if (_doubles.FindIndex(transmission.Is) is >= 0 and var index)
        {
            _doubles.RemoveAt(index);
            Pass(journal.Add(packet, from, transmission.Connection, Now, States(), Origin.Copied));
        }
    }

    /// <summary>The answer to a forged SYN reaches neither end, unless the SYN had the client's address.</summary>
    private bool IsToNobody(Packet packet, Side from) =>
        !(from == Side.Client ? server : client).Address.Equals(packet.Ip!.Destination);

    private void Pass(Transmission transmission)
    {
        if (Holding is { } kind && transmission.Is(kind))
        {
            _held.Enqueue(transmission);
            return;
        }

        Send(transmission, Delay);
    }

    private void Send(Transmission transmission, double delay) =>
        _passing.Enqueue(transmission, (Now + delay, _order++));

    private void Deliver(Transmission transmission)
    {
        // The kernel processes a packet during the call of write(2). After the call, its state and its counters already
        // show the effect of the segment.
        var bytes = transmission.Packet.ToBytes();
        var to = transmission.From == Side.Client ? server : client;
        var before = to.Counters();
        if (Libc.Write(to.Tun, bytes, bytes.Length) < 0)
        {
            throw new KernelRefusalException("write(tun)", Marshal.GetLastPInvokeError());
        }

        transmission.Arrived = LastMove = Now;
        transmission.Received = States();
        Judge(transmission, NetStat.Risen(before, to.Counters()));
    }

    /// <summary>Finds out from the counters what the kernel did with the segment that made them rise.</summary>
    private void Judge(Transmission transmission, IReadOnlyDictionary<string, long> risen)
    {
        transmission.Dropped =
            // a SYN that is answered by a RST was not dropped silently
            (risen.ContainsKey("ListenDrops") && !risen.ContainsKey("EmbryonicRsts"))
            || risen.ContainsKey("PAWSEstab") // the timestamp is old (RFC 7323 §5.3)
            || (transmission.IsIneffectiveForgery && !risen.ContainsKey("TCPChallengeACK"));
        if (risen.ContainsKey("SyncookiesSent"))
        {
            journal.ExpectCookie(transmission.Packet);
        }
    }

    private bool IsToBeLost(Transmission transmission)
    {
        var index = _losses.FindIndex(loss => transmission.Is(loss.Which));
        if (index < 0)
        {
            return false;
        }

        var (which, left) = _losses[index];
        _losses.RemoveAt(index);
        if (left > 1)
        {
            _losses.Insert(index, (which, left - 1));
        }

        return true;
    }
}
