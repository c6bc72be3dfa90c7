namespace LearnWeb.Http.Proxying;

/// <summary>
/// Hands on what is read and written, and records it. Below TLS it records what is on the wire, above it what was
/// meant.
/// </summary>
/// <param name="input">Where bytes are read from.</param>
/// <param name="output">Where they are written to: the same stream, unless each direction has its own.</param>
/// <param name="read">Records what is read, if it is there.</param>
/// <param name="written">Records what is written, if it is there.</param>
public sealed class RecordingStream(Stream input, Stream output, ByteRecord? read = null, ByteRecord? written = null)
    : Stream
{
    public RecordingStream(Stream both, ByteRecord read, ByteRecord written)
        : this(both, both, read, written) { }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var got = input.Read(buffer, offset, count);
        read?.Add(buffer.AsSpan(offset, got));
        return got;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var got = await input.ReadAsync(buffer, cancellationToken);
        read?.Add(buffer.Span[..got]);
        return got;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count)
    {
        written?.Add(buffer.AsSpan(offset, count));
        output.Write(buffer, offset, count);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        written?.Add(buffer.Span);
        return output.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => output.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => output.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            input.Dispose();
            output.Dispose();
        }

        base.Dispose(disposing);
    }
}
