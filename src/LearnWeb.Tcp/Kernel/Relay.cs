using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;
using LearnWeb.Tcp.Headers;

namespace LearnWeb.Tcp.Kernel;

/// <summary>
/// The wire: carries packets between the devices of the two ends, takes each down, and delays, loses, doubles or holds
/// what it has been told to. All in one thread, so that between two segments nothing moves but the kernel's own timers.
/// </summary>
internal sealed class Relay(NetworkEnd client, NetworkEnd server, Journal journal)
{
    /// <summary>One way, before a script says otherwise: long enough to tell who knew what first.</summary>
    public const int UsualDelay = 10;

    /// <summary>The server's port.</summary>
    public const int ServerPort = 8080;

    private const int MostPacket = 2048; // the devices carry 1500
    private const int LongestPoll = 5; // milliseconds: what waits for the wire looks up so often

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly PriorityQueue<Passage, (double Due, int Order)> _passing = new();
    private readonly Queue<Passage> _held = new();
    private readonly List<(SegmentKind Which, int Left)> _losses = [];
    private readonly List<SegmentKind> _doubles = [];
    private readonly byte[] _buffer = new byte[MostPacket];
    private int _order;

    /// <summary>Milliseconds since the experiment began.</summary>
    public double Now => _clock.Elapsed.TotalMilliseconds;

    /// <summary>When something last moved.</summary>
    public double LastMove { get; private set; }

    public bool IsIdle => _passing.Count == 0;

    /// <summary>One way, in milliseconds.</summary>
    public int Delay { get; set; } = UsualDelay;

    /// <summary>What is held; <c>null</c> if nothing is.</summary>
    public SegmentKind? Holding { get; set; }

    /// <summary>The experiment begins: time counts from here.</summary>
    public void Begin() => _clock.Restart();

    public void Lose(SegmentKind which, int count) => _losses.Add((which, count));

    public void Double(SegmentKind which) => _doubles.Add(which);

    /// <summary>Lets held segments go at once, oldest first.</summary>
    /// <param name="count">How many; <c>null</c> for all, and nothing is held any more.</param>
    public void Release(int? count)
    {
        for (var left = count ?? int.MaxValue; left > 0 && _held.TryDequeue(out var passage); left--)
        {
            Send(passage, 0);
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

    /// <summary>Waits for at most some milliseconds, and carries what there is to carry.</summary>
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
        while (_passing.TryPeek(out var passage, out var due) && due.Due <= Now)
        {
            _passing.Dequeue();
            Deliver(passage);
        }
    }

    /// <summary>Nothing is lost, doubled, held or delayed any more.</summary>
    public void Mend()
    {
        _losses.Clear();
        _doubles.Clear();
        Delay = 0;
        Release(null);
    }

    /// <summary>The newest connection's state at both ends, now.</summary>
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
            if (packet.Tcp is not null && !journal.IsFull) // an end also speaks IPv6 to its neighbours; it has none
            {
                Take(packet, end.Side);
            }
        }
    }

    private void Take(Packet packet, Side from)
    {
        LastMove = Now;
        // T7: seen when it left one end, and again in Deliver when the other has it.
        var passage = journal.Add(packet, from, journal.ConnectionOf(packet, from, client.Address), Now, States());
        if (IsToNobody(packet, from) || IsToBeLost(passage))
        {
            passage.Lost = true;
            return;
        }

        Pass(passage);
        if (_doubles.FindIndex(passage.Is) is >= 0 and var index)
        {
            _doubles.RemoveAt(index);
            Pass(journal.Add(packet, from, passage.Connection, Now, States(), Origin.Copied));
        }
    }

    /// <summary>An answer to a forged SYN finds nobody, unless its source was the client's.</summary>
    private bool IsToNobody(Packet packet, Side from) =>
        !(from == Side.Client ? server : client).Address.Equals(packet.Ip!.Destination);

    private void Pass(Passage passage)
    {
        if (Holding is { } kind && passage.Is(kind))
        {
            _held.Enqueue(passage);
            return;
        }

        Send(passage, Delay);
    }

    private void Send(Passage passage, double delay) => _passing.Enqueue(passage, (Now + delay, _order++));

    private void Deliver(Passage passage)
    {
        // The kernel receives a packet while it is written: afterwards its state, and its counters, are what the
        // segment has made them.
        var bytes = passage.Packet.ToBytes();
        var to = passage.From == Side.Client ? server : client;
        var before = to.Counters();
        if (Libc.Write(to.Tun, bytes, bytes.Length) < 0)
        {
            throw new KernelRefusalException("write(tun)", Marshal.GetLastPInvokeError());
        }

        passage.Arrived = LastMove = Now;
        passage.Received = States();
        Judge(passage, NetStat.Risen(before, to.Counters()));
    }

    /// <summary>What the counters that rose say of the segment that made them rise.</summary>
    private void Judge(Passage passage, IReadOnlyDictionary<string, long> risen)
    {
        passage.Dropped =
            // who gets a RST was not dropped without a word
            (risen.ContainsKey("ListenDrops") && !risen.ContainsKey("EmbryonicRsts"))
            || risen.ContainsKey("PAWSEstab") // old by its timestamp (RFC 7323 §5.3)
            || (passage.IsForgedInVain && !risen.ContainsKey("TCPChallengeACK"));
        if (risen.ContainsKey("SyncookiesSent"))
        {
            journal.ExpectCookie(passage.Packet);
        }
    }

    private bool IsToBeLost(Passage passage)
    {
        var index = _losses.FindIndex(loss => passage.Is(loss.Which));
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
