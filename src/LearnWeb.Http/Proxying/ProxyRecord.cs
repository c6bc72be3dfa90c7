using System.Diagnostics;

namespace LearnWeb.Http.Proxying;

/// <summary>What a proxy did and saw on one connection from a client.</summary>
public sealed class ProxyRecord
{
    /// <summary>The most bytes of what it saw that are kept.</summary>
    public const int MostBytes = 512 * 1024;

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly Lock _gate = new();
    private readonly List<ProxyUpstream> _upstreams = [];
    private readonly List<ProxySight> _sights = [];
    private int _left = MostBytes;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the proxy is done with the connection.</summary>
    public Task Ended => _ended.Task;

    /// <summary>The connections that it opened for this client, in order.</summary>
    public IReadOnlyList<ProxyUpstream> Upstreams
    {
        get
        {
            lock (_gate)
            {
                return [.. _upstreams];
            }
        }
    }

    /// <summary>What came to it, in order: whole messages, and the bytes of a tunnel as they arrived.</summary>
    public IReadOnlyList<ProxySight> Sights
    {
        get
        {
            lock (_gate)
            {
                return [.. _sights];
            }
        }
    }

    internal ProxyUpstream AddUpstream(ProxyRoute route)
    {
        var upstream = new ProxyUpstream(route);
        lock (_gate)
        {
            _upstreams.Add(upstream);
        }

        return upstream;
    }

    /// <param name="fromClient">Who sent it: the client, or the origin.</param>
    /// <param name="inTunnel">Whether it came through a tunnel, in which it may be encrypted.</param>
    internal void Saw(bool fromClient, ReadOnlySpan<byte> bytes, bool inTunnel = false)
    {
        var elapsed = Stopwatch.GetElapsedTime(_start).TotalMilliseconds;
        lock (_gate)
        {
            var kept = bytes[..Math.Min(bytes.Length, _left)];
            _left -= kept.Length;
            if (kept.Length > 0)
            {
                _sights.Add(new ProxySight(elapsed, fromClient, kept.ToArray(), inTunnel));
            }
        }
    }

    internal void End() => _ended.TrySetResult();
}

/// <summary>A connection from a proxy to an origin server; above TLS, where it speaks TLS itself.</summary>
public sealed record ProxyUpstream(ProxyRoute Route)
{
    public ByteRecord Sent { get; } = new();

    public ByteRecord Received { get; } = new();
}

/// <summary>Bytes that came to a proxy.</summary>
/// <param name="Milliseconds">Since the client's connection was accepted.</param>
/// <param name="FromClient">Who sent them: the client, or the origin.</param>
/// <param name="InTunnel">Whether they came through a tunnel.</param>
public sealed record ProxySight(double Milliseconds, bool FromClient, ReadOnlyMemory<byte> Bytes, bool InTunnel);
