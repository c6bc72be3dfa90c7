using System.Globalization;
using System.Net;
using System.Text;

namespace LearnWeb.Models.Wire;

/// <summary>
/// The wire view: a message on a card in its sender's hue, every CRLF visible, every other control character as
/// hex. Encodes all text.
/// </summary>
public static class MessageMarkup
{
    private static readonly string CrlfInText = $"{Hex('\r')}\n";

    private const string Crlf = "<span class=\"wire-crlf\" aria-hidden=\"true\">\\r\\n</span>\n";

    /// <param name="message">What to show.</param>
    /// <param name="words">The card's language.</param>
    /// <param name="detail">What stands beside the direction: byte count, protocol.</param>
    /// <param name="caption">A line under the card; may be empty.</param>
    public static string Render(HttpText message, UiStrings words, string detail, string caption = "")
    {
        var direction = words[message.IsResponse ? "Wire-Response" : "Wire-Request"];
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<figure class=\"wire {(message.IsResponse ? "wire-response" : "wire-request")}\">")
            .Append(CultureInfo.InvariantCulture, $"<div class=\"wire-card\"><p class=\"wire-head\"><strong>{WebUtility.HtmlEncode(direction)}</strong> ")
            .Append(CultureInfo.InvariantCulture, $"<span>{WebUtility.HtmlEncode(detail)}</span></p>")
            .Append(CultureInfo.InvariantCulture, $"<pre class=\"wire-bytes\" tabindex=\"0\" aria-label=\"{WebUtility.HtmlEncode(direction)}\"><code>");
        AppendHead(html, message);
        AppendBody(html, message.Body);
        html.Append("</code></pre></div>");
        if (caption.Length > 0)
        {
            html.Append(CultureInfo.InvariantCulture, $"<figcaption>{WebUtility.HtmlEncode(caption)}</figcaption>");
        }

        return html.Append("</figure>").ToString();
    }

    // A line is one element, so that where it wraps it is indented and does not look like a folded field.
    private static void AppendHead(StringBuilder html, HttpText message)
    {
        html.Append(CultureInfo.InvariantCulture, $"<span class=\"wire-line wire-start\">{Visible(message.StartLine)}{Crlf}</span>");
        foreach (var (name, value) in message.Fields)
        {
            html.Append("<span class=\"wire-line\">")
                .Append(CultureInfo.InvariantCulture, $"<span class=\"wire-name\">{Visible(name)}</span>:<span class=\"wire-value\">{Visible(value)}</span>{Crlf}</span>");
        }

        html.Append(CultureInfo.InvariantCulture, $"<span class=\"wire-line\">{Crlf}</span>");
    }

    private static void AppendBody(StringBuilder html, string body)
    {
        if (body.Length > 0)
        {
            var shown = Visible(body).Replace(CrlfInText, Crlf, StringComparison.Ordinal);
            html.Append(CultureInfo.InvariantCulture, $"<span class=\"wire-body\">{shown}</span>");
        }
    }

    private static string Visible(string text)
    {
        var html = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            _ = Rune.IsControl(rune) && rune.Value != '\n'
                ? html.Append(Hex(rune.Value))
                : html.Append(WebUtility.HtmlEncode(rune.ToString()));
        }

        return html.ToString();
    }

    private static string Hex(int control) =>
        string.Create(CultureInfo.InvariantCulture, $"<span class=\"wire-hex\">\\x{control:x2}</span>");
}
