using System.Text;
using System.Text.Unicode;

namespace LearnWeb.Models.Notes;

/// <summary>
/// The text of a content file. It is UTF-8, with or without a byte order mark, and nothing is guessed.
/// </summary>
internal static class ContentText
{
    /// <exception cref="ContentException">The bytes are in another encoding; names the first line that is not
    /// UTF-8.</exception>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
        {
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        }

        var line = 1;
        foreach (var range in bytes.Split((byte)'\n'))
        {
            if (!Utf8.IsValid(bytes[range]))
            {
                throw new ContentException(line, "This line is not UTF-8. Save the file as UTF-8.");
            }

            line++;
        }

        return Encoding.UTF8.GetString(bytes);
    }
}
