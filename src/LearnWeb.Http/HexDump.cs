using System.Globalization;
using System.Text;

namespace LearnWeb.Http;

/// <summary>Writes bytes as a hex dump: each line has the offset, sixteen bytes, and the same bytes as ASCII.</summary>
public static class HexDump
{
    private const int PerLine = 16;

    /// <summary>The most bytes that are dumped; how many follow is said in the last line.</summary>
    private const int MostBytes = 4096;

    public static string Of(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        var shown = bytes[..Math.Min(bytes.Length, MostBytes)];
        for (var at = 0; at < shown.Length; at += PerLine)
        {
            var line = shown.Slice(at, Math.Min(PerLine, shown.Length - at));
            var hex = string.Join(
                ' ',
                line.ToArray().Select(value => value.ToString("x2", CultureInfo.InvariantCulture))
            );
            text.Append(CultureInfo.InvariantCulture, $"{at:x4}  {hex.PadRight((PerLine * 3) - 1)}  ");
            foreach (var value in line)
            {
                text.Append(value is >= 0x20 and < 0x7f ? (char)value : '.');
            }

            text.Append('\n');
        }

        return bytes.Length > shown.Length
            ? text.Append(CultureInfo.InvariantCulture, $"… {bytes.Length - shown.Length}").ToString()
            : text.ToString();
    }
}
