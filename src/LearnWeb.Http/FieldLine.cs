using System.Text;

namespace LearnWeb.Http;

/// <summary>A line of a header or trailer section: <c>name: value</c> (RFC 9112 §5).</summary>
public static class FieldLine
{
    /// <summary>
    /// Splits a line at its first colon, whatever stands on both sides; without one, all of it is the name.
    /// </summary>
    /// <param name="line">The line without its line end.</param>
    /// <returns>What stands before the colon, and what follows it with its white space.</returns>
    public static (string Name, string Value) Split(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (line, "") : (line[..colon], line[(colon + 1)..]);
    }

    /// <summary>
    /// The name and the value of a well-formed line, whose name is a token with a colon right behind (RFC 9112 §5.1).
    /// </summary>
    public static (string Name, string Value)? Read(string line)
    {
        var (name, value) = Split(line);
        return Tokens.IsToken(name) && name.Length < line.Length ? (name, value.Trim(' ', '\t')) : null;
    }

    /// <summary>The bytes of a line without its line end, as characters of ISO 8859-1: one for each byte.</summary>
    public static string TextOf(ReadOnlySpan<byte> line) => TextOf(line, Encoding.Latin1);

    /// <summary>The bytes of a line without its line end, as text.</summary>
    public static string TextOf(ReadOnlySpan<byte> line, Encoding encoding) =>
        encoding.GetString(
            line.EndsWith("\r\n"u8) ? line[..^2]
            : line.EndsWith("\n"u8) ? line[..^1]
            : line
        );
}
