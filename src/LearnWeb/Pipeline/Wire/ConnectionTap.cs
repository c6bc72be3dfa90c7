using System.Buffers;
using LearnWeb.Http;

namespace LearnWeb.Pipeline;

/// <summary>
/// What one connection's tap has seen of the request in progress. The head is always kept, since it is read before
/// anyone can want it; the body and the response only once they are wanted.
/// </summary>
/// <remarks>
/// Kestrel tells the transport what it has consumed message by message, also of pipelined ones, so that what is
/// consumed until the first middleware runs is the head of its request, and what follows is the body. A body that the
/// application leaves unread is read by <see cref="WireTap"/>, before the next head can begin.
/// </remarks>
internal sealed class ConnectionTap
{
    private readonly BoundedBytes _request = new();
    private readonly BoundedBytes _response = new();
    private Phase _phase = Phase.Head;

    private enum Phase
    {
        /// <summary>Waiting for, or reading, the head of the next request.</summary>
        Head,

        /// <summary>The head is complete; nobody has asked for more.</summary>
        Unwanted,

        /// <summary>Body and response are kept.</summary>
        Wanted,

        /// <summary>Where a message ends is not known any more; nothing later on this connection is kept.</summary>
        Lost,
    }

    /// <summary>Whether the exchange in progress is being kept.</summary>
    public bool IsKeeping => _phase == Phase.Wanted;

    /// <summary>Whether what is being read is to be kept: a head, or the body of an exchange that is.</summary>
    public bool WantsRequest => _phase is Phase.Head or Phase.Wanted;

    /// <summary>The request as far as it has been read.</summary>
    public CapturedMessage Request => CapturedMessage.Of(_request.ToArray(), _request.Total);

    public CapturedMessage Response => CapturedMessage.Of(_response.ToArray(), _response.Total);

    /// <summary>The head has been read: a request begins.</summary>
    public void Begin() => _phase = _phase == Phase.Head ? Phase.Unwanted : Phase.Lost;

    /// <summary>Keeps what comes from now on. Returns whether it can.</summary>
    public bool Keep()
    {
        _phase = _phase == Phase.Unwanted ? Phase.Wanted : _phase;
        return IsKeeping;
    }

    /// <summary>The request has been read to its end and answered: what is read next is another head.</summary>
    public void End()
    {
        _request.Clear();
        _response.Clear();
        _phase = _phase == Phase.Lost ? Phase.Lost : Phase.Head;
    }

    /// <summary>The end of the request could not be reached.</summary>
    public void Lose()
    {
        End();
        _phase = Phase.Lost;
    }

    internal void Consumed(ReadOnlySequence<byte> bytes)
    {
        foreach (var segment in bytes)
        {
            _request.Add(segment.Span);
        }
    }

    internal void Written(ReadOnlySpan<byte> bytes) => _response.Add(bytes);

    /// <summary>The first bytes of a message; the rest is counted.</summary>
    private sealed class BoundedBytes
    {
        private byte[] _bytes = [];
        private int _count;

        public long Total { get; private set; }

        public void Add(ReadOnlySpan<byte> bytes)
        {
            Total += bytes.Length;
            var kept = bytes[..Math.Min(bytes.Length, CapturedMessage.MostBytes - _count)];
            if (_count + kept.Length > _bytes.Length)
            {
                Array.Resize(
                    ref _bytes,
                    Math.Min(
                        CapturedMessage.MostBytes,
                        Math.Max(1024, Math.Max(_count + kept.Length, _bytes.Length * 2))
                    )
                );
            }

            kept.CopyTo(_bytes.AsSpan(_count));
            _count += kept.Length;
        }

        public byte[] ToArray() => _bytes.AsSpan(0, _count).ToArray();

        public void Clear()
        {
            (_count, Total) = (0, 0);
            if (_bytes.Length > 4096)
            {
                _bytes = []; // an idle connection keeps no more than a head's worth
            }
        }
    }
}
