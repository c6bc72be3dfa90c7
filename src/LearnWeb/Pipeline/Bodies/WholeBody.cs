using System.Buffers;
using Microsoft.AspNetCore.Http.Features;

namespace LearnWeb.Pipeline;

/// <summary>Reads the whole body of a request into memory, for code that parses it.</summary>
internal static class WholeBody
{
    /// <summary>
    /// A chunk with one byte of data takes six bytes: its size, CRLF, the byte, CRLF (RFC 9112 §7.1).
    /// </summary>
    private const int MostPerByte = 6;

    /// <summary>The length of the last chunk, which is empty, with an empty trailer section.</summary>
    private const int LastChunk = 5;

    /// <summary>The size of the first buffer if the length of the body is not known.</summary>
    private const int FirstGuess = 16 * 1024;

    /// <summary>
    /// The body's bytes, chunked or not; no more than <c>Limits:BodyBytes</c> either. Their memory is lent: it is
    /// another request's once this one is over. Throws <see cref="BadHttpRequestException"/>, which becomes the answer,
    /// when the body is longer than <see cref="BinPipeline.MostBody"/> (413) or takes longer than
    /// <see cref="BinPipeline.MostTime"/> (408).
    /// </summary>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context)
    {
        if (!RequestFraming.MayHaveBody(context))
        {
            return default;
        }

        var most = MostOf(context);
        var body = new LentBytes((int)Math.Clamp(context.Request.ContentLength ?? FirstGuess, 1, most));
        context.Response.RegisterForDispose(body);
        using var time = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        time.CancelAfter(BinPipeline.MostTime);
        try
        {
            while (await body.ReadAsync(context.Request.Body, time.Token))
            {
                if (body.Taken.Length > most)
                {
                    throw new BadHttpRequestException(
                        $"A body may have {most} bytes.",
                        StatusCodes.Status413PayloadTooLarge
                    );
                }
            }
        }
        catch (OperationCanceledException late) when (!context.RequestAborted.IsCancellationRequested)
        {
            throw new BadHttpRequestException(
                $"A body may take {BinPipeline.MostTime.TotalSeconds} s to arrive.",
                StatusCodes.Status408RequestTimeout,
                late
            );
        }

        return body.Taken;
    }

    /// <summary>
    /// How many bytes the body may have. Of one without Content-Length Kestrel counts the chunks' framing too, so it is
    /// given room for that; what fills the room with nothing but framing is still refused.
    /// </summary>
    private static long MostOf(HttpContext context)
    {
        var limit = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
        var most = Math.Min(limit?.MaxRequestBodySize ?? BinPipeline.MostBody, BinPipeline.MostBody);
        if (context.Request.ContentLength is null && limit is { IsReadOnly: false })
        {
            limit.MaxRequestBodySize = (most * MostPerByte) + LastChunk;
        }

        return most;
    }

    /// <summary>
    /// A pooled buffer that many requests use in turn. A new megabyte for each of them would fill the heap.
    /// </summary>
    private sealed class LentBytes(int room) : IDisposable
    {
        private byte[] _bytes = ArrayPool<byte>.Shared.Rent(room);
        private int _count;

        /// <summary>The bytes that have arrived so far.</summary>
        public ReadOnlyMemory<byte> Taken => _bytes.AsMemory(0, _count);

        /// <summary>Reads more bytes. Returns whether there were any.</summary>
        public async ValueTask<bool> ReadAsync(Stream from, CancellationToken cancellation)
        {
            if (_count < _bytes.Length)
            {
                var read = await from.ReadAsync(_bytes.AsMemory(_count), cancellation);
                _count += read;
                return read > 0;
            }

            var next = new byte[1]; // most bodies end here, so that the buffer need not grow
            if (await from.ReadAsync(next, cancellation) == 0)
            {
                return false;
            }

            var larger = ArrayPool<byte>.Shared.Rent(2 * _count);
            Taken.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            (_bytes, larger[_count++]) = (larger, next[0]);
            return true;
        }

        public void Dispose()
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            (_bytes, _count) = ([], 0);
        }
    }
}
