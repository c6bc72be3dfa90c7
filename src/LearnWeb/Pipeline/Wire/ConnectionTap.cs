using System.Buffers;
using LearnWeb.Http;

namespace LearnWeb.Pipeline;

/// <summary>
/// The bytes that the tap of one connection has seen of the request in progress. The head (the request line and the
/// header section) is always kept, because it is read before anyone can ask for it. The body and the response are kept
/// only when they are wanted.
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
        /// <summary>The tap waits for the head of the next request, or reads it.</summary>
        Head,

        /// <summary>The head is complete, and the exchange is not wanted so far.</summary>
        Unwanted,

        /// <summary>The body and the response are kept.</summary>
        Wanted,

        /// <summary>The end of a message could not be found, so nothing more is kept on this connection.</summary>
        Lost,
    }

    /// <summary>Whether the exchange in progress is being kept.</summary>
    public bool IsKeeping => _phase == Phase.Wanted;

    /// <summary>
    /// Whether the bytes that are being read are kept: those of a head, or of the body of a wanted exchange.
    /// </summary>
    public bool WantsRequest => _phase is Phase.Head or Phase.Wanted;

    /// <summary>The request as far as it has been read.</summary>
    public CapturedMessage Request => CapturedMessage.Of(_request.ToArray(), _request.Total);

    public CapturedMessage Response => CapturedMessage.Of(_response.ToArray(), _response.Total);

    /// <summary>Tells the tap that a head has been read and a request begins.</summary>
    public void Begin() => _phase = _phase == Phase.Head ? Phase.Unwanted : Phase.Lost;

    /// <summary>Keeps the body and the response from now on. Returns whether this is possible.</summary>
    public bool Keep()
    {
        _phase = _phase == Phase.Unwanted ? Phase.Wanted : _phase;
        return IsKeeping;
    }

    /// <summary>
    /// Tells the tap that the request was read to its end and answered. The next bytes are those of another head.
    /// </summary>
    public void End()
    {
        _request.Clear();
        _response.Clear();
        _phase = _phase == Phase.Lost ? Phase.Lost : Phase.Head;
    }

    /// <summary>Tells the tap that the end of the request could not be reached.</summary>
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

    /// <summary>The first bytes of a message; the others are only counted.</summary>
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
                _bytes = []; // an idle connection keeps no more memory than a head needs
            }
        }
    }
}
