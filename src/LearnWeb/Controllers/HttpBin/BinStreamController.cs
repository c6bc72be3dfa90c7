using System.ComponentModel.DataAnnotations;
using LearnWeb.Http.HttpBin;
using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Mvc;

namespace LearnWeb.Controllers;

/// <summary>Bytes in pieces, in ranges, and late. Every wait ends with the client, the server or after 10 s.</summary>
public sealed class BinStreamController(TimeProvider clock) : BinController
{
    private const string Bytes = "application/octet-stream";

    private static readonly Seconds UsualDuration = new(2);

    /// <summary>The most lines of one stream.</summary>
    private const int MostLines = 100;

    /// <param name="n">How many lines, each the echo as JSON; at most 100.</param>
    [HttpGet("/bin/stream/{n}")]
    public async Task<IActionResult> Lines([Range(0, int.MaxValue)] int n)
    {
        var echo = (await EchoReader.ReadAsync(HttpContext)).Select("args", "headers", "origin", "url");
        Response.ContentType = "application/json";
        for (var i = 0; i < Math.Min(n, MostLines) && !IsHead; i++)
        {
            echo["id"] = i;
            await SendAsync(BinJson.WriteLine(echo));
        }

        return new EmptyResult();
    }

    /// <param name="n">How many bytes; at most 100 KiB.</param>
    /// <param name="seed">The same seed gives the same bytes.</param>
    [HttpGet("/bin/bytes/{n}")]
    public IActionResult Whole([Range(0, int.MaxValue)] int n, long? seed) =>
        new BinAnswer(SeededBytes.Make(n, seed), Bytes);

    /// <param name="n">How many bytes; at most 100 KiB.</param>
    /// <param name="seed">The same seed gives the same bytes.</param>
    /// <param name="chunkSize">How many bytes are sent at a time.</param>
    [HttpGet("/bin/stream-bytes/{n}")]
    public async Task<IActionResult> Pieces(
        [Range(0, int.MaxValue)] int n,
        long? seed,
        [FromQuery(Name = "chunk_size")] int chunkSize = PacedBytes.DefaultChunk
    )
    {
        Response.ContentType = Bytes;
        return await PacedAsync(SeededBytes.Make(n, seed), chunkSize, TimeSpan.Zero);
    }

    /// <param name="n">The length of the whole, from 1 byte to 100 KiB.</param>
    /// <param name="chunkSize">How many bytes are sent at a time.</param>
    /// <param name="duration">Over how many seconds; at most 10.</param>
    [HttpGet("/bin/range/{n}")]
    public async Task<IActionResult> Range(
        int n,
        [FromQuery(Name = "chunk_size")] int chunkSize = PacedBytes.DefaultChunk,
        Seconds duration = default
    )
    {
        if (n is < 1 or > SeededBytes.Most)
        {
            return new BinError(
                StatusCodes.Status404NotFound,
                $"number of bytes must be in the range (0, {SeededBytes.Most}]"
            );
        }

        var tag = FormattableString.Invariant($"range{n}");
        Response.Headers.ETag = $"\"{tag}\"";
        Response.Headers.AcceptRanges = "bytes";

        // Range is defined for GET only, and If-Range takes it back when the tag is another's (RFC 9110 §14.2,
        // §13.1.5).
        var asks =
            !IsHead
            && (Request.Headers.IfRange.Count == 0 || EntityTags.Contains(Request.Headers.IfRange, tag, strong: true));
        var range = ByteRange.Of(asks ? Request.Headers.Range.ToString() : null, n);
        if (range.Kind == ByteRangeKind.Unsatisfiable)
        {
            Response.Headers.ContentRange = FormattableString.Invariant($"bytes */{n}");
            return Bare(StatusCodes.Status416RangeNotSatisfiable);
        }

        if (range.Kind == ByteRangeKind.Part)
        {
            Response.Headers.ContentRange = FormattableString.Invariant($"bytes {range.First}-{range.Last}/{n}");
            Response.StatusCode = StatusCodes.Status206PartialContent;
        }

        Response.ContentType = Bytes;
        Response.ContentLength = range.Length;
        var bytes = Enumerable.Range(range.First, range.Length).Select(i => (byte)('a' + (i % 26))).ToArray();
        return await PacedAsync(bytes, chunkSize, duration.Bounded);
    }

    /// <param name="duration">Over how many seconds the bytes fall, 2 if not given; with the delay, at most 10.</param>
    /// <param name="numbytes">How many; at most 100 KiB.</param>
    /// <param name="code">The status code, 200 to 599.</param>
    /// <param name="delay">How many seconds before the first byte.</param>
    [HttpGet("/bin/drip")]
    public async Task<IActionResult> Drip(Seconds? duration, int numbytes = 10, int code = 200, Seconds delay = default)
    {
        if (numbytes <= 0 || code is < 200 or > 599 or 204 or 205 or 304)
        {
            return Refuse("number of bytes must be positive, and the code one that has a body");
        }

        var wait = delay.Bounded;
        await WaitAsync(wait);
        var bytes = new byte[Math.Min(numbytes, SeededBytes.Most)];
        bytes.AsSpan().Fill((byte)'*');
        Response.StatusCode = code;
        Response.ContentType = Bytes;
        Response.ContentLength = bytes.Length;
        return await PacedAsync(
            bytes,
            1,
            TimeSpan.FromTicks(Math.Min((duration ?? UsualDuration).Bounded.Ticks, (BinPipeline.MostTime - wait).Ticks))
        );
    }

    /// <param name="n">How many seconds to wait before the echo; at most 10.</param>
    [AcceptVerbs("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", Route = "/bin/delay/{n}")]
    public async Task<IActionResult> Delay(Seconds n)
    {
        var echo = await EchoAsync("args", "data", "files", "form", "headers", "origin", "url");
        await WaitAsync(n.Bounded);
        return echo;
    }

    private bool IsHead => HttpMethods.IsHead(Request.Method);

    private Task WaitAsync(TimeSpan time) =>
        time == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(time, clock, HttpContext.RequestAborted);

    /// <summary>
    /// Sends bytes in pieces that are due at even times; pieces too quick for a clock go out together.
    /// </summary>
    private async Task<IActionResult> PacedAsync(byte[] bytes, int chunk, TimeSpan duration)
    {
        var began = clock.GetTimestamp();
        var sent = 0;
        while (sent < bytes.Length && !IsHead)
        {
            var due = PacedBytes.Due(bytes.Length, chunk, duration, clock.GetElapsedTime(began));
            if (due <= sent)
            {
                await WaitAsync(PacedBytes.Until(sent, bytes.Length, chunk, duration, clock.GetElapsedTime(began)));
                continue;
            }

            // A due backlog without a duration still goes out piece by piece.
            var piece = duration == TimeSpan.Zero ? Math.Min(Math.Max(chunk, 1), bytes.Length - sent) : due - sent;
            await SendAsync(bytes.AsMemory(sent, piece));
            sent += piece;
        }

        return new EmptyResult();
    }

    private async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        await Response.Body.WriteAsync(bytes, HttpContext.RequestAborted);
        await Response.Body.FlushAsync(HttpContext.RequestAborted);
    }
}
