using System.Globalization;
using System.IO.Compression;
using System.Text;
using LearnWeb.Models;
using LearnWeb.Models.Notes;
using Microsoft.Net.Http.Headers;

namespace LearnWeb.Hosting;

/// <summary>
/// What the HTTP lab's presets talk to, on the <see cref="DemoServer"/>: small resources, each showing one piece of the
/// protocol.
/// </summary>
internal static class HttpLabTarget
{
    private const string Hello = "Hello, bytes!\n";
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz";

    private static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];
    private static readonly EntityTagHeaderValue Tag = new("\"v1\"");

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        MapRepresentations(endpoints);
        MapRedirects(endpoints);
        MapCredentials(endpoints);
        endpoints.MapPost("/echo", EchoAsync);
        endpoints.MapMethods("/stream", GetAndHead, StreamAsync);
        endpoints.MapMethods("/{lang}/notes/{slug}.md", GetAndHead, Note);
    }

    private static void MapRepresentations(IEndpointRouteBuilder endpoints)
    {
        // Conditional and range requests are the framework's, given a validator (RFC 9110 §13, §14).
        endpoints.MapMethods("/hello", GetAndHead, () => Results.Text(Hello));
        endpoints.MapMethods(
            "/page",
            GetAndHead,
            () => Results.Bytes(Encoding.UTF8.GetBytes(Hello), "text/plain; charset=utf-8", entityTag: Tag)
        );
        endpoints.MapPut(
            "/page",
            (HttpRequest request) =>
                request.GetTypedHeaders().IfMatch is { Count: > 0 } tags
                && !tags.Any(tag => tag.Compare(Tag, useStrongComparison: true))
                    ? Results.StatusCode(StatusCodes.Status412PreconditionFailed)
                    : Results.NoContent()
        );
        endpoints.MapMethods(
            "/page",
            [HttpMethods.Options],
            (HttpResponse response) =>
            {
                response.Headers.Allow = "GET, HEAD, OPTIONS, PUT";
                return Results.NoContent();
            }
        );
        endpoints.MapMethods(
            "/alphabet",
            GetAndHead,
            () =>
                Results.Bytes(
                    Encoding.ASCII.GetBytes(Alphabet),
                    "text/plain",
                    entityTag: Tag,
                    enableRangeProcessing: true
                )
        );
        endpoints.MapMethods(
            "/greeting",
            GetAndHead,
            (HttpContext context) =>
            {
                var language = Language.Negotiate(context.Request.Headers.AcceptLanguage);
                context.Response.Headers.Vary = HeaderNames.AcceptLanguage;
                context.Response.Headers.ContentLanguage = language.Tag;
                return Results.Text(language == Language.Chinese ? "你好\n" : "Hello\n");
            }
        );
        endpoints.MapMethods("/compressed", GetAndHead, CompressedAsync);
    }

    private static void MapRedirects(IEndpointRouteBuilder endpoints)
    {
        foreach (var status in new[] { 301, 302, 303, 307, 308 })
        {
            endpoints.Map(
                string.Create(CultureInfo.InvariantCulture, $"/redirect/{status}"),
                (HttpResponse response) =>
                {
                    response.StatusCode = status;
                    response.Headers.Location = "/hello";
                }
            );
        }
    }

    private static void MapCredentials(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods(
            "/cookie",
            GetAndHead,
            (HttpContext context) =>
            {
                context.Response.Cookies.Append(
                    "lw-lab-taste",
                    "vanilla",
                    new CookieOptions { HttpOnly = true, SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Lax }
                );
                return Results.Text($"Cookie: {context.Request.Headers.Cookie}\n");
            }
        );
        endpoints.MapMethods(
            "/basic",
            GetAndHead,
            (HttpContext context) =>
                Challenge(context, "Basic bGVhcm5lcjpzZWNyZXQ=", "Basic realm=\"demo\", charset=\"UTF-8\"")
        );
        endpoints.MapMethods(
            "/bearer",
            GetAndHead,
            (HttpContext context) => Challenge(context, "Bearer open-sesame", "Bearer realm=\"demo\"")
        );
    }

    private static IResult Challenge(HttpContext context, string credentials, string challenge)
    {
        if (context.Request.Headers.Authorization == credentials)
        {
            return Results.Text("Welcome.\n");
        }

        context.Response.Headers.WWWAuthenticate = challenge;
        return Results.Text("Who are you?\n", statusCode: StatusCodes.Status401Unauthorized);
    }

    private static async Task EchoAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body.ToArray(), context.RequestAborted);
    }

    /// <summary>
    /// Three chunks and, to a client that takes them, a trailer field (RFC 9112 §7.1). Kestrel sends no trailers over
    /// HTTP/1.1; who sets Transfer-Encoding writes the chunks, too.
    /// </summary>
    private static async Task StreamAsync(HttpContext context)
    {
        var response = context.Response;
        response.ContentType = "text/plain; charset=utf-8";
        var chunked = !HttpProtocol.IsHttp10(context.Request.Protocol);
        if (chunked)
        {
            response.Headers.TransferEncoding = "chunked";
        }

        foreach (var line in new[] { "one\n", "two\n", "three\n" })
        {
            await response.WriteAsync(
                chunked ? string.Create(CultureInfo.InvariantCulture, $"{line.Length:x}\r\n{line}\r\n") : line,
                context.RequestAborted
            );
            await response.Body.FlushAsync(context.RequestAborted);
        }

        if (chunked)
        {
            var trailer = context.Request.Headers.TE.ToString().Contains("trailers", StringComparison.OrdinalIgnoreCase)
                ? "X-Lines: 3\r\n"
                : "";
            await response.WriteAsync($"0\r\n{trailer}\r\n", context.RequestAborted);
        }
    }

    private static async Task CompressedAsync(HttpContext context)
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Hello, 20)));
        context.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        context.Response.ContentType = "text/plain; charset=utf-8";
        if (context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            {
                gzip.Write(text);
            }

            text = packed.ToArray();
            context.Response.Headers.ContentEncoding = "gzip";
        }

        context.Response.ContentLength = text.Length;
        await context.Response.Body.WriteAsync(text, context.RequestAborted);
    }

    private static IResult Note(string lang, string slug, NoteLibrary library) =>
        Language.Find(lang) is { } language && library.Current.Find(slug)?.Notes.GetValueOrDefault(language) is { } note
            ? Results.Text(note.Text.Value.Source, "text/markdown; charset=utf-8")
            : Results.NotFound();
}
