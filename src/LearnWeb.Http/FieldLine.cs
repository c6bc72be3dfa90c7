using System.Text;

namespace LearnWeb.Http;

/// <summary>A line of a header or trailer section: <c>name: value</c> (RFC 9112 §5).</summary>
public static class FieldLine
{
    /// <summary>
    /// Splits a line at its first colon, whether it is well-formed or not. A line without a colon is all name.
    /// </summary>
    /// <param name="line">The line without its line end.</param>
    /// <returns>The text before the colon, and the text after it with its white space.</returns>
    public static (string Name, string Value) Split(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (line, "") : (line[..colon], line[(colon + 1)..]);
    }

    /// <summary>
    /// The name and the value of a well-formed line: its name is a token, and the colon follows at once (RFC 9112
    /// §5.1). Otherwise <c>null</c>.
    /// </summary>
    public static (string Name, string Value)? Read(string line)
    {
        var (name, value) = Split(line);
        return Tokens.IsToken(name) && name.Length < line.Length ? (name, value.Trim(' ', '\t')) : null;
    }

    /// <summary>The line without its line end, decoded as ISO 8859-1: one character for each byte.</summary>
    public static string TextOf(ReadOnlySpan<byte> line) => TextOf(line, Encoding.Latin1);

    /// <summary>The line without its line end, decoded as text.</summary>
    public static string TextOf(ReadOnlySpan<byte> line, Encoding encoding) =>
        encoding.GetString(
            line.EndsWith("\r\n"u8) ? line[..^2]
            : line.EndsWith("\n"u8) ? line[..^1]
            : line
        );
}
