using System.Buffers;

namespace LearnWeb.Http.Proxying;

/// <summary>The bytes that went one way over a connection, up to a bound. Safe to read while they come.</summary>
/// <param name="most">How many are kept; the rest is counted.</param>
public sealed class ByteRecord(int most = ByteRecord.MostBytes)
{
    /// <summary>The most that is kept of one direction, unless another number is given.</summary>
    public const int MostBytes = 256 * 1024;

    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _kept = new();
    private long _total;

    /// <summary>How many bytes have passed.</summary>
    public long Total
    {
        get
        {
            lock (_gate)
            {
                return _total;
            }
        }
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            _total += bytes.Length;
            _kept.Write(bytes[..Math.Min(bytes.Length, most - _kept.WrittenCount)]);
        }
    }

    /// <summary>What has been kept so far.</summary>
    public byte[] ToArray()
    {
        lock (_gate)
        {
            return _kept.WrittenSpan.ToArray();
        }
    }
}
