using System.Globalization;
using System.Text;

namespace LearnWeb.Http;

/// <summary>The first line of a chunk: its size in hexadecimal, and perhaps extensions (RFC 9112 §7.1).</summary>
internal static class ChunkLine
{
    /// <summary>A hexadecimal number of more digits might not fit into 64 bits with a sign.</summary>
    private const int MostSizeDigits = 15;

    /// <summary>
    /// The size that the first line of a chunk states; <c>null</c> if the line is malformed. Unlike a line of the
    /// header section, it must end with CRLF (RFC 9112 §7.1).
    /// </summary>
    public static long? SizeOf(ReadOnlySpan<byte> line)
    {
        if (!line.EndsWith("\r\n"u8))
        {
            return null;
        }

        var text = Encoding.Latin1.GetString(line[..^2]);
        var digits = text.AsSpan().IndexOfAnyExcept(Tokens.HexDigits) is >= 0 and var other ? other : text.Length;
        var extensions = text.AsSpan(digits).TrimStart(" \t");
        return digits is > 0 and <= MostSizeDigits && (digits == text.Length || extensions.StartsWith(";"))
            ? long.Parse(text.AsSpan(0, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            : null;
    }
}
