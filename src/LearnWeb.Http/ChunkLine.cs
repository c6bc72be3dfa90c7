using System.Globalization;
using System.Text;

namespace LearnWeb.Http;

/// <summary>The first line of a chunk: its size in hexadecimal, and perhaps extensions (RFC 9112 §7.1).</summary>
internal static class ChunkLine
{
    /// <summary>Longer numbers of hexadecimal digits are beyond 64 bits.</summary>
    private const int MostSizeDigits = 15;

    /// <summary>
    /// The size that a chunk's first line says; <c>null</c> if it says none. Unlike a head's, it ends with CRLF (RFC
    /// 9112 §7.1).
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
