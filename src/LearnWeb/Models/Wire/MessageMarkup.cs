using System.Globalization;
using System.Net;
using System.Text;

namespace LearnWeb.Models.Wire;

/// <summary>
/// The wire view: a message on a card in its sender's hue, every line end visible, every byte that is not text as hex.
/// Encodes all text.
/// </summary>
public static class MessageMarkup
{
    /// <summary>Content longer than this is folded, in bytes.</summary>
    private const int LongestOpenBody = 2048;

    /// <param name="message">What to show.</param>
    /// <param name="isResponse">Who sent it: the server, or the client.</param>
    /// <param name="words">The card's language.</param>
    /// <param name="detail">What stands beside the direction: byte count, protocol.</param>
    /// <param name="caption">A line under the card; may be empty.</param>
    public static string Render(CapturedMessage message, bool isResponse, UiStrings words, string detail, string caption = "")
    {
        var direction = WebUtility.HtmlEncode(words[isResponse ? "Wire-Response" : "Wire-Request"]);
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<figure class=\"wire {(isResponse ? "wire-response" : "wire-request")}\"><div class=\"wire-card\">")
            .Append(CultureInfo.InvariantCulture, $"<p class=\"wire-head\"><strong>{direction}</strong> <span>{WebUtility.HtmlEncode(detail)}</span></p>");

        var parts = MessageParts.Of(message.Bytes.Span);
        var bodyBytes = parts.Where(part => part.Kind == PartKind.Body).Sum(part => (long)part.Length);
        var folded = bodyBytes > LongestOpenBody ? parts.TakeWhile(part => part.Kind is not (PartKind.Body or PartKind.ChunkSize)).Count() : parts.Count;
        AppendBytes(html, message, parts.Take(folded), direction);
        if (folded < parts.Count)
        {
            html.Append(CultureInfo.InvariantCulture, $"<details class=\"wire-fold\"><summary>{WebUtility.HtmlEncode(words["Wire-Body", bodyBytes])}</summary>");
            AppendBytes(html, message, parts.Skip(folded), direction);
            html.Append("</details>");
        }

        AppendNotes(html, message, words);
        html.Append("</div>");
        if (caption.Length > 0)
        {
            html.Append(CultureInfo.InvariantCulture, $"<figcaption>{WebUtility.HtmlEncode(caption)}</figcaption>");
        }

        return html.Append("</figure>").ToString();
    }

    private static void AppendNotes(StringBuilder html, CapturedMessage message, UiStrings words)
    {
        if (message.IsCut)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"wire-note\">{WebUtility.HtmlEncode(words["Wire-Cut", message.TotalBytes - message.Bytes.Length])}</p>");
        }

        if (message.Masked.Count > 0)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"wire-note\">{WebUtility.HtmlEncode(words["Masked"])}</p>");
        }
    }

    private static void AppendBytes(StringBuilder html, CapturedMessage message, IEnumerable<MessagePart> parts, string direction)
    {
        html.Append(CultureInfo.InvariantCulture, $"<pre class=\"wire-bytes\" tabindex=\"0\" aria-label=\"{direction}\"><code>");
        foreach (var part in parts)
        {
            AppendPart(html, message, part);
        }

        html.Append("</code></pre>");
    }

    // A line is one element, so that where it wraps it is indented and does not look like a folded field.
    private static void AppendPart(StringBuilder html, CapturedMessage message, MessagePart part)
    {
        var bytes = message.Bytes.Span.Slice(part.Start, part.Length);
        switch (part.Kind)
        {
            case PartKind.FieldLine when bytes.IndexOf((byte)':') is >= 0 and var colon:
                html.Append("<span class=\"wire-line\"><span class=\"wire-name\">");
                WireText.Append(html, bytes[..colon]);
                html.Append("</span>:<span class=\"wire-value\">");
                AppendValue(html, message, part.Start + colon + 1, part.End);
                html.Append("</span></span>");
                break;
            case PartKind.Body:
                html.Append("<span class=\"wire-body\">");
                WireText.Append(html, bytes);
                html.Append("</span>");
                break;
            default:
                html.Append(part.Kind switch
                {
                    PartKind.StartLine => "<span class=\"wire-line wire-start\">",
                    PartKind.ChunkSize => "<span class=\"wire-line wire-chunk\">",
                    _ => "<span class=\"wire-line\">",
                });
                WireText.Append(html, bytes);
                html.Append("</span>");
                break;
        }
    }

    private static void AppendValue(StringBuilder html, CapturedMessage message, int start, int end)
    {
        foreach (var secret in message.Masked.Where(span => span.Start >= start && span.End <= end))
        {
            WireText.Append(html, message.Bytes.Span[start..secret.Start]);
            html.Append("<span class=\"wire-masked\">").Append('*', secret.Length).Append("</span>");
            start = secret.End;
        }

        WireText.Append(html, message.Bytes.Span[start..end]);
    }
}

/// <summary>Bytes as text in HTML: UTF-8 where they are, everything else visible.</summary>
internal static class WireText
{
    private const string Crlf = "<span class=\"wire-crlf\" aria-hidden=\"true\">\\r\\n</span>\n";
    private const string Lf = "<span class=\"wire-lf\">\\n</span>\n";

    /// <param name="html">Written to; encoded.</param>
    /// <param name="bytes">Anything.</param>
    public static void Append(StringBuilder html, ReadOnlySpan<byte> bytes)
    {
        var isText = bytes.IndexOf("\r\n"u8) < 0; // in a text of CRLF lines a lone LF is worth seeing
        while (bytes.Length > 0)
        {
            var length = 1;
            if (bytes.StartsWith("\r\n"u8))
            {
                html.Append(Crlf);
                length = 2;
            }
            else if (bytes[0] == '\n')
            {
                html.Append(isText && bytes.Length > 1 ? "\n" : Lf);
            }
            else if (Rune.DecodeFromUtf8(bytes, out var rune, out length) == System.Buffers.OperationStatus.Done && IsVisible(rune))
            {
                html.Append(WebUtility.HtmlEncode(rune.ToString()));
            }
            else
            {
                AppendHex(html, bytes[..length]);
            }

            bytes = bytes[length..];
        }
    }

    // Marks that reorder or hide text are shown as what they are.
    private static bool IsVisible(Rune rune) =>
        !Rune.IsControl(rune) && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static void AppendHex(StringBuilder html, ReadOnlySpan<byte> bytes)
    {
        html.Append("<span class=\"wire-hex\">");
        foreach (var value in bytes)
        {
            html.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}");
        }

        html.Append("</span>");
    }
}
