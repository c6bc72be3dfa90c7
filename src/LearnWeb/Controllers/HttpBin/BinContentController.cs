using System.Buffers.Text;
using System.ComponentModel.DataAnnotations;
using System.IO.Compression;
using System.Text;
using LearnWeb.Http.HttpBin;
using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace LearnWeb.Controllers;

/// <summary>Content codings, media types and small documents.</summary>
public sealed class BinContentController : BinController
{
    private const string Html = "text/html; charset=utf-8",
        PlainText = "text/plain; charset=utf-8";

    /// <summary>The most links on one page.</summary>
    private const int MostLinks = 200;

    [HttpGet("/bin/gzip")]
    public Task<IActionResult> GZip() =>
        CodedAsync("gzip", "gzipped", to => new GZipStream(to, CompressionLevel.Fastest, leaveOpen: true));

    /// <summary>HTTP's deflate has the zlib wrapper (RFC 9110 §8.4.1.2).</summary>
    [HttpGet("/bin/deflate")]
    public Task<IActionResult> Deflate() =>
        CodedAsync("deflate", "deflated", to => new ZLibStream(to, CompressionLevel.Fastest, leaveOpen: true));

    [HttpGet("/bin/brotli")]
    public Task<IActionResult> Brotli() =>
        CodedAsync("br", "brotli", to => new BrotliStream(to, CompressionLevel.Fastest, leaveOpen: true));

    [HttpGet("/bin/encoding/utf8")]
    public IActionResult Utf8() => Sample("utf8.html", Html);

    [HttpGet("/bin/html")]
    public IActionResult Page() => Sample("page.html", Html);

    [HttpGet("/bin/json")]
    public IActionResult Slides() => Sample("slideshow.json", "application/json");

    [HttpGet("/bin/xml")]
    public IActionResult Xml() => Sample("slideshow.xml", "application/xml");

    [HttpGet("/bin/robots.txt")]
    public IActionResult Robots() => Sample("robots.txt", PlainText);

    /// <summary>What <c>robots.txt</c> asks robots to leave alone.</summary>
    [HttpGet("/bin/deny")]
    public IActionResult Deny() => Sample("deny.txt", PlainText);

    [HttpGet("/bin/forms/post")]
    public IActionResult Form() => Sample("form.html", Html);

    [HttpGet("/bin/uuid")]
    public IActionResult Uuid() => Json(("uuid", Guid.NewGuid().ToString()));

    /// <summary>Base64 of either alphabet (RFC 4648 §4, §5), decoded.</summary>
    [HttpGet("/bin/base64/{value}")]
    public IActionResult Base64()
    {
        var text = Decoded("value").Replace('+', '-').Replace('/', '_');
        if (!text.All(char.IsAscii) || !Base64Url.IsValid(text))
        {
            return Refuse("Not Base64.");
        }

        var bytes = Base64Url.DecodeFromChars(text);
        return new BinAnswer(bytes, System.Text.Unicode.Utf8.IsValid(bytes) ? PlainText : "application/octet-stream");
    }

    [HttpGet("/bin/links/{n}")]
    public IActionResult Links([Range(0, int.MaxValue)] int n) =>
        LeadTo(Within(FormattableString.Invariant($"/bin/links/{n}/0")));

    /// <param name="n">How many pages link to one another, from 1 to 200.</param>
    /// <param name="m">Which of them this is.</param>
    [HttpGet("/bin/links/{n}/{m}")]
    public IActionResult Links([Range(0, int.MaxValue)] int n, [Range(0, int.MaxValue)] int m)
    {
        n = Math.Clamp(n, 1, MostLinks);
        var page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><title>Links</title></head><body>");
        for (var i = 0; i < n; i++)
        {
            page.Append(
                i == m
                    ? FormattableString.Invariant($"{i} ")
                    : FormattableString.Invariant($"<a href='{Within("/bin/links")}/{n}/{i}'>{i}</a> ")
            );
        }

        return new BinAnswer(Encoding.UTF8.GetBytes(page.Append("</body></html>\n").ToString()), Html);
    }

    /// <summary>An image of the type that <c>Accept</c> asks for.</summary>
    [HttpGet("/bin/image")]
    public IActionResult Image()
    {
        Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        if (ImageChoice.For(Request.Headers.Accept) is not { } type)
        {
            Response.StatusCode = StatusCodes.Status406NotAcceptable;
            return Json(("accept", ImageChoice.Types), ("message", "Client did not request a supported media type."));
        }

        return ImageOf(type);
    }

    [HttpGet("/bin/image/png")]
    public IActionResult Png() => ImageOf("image/png");

    [HttpGet("/bin/image/jpeg")]
    public IActionResult Jpeg() => ImageOf("image/jpeg");

    [HttpGet("/bin/image/webp")]
    public IActionResult WebP() => ImageOf("image/webp");

    [HttpGet("/bin/image/svg")]
    public IActionResult Svg() => ImageOf("image/svg+xml");

    private static IActionResult ImageOf(string type) => Sample($"image.{type["image/".Length..].Split('+')[0]}", type);

    /// <summary>The coding is the subject: it is applied whatever <c>Accept-Encoding</c> says, as in httpbin.</summary>
    private async Task<IActionResult> CodedAsync(string coding, string key, Func<Stream, Stream> encoder)
    {
        var echo = (await EchoReader.ReadAsync(HttpContext)).Select("headers", "method", "origin");
        echo[key] = true;
        using var coded = new MemoryStream();
        await using (var stream = encoder(coded))
        {
            await stream.WriteAsync(BinJson.Write(echo), HttpContext.RequestAborted);
        }

        Response.Headers.ContentEncoding = coding;
        return new BinAnswer(coded.ToArray(), "application/json");
    }
}
