using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using LearnWeb.Wsgi;

namespace LearnWeb.Models.WsgiLab;

/// <summary>
/// A WSGI application that answers what it saw: its environ and the body, as HTML, JSON or plain text by <c>Accept</c>.
/// </summary>
public static class EchoApplication
{
    private static readonly JsonWriterOptions Json = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), // Chinese stays legible; what matters to HTML is escaped
        Indented = true,
    };

    /// <summary>So many media ranges of <c>Accept</c> are looked at.</summary>
    private const int MostRanges = 32;

    /// <summary>How HTML that is masked begins; what anybody sends is escaped and cannot hold it.</summary>
    private const string Masked = "<span class=\"masked\">";

    // excerpt: app
    public static object? Call(IDictionary<string, object> environ, StartResponse startResponse)
    {
        var body = ((WsgiInput)environ[WsgiEnviron.Input]).Read();
        var (type, answer) = Preferred(environ.TryGetValue("HTTP_ACCEPT", out var accept) ? (string)accept : "") switch
        {
            "application/json" => ("application/json", AsJson(environ, body)),
            "text/html" => ("text/html; charset=utf-8", AsHtml(environ, body)),
            _ => ("text/plain; charset=utf-8", AsText(environ, body)),
        };
        var length = answer.Length.ToString(CultureInfo.InvariantCulture);
        var fields = new List<(string, string)>
        {
            ("Content-Type", type),
            ("Vary", "Accept"),
            ("Content-Length", length),
        };
        startResponse("200 OK", fields);
        return new List<byte[]> { answer };
    }

    // end: app

    private static string Preferred(string accept)
    {
        var (type, quality) = ("text/plain", 0.0); // what has none is not acceptable (RFC 9110 §12.4.2)
        foreach (var part in accept.Split(',', MostRanges))
        {
            if (
                MediaTypeWithQualityHeaderValue.TryParse(part, out var wish)
                && wish.MediaType is "application/json" or "text/html" or "text/plain"
                && (wish.Quality ?? 1) > quality
            )
            {
                (type, quality) = (wish.MediaType, wish.Quality ?? 1);
            }
        }

        return type;
    }

    private static byte[] AsJson(IDictionary<string, object> environ, byte[] body)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Json))
        {
            json.WriteStartObject();
            json.WriteStartObject("environ");
            foreach (var (key, value) in environ)
            {
                json.WriteString(key, EnvironEntry.TextOf(value));
            }

            json.WriteEndObject();
            json.WriteStartObject("body");
            json.WriteNumber("length", body.Length);
            json.WriteBase64String("base64", body);
            if (Utf8.IsValid(body))
            {
                json.WriteString("text", body);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        bytes.Write("\n"u8);
        return bytes.WrittenSpan.ToArray();
    }

    private static byte[] AsText(IDictionary<string, object> environ, byte[] body)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in environ)
        {
            text.Append(key).Append(": ").Append(PythonText.Of(EnvironEntry.TextOf(value))).Append('\n');
        }

        text.Append(CultureInfo.InvariantCulture, $"\n{body.Length} bytes\n").Append(Text(body)).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static byte[] AsHtml(IDictionary<string, object> environ, byte[] body)
    {
        var rows = string.Concat(
            environ.Select(variable =>
                "<tr><th "
                + $"scope=\"row\"><code>{WebUtility.HtmlEncode(variable.Key)}</code>"
                + $"</th><td><code>{Marked(variable.Key, EnvironEntry.TextOf(variable.Value))}</code>"
                + "</td></tr>\n"
            )
        );
        // the site's, wherever it stands
        var style = WebUtility.HtmlEncode($"{environ["SCRIPT_NAME"]}/../../css/wsgi-echo.css");
        var note = rows.Contains(Masked, StringComparison.Ordinal)
            ? $"<p>{WebUtility.HtmlEncode(UiStrings.For(Language.English)["Masked"])}</p>\n"
            : "";
        return Encoding.UTF8.GetBytes(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>environ</title>
                <link rel="stylesheet" href="{style}">
                <h1>environ</h1>
                <table>
                {rows}</table>
                {note}<h2>wsgi.input: {body.Length} bytes</h2>
                <pre>{WebUtility.HtmlEncode(Text(body))}</pre>
                </html>

                """
            )
        );
    }

    /// <summary>A variable as HTML; what is masked in it can be told from what was sent as asterisks.</summary>
    private static string Marked(string key, string value)
    {
        var html = new StringBuilder();
        var end = 0;
        foreach (var secret in WsgiEnviron.MaskedIn(key, value).Where(secret => !secret.Start.Equals(secret.End)))
        {
            html.Append(Encoded(value[end..secret.Start]))
                .Append(Masked)
                .Append(Encoded(value[secret]))
                .Append("</span>");
            end = secret.End.Value;
        }

        return html.Append(Encoded(value[end..])).ToString();

        static string Encoded(string text) => WebUtility.HtmlEncode(PythonText.Of(text));
    }

    private static string Text(byte[] body) =>
        Utf8.IsValid(body) ? Encoding.UTF8.GetString(body) : Convert.ToBase64String(body);
}
