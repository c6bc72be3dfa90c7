using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;

namespace LearnWeb.Rendering.Wire;

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
            var length = LengthOfNoText(bytes);
            if (length > 0)
            {
                AppendHex(html, bytes[..length]);
            }
            else if (bytes.StartsWith("\r\n"u8))
            {
                html.Append(Crlf);
                length = 2;
            }
            else if (bytes[0] == '\n')
            {
                html.Append(isText && bytes.Length > 1 ? "\n" : Lf);
                length = 1;
            }
            else
            {
                Rune.DecodeFromUtf8(bytes, out var rune, out length);
                html.Append(WebUtility.HtmlEncode(rune.ToString()));
            }

            bytes = bytes[length..];
        }
    }

    /// <summary>How many bytes there are before the next line end or visible character.</summary>
    private static int LengthOfNoText(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length && bytes[at] != '\n' && !bytes[at..].StartsWith("\r\n"u8))
        {
            if (
                Rune.DecodeFromUtf8(bytes[at..], out var rune, out var length) == OperationStatus.Done
                && IsVisible(rune)
            )
            {
                break;
            }

            at += length;
        }

        return at;
    }

    // Marks that reorder or hide text are shown as what they are.
    private static bool IsVisible(Rune rune) =>
        !Rune.IsControl(rune)
        && Rune.GetUnicodeCategory(rune)
            is not (UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

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
