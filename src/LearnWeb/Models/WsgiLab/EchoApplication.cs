using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace LearnWeb.Models.WsgiLab;

/// <summary>A WSGI application that answers what it saw: its environ and the body, as HTML, JSON or plain text by <c>Accept</c>.</summary>
public static class EchoApplication
{
    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), // Chinese stays legible; what matters to HTML is escaped
        WriteIndented = true,
    };

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // excerpt: app
    public static object? Call(IDictionary<string, object> environ, StartResponse startResponse)
    {
        var body = ((WsgiInput)environ[WsgiEnviron.Input]).Read();
        var entries = EnvironEntry.Describe(environ);
        var (type, answer) = Preferred(environ.TryGetValue("HTTP_ACCEPT", out var accept) ? (string)accept : "") switch
        {
            "application/json" => ("application/json", AsJson(entries, body)),
            "text/html" => ("text/html; charset=utf-8", AsHtml(entries, body)),
            _ => ("text/plain; charset=utf-8", AsText(entries, body)),
        };
        var bytes = Encoding.UTF8.GetBytes(answer);
        var length = bytes.Length.ToString(CultureInfo.InvariantCulture);
        startResponse("200 OK", new List<(string, string)> { ("Content-Type", type), ("Vary", "Accept"), ("Content-Length", length) });
        return new List<byte[]> { bytes };
    }
    // end: app

    private static string Preferred(string accept)
    {
        if (accept.Length == 0)
        {
            return "text/plain";
        }

        var wishes = accept.Split(',', 32)
            .Select(part => MediaTypeWithQualityHeaderValue.TryParse(part.Trim(), out var wish) ? wish : null)
            .OfType<MediaTypeWithQualityHeaderValue>()
            .Where(wish => wish.Quality != 0) // not acceptable (RFC 9110 §12.4.2)
            .OrderByDescending(wish => wish.Quality ?? 1);
        return wishes.Select(wish => wish.MediaType).FirstOrDefault(type => type is "application/json" or "text/html" or "text/plain") ?? "text/plain";
    }

    private static string AsJson(IReadOnlyList<EnvironEntry> entries, byte[] body)
    {
        var about = new Dictionary<string, object> { ["length"] = body.Length, ["base64"] = Convert.ToBase64String(body) };
        if (Text(body) is { } text)
        {
            about["text"] = text;
        }

        return JsonSerializer.Serialize(
            new Dictionary<string, object> { ["environ"] = entries.ToDictionary(entry => entry.Key, entry => entry.Value), ["body"] = about }, Json) + "\n";
    }

    private static string AsText(IReadOnlyList<EnvironEntry> entries, byte[] body)
    {
        var text = new StringBuilder();
        foreach (var entry in entries)
        {
            text.Append(entry.Key).Append(": ").Append(PythonText.Of(entry.Value)).Append('\n');
        }

        return text.Append(CultureInfo.InvariantCulture, $"\n{body.Length} bytes\n{Text(body) ?? Convert.ToBase64String(body)}\n").ToString();
    }

    private static string AsHtml(IReadOnlyList<EnvironEntry> entries, byte[] body)
    {
        var rows = entries.Select(entry =>
            $"<tr><th scope=\"row\"><code>{WebUtility.HtmlEncode(entry.Key)}</code></th><td><code>{WebUtility.HtmlEncode(PythonText.Of(entry.Value))}</code></td></tr>\n");
        return string.Create(CultureInfo.InvariantCulture, $"""
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>environ</title>
            <h1>environ</h1>
            <table>
            {string.Concat(rows)}</table>
            <h2>wsgi.input: {body.Length} bytes</h2>
            <pre>{WebUtility.HtmlEncode(Text(body) ?? Convert.ToBase64String(body))}</pre>
            </html>

            """);
    }

    private static string? Text(byte[] body)
    {
        try
        {
            return Strict.GetString(body);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
