using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace LearnWeb.Wsgi.Python;

/// <summary>
/// A message between the site and a worker: one letter and some bytes, as <c>worker.py</c> defines it.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct WorkerFrame(char Kind, ReadOnlyMemory<byte> Payload)
{
    /// <summary>The kinds of frames that the site sends.</summary>
    public const char Request = 'R',
        Abandon = 'A';

    /// <summary>The kinds of frames that a worker sends.</summary>
    public const char Taken = 'T',
        Started = 'S',
        InVain = 'B',
        Read = 'G',
        Complained = 'L',
        Wrote = 'W',
        Returned = 'I',
        Block = 'C',
        Exhausted = 'N',
        Failed = 'E',
        Closed = 'X',
        CloseFailed = 'K',
        Done = 'D';

    /// <summary>The longest payload that is accepted from a worker, in bytes. It is that of a block.</summary>
    public const int MostBytes = 8 * 1024 * 1024;

    private const int HeadLength = 5;

    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Payload.Span);

    /// <summary>Reads the next frame from a worker.</summary>
    /// <exception cref="EndOfStreamException">The worker has ended.</exception>
    /// <exception cref="InvalidDataException">The frame is longer than <see cref="MostBytes"/>.</exception>
    public static async ValueTask<WorkerFrame> ReadAsync(Stream stream)
    {
        var head = new byte[HeadLength];
        await stream.ReadExactlyAsync(head);
        var length = BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(1));
        if (length > MostBytes)
        {
            throw new InvalidDataException($"A worker sent a frame of {length} bytes.");
        }

        var payload = new byte[length];
        await stream.ReadExactlyAsync(payload);
        return new WorkerFrame((char)head[0], payload);
    }

    public async ValueTask WriteAsync(Stream stream, CancellationToken cancellation)
    {
        var bytes = new byte[HeadLength + Payload.Length];
        bytes[0] = (byte)Kind;
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(1), (uint)Payload.Length);
        Payload.CopyTo(bytes.AsMemory(HeadLength));
        await stream.WriteAsync(bytes, cancellation);
        await stream.FlushAsync(cancellation);
    }
}
