using LearnWeb.Models.Bin;
using Microsoft.AspNetCore.Http.Features;

namespace LearnWeb.Pipeline;

/// <summary>Takes an <see cref="EchoTrace"/> of the request being handled.</summary>
internal static class EchoReader
{
    /// <summary>A chunk of one byte has six: size, CRLF, the byte, CRLF (RFC 9112 §7.1).</summary>
    private const int MostPerByte = 6;

    /// <summary>The chunk of no byte, which is the last, and the end of an empty trailer section.</summary>
    private const int LastChunk = 5;

    /// <summary>
    /// Reads the whole request. Throws <see cref="BadHttpRequestException"/>, which becomes the answer, when the body
    /// is longer than <see cref="BinPipeline.MostBody"/> (413), takes longer than <see cref="BinPipeline.MostTime"/>
    /// (408), or has more fields than are taken apart (413).
    /// </summary>
    public static async Task<EchoTrace> ReadAsync(HttpContext context)
    {
        var body = await ReadBodyAsync(context);
        var request = context.Request;
        var echo = new EchoRequest(
            request.Method,
            UrlOf(context),
            request.QueryString.HasValue ? request.QueryString.Value![1..] : null,
            OriginOf(context),
            from header in request.Headers from line in header.Value select new KeyValuePair<string, string>(header.Key, line ?? ""),
            request.ContentType,
            body);
        return EchoTrace.Of(echo)
            ?? throw new BadHttpRequestException($"A query or form may have {FormFields.Most} fields.", StatusCodes.Status413PayloadTooLarge);
    }

    /// <summary>The body's bytes, chunked or not; no more than <c>Limits:BodyBytes</c> either.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            return default;
        }

        var most = MostOf(context);
        using var time = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        time.CancelAfter(BinPipeline.MostTime);
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        try
        {
            int read;
            while ((read = await context.Request.Body.ReadAsync(buffer, time.Token)) > 0)
            {
                if (body.Length + read > most)
                {
                    throw new BadHttpRequestException(
                        $"A body may have {most} bytes.", StatusCodes.Status413PayloadTooLarge);
                }

                body.Write(buffer, 0, read);
            }
        }
        catch (OperationCanceledException late) when (!context.RequestAborted.IsCancellationRequested)
        {
            throw new BadHttpRequestException(
                $"A body may take {BinPipeline.MostTime.TotalSeconds} s to arrive.", StatusCodes.Status408RequestTimeout, late);
        }

        return body.ToArray();
    }

    /// <summary>
    /// How many bytes the body may have. Of one without Content-Length Kestrel counts the chunks' framing too, so it is given room
    /// for that; what fills the room with nothing but framing is still refused.
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

    /// <summary>The address of the TCP peer, or what a known proxy said it was.</summary>
    public static string OriginOf(HttpContext context) =>
        context.Connection.RemoteIpAddress is not { } address ? ""
        : address.IsIPv4MappedToIPv6 ? address.MapToIPv4().ToString()
        : address.ToString();

    /// <summary>The site's scheme and host as the client names them; HTTP/1.0 may name none.</summary>
    public static string SiteOf(HttpContext context) =>
        $"{context.Request.Scheme}://{(context.Request.Host.HasValue ? context.Request.Host.ToUriComponent() : "localhost")}";

    private static string UrlOf(HttpContext context)
    {
        var target = SubPathBase.TargetOutside(context);
        return target.StartsWith('/') ? SiteOf(context) + target : target;
    }
}
