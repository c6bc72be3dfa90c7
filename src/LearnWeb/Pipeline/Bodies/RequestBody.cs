namespace LearnWeb.Pipeline;

/// <summary>
/// The body of a request. If the size of a chunk fits into no number, Kestrel throws the exception of a failed
/// connection. Here it becomes the sender's fault: a <see cref="BadHttpRequestException"/>.
/// </summary>
internal sealed class RequestBody(Stream body) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException error) when (error.InnerException is OverflowException)
        {
            throw new BadHttpRequestException(
                "A chunk's size is larger than any body here may be (RFC 9112 §7.1).",
                StatusCodes.Status400BadRequest,
                error
            );
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => body.Read(buffer, offset, count);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() { }
}
