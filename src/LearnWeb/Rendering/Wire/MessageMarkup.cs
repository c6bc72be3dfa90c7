using System.Globalization;
using System.Net;
using System.Text;
using LearnWeb.Http;
using LearnWeb.Models;

namespace LearnWeb.Rendering.Wire;

/// <summary>
/// The wire view: a message on a card in its sender's hue, every line end visible, every byte that is not text as hex.
/// Encodes all text.
/// </summary>
public static class MessageMarkup
{
    /// <summary>Content longer than this is folded, in bytes.</summary>
    private const int LongestOpenBody = 2048;

    /// <summary>
    /// The most of a message that is shown, in bytes and in parts: a chunk of one byte takes a card line of its own.
    /// </summary>
    private const int MostBytes = 16 * 1024,
        MostParts = 600;

    /// <param name="message">What to show.</param>
    /// <param name="isResponse">Who sent it: the server, or the client.</param>
    /// <param name="words">The card's language.</param>
    /// <param name="detail">What stands beside the direction: byte count, protocol.</param>
    /// <param name="caption">A line under the card; may be empty.</param>
    /// <param name="heading">What stands on the card where it is not client and server that talk.</param>
    /// <param name="marked">The starts of the lines that are marked.</param>
    /// <param name="isOfProxy">Whether a proxy sent it, and not the client or the server.</param>
    public static string Render(
        CapturedMessage message,
        bool isResponse,
        UiStrings words,
        string detail,
        string caption = "",
        string? heading = null,
        IReadOnlySet<int>? marked = null,
        bool isOfProxy = false
    )
    {
        var sender = $"{(isResponse ? "wire-response" : "wire-request")}{(isOfProxy ? " wire-proxy" : "")}";
        var direction = WebUtility.HtmlEncode(heading ?? words[isResponse ? "Wire-Response" : "Wire-Request"]);
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<figure class=\"wire {sender}\"><div class=\"wire-card\">")
            .Append(
                CultureInfo.InvariantCulture,
                $"<p class=\"wire-head\"><strong>{direction}</strong> <span>{WebUtility.HtmlEncode(detail)}</span></p>"
            );

        var parts = MessageParts.Of(message.Bytes.Span);
        var bodyBytes = parts.Where(part => part.Kind == PartKind.Body).Sum(part => (long)part.Length);
        var shown = parts.Take(MostParts).TakeWhile(part => part.Start < MostBytes).Select(UpToTheMost).ToList();
        var folded =
            bodyBytes > LongestOpenBody
                ? shown.TakeWhile(part => part.Kind is not (PartKind.Body or PartKind.ChunkSize)).Count()
                : shown.Count;
        // F8: drawn, every byte of it encoded.
        AppendBytes(html, message, shown.Take(folded), direction, marked);
        if (folded < shown.Count)
        {
            html.Append(
                CultureInfo.InvariantCulture,
                $"<details class=\"wire-fold\"><summary>{WebUtility.HtmlEncode(words["Wire-Body", bodyBytes])}"
                    + $"</summary>"
            );
            AppendBytes(html, message, shown.Skip(folded), direction, marked);
            html.Append("</details>");
        }

        AppendNotes(html, message, shown.LastOrDefault().End, words);
        html.Append("</div>");
        if (caption.Length > 0)
        {
            html.Append(CultureInfo.InvariantCulture, $"<figcaption>{WebUtility.HtmlEncode(caption)}</figcaption>");
        }

        return html.Append("</figure>").ToString();
    }

    private static MessagePart UpToTheMost(MessagePart part) =>
        part.End <= MostBytes ? part : part with { Length = MostBytes - part.Start };

    private static void AppendNotes(StringBuilder html, CapturedMessage message, int shown, UiStrings words)
    {
        if (shown < message.Bytes.Length)
        {
            html.Append(
                CultureInfo.InvariantCulture,
                $"<p class=\"wire-note\">{WebUtility.HtmlEncode(words["Wire-Rest", message.Bytes.Length - shown])}</p>"
            );
        }

        if (message.IsCut)
        {
            html.Append(
                CultureInfo.InvariantCulture,
                $"<p class=\"wire-note\">"
                    + $"{WebUtility.HtmlEncode(words["Wire-Cut", message.TotalBytes - message.Bytes.Length])}</p>"
            );
        }

        if (message.Masked.Count > 0)
        {
            html.Append(
                CultureInfo.InvariantCulture,
                $"<p class=\"wire-note\">{WebUtility.HtmlEncode(words["Masked"])}</p>"
            );
        }
    }

    private static void AppendBytes(
        StringBuilder html,
        CapturedMessage message,
        IEnumerable<MessagePart> parts,
        string direction,
        IReadOnlySet<int>? marked
    )
    {
        html.Append(
            CultureInfo.InvariantCulture,
            $"<pre class=\"wire-bytes\" tabindex=\"0\" role=\"group\" aria-label=\"{direction}\"><code>"
        );
        foreach (var part in parts)
        {
            var isMarked = marked?.Contains(part.Start) == true;
            html.Append(isMarked ? "<mark>" : "");
            AppendPart(html, message, part);
            html.Append(isMarked ? "</mark>" : "");
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
                AppendCovered(html, message, part.Start + colon + 1, part.End);
                html.Append("</span></span>");
                break;
            case PartKind.Body:
                html.Append("<span class=\"wire-body\">");
                AppendCovered(html, message, part.Start, part.End);
                html.Append("</span>");
                break;
            default:
                html.Append(
                    part.Kind switch
                    {
                        PartKind.StartLine => "<span class=\"wire-line wire-start\">",
                        PartKind.ChunkSize => "<span class=\"wire-line wire-chunk\">",
                        _ => "<span class=\"wire-line\">",
                    }
                );
                WireText.Append(html, bytes);
                html.Append("</span>");
                break;
        }
    }

    private static void AppendCovered(StringBuilder html, CapturedMessage message, int start, int end)
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
