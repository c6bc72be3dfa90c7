namespace LearnWeb.Http;

/// <summary>The first line of a message: a request line or a status line (RFC 9112 §3, §4).</summary>
public static class HttpStartLine
{
    private const string Name = "HTTP/";

    /// <summary>Whether a line is a valid start line of any version HTTP/1.x.</summary>
    public static bool IsValid(string line) =>
        line.Split(' ', 3) is [var first, var second, var third]
        && (
            IsVersion(first)
                ? second.Length == 3 && second.All(char.IsAsciiDigit)
                : Tokens.IsToken(first) && second.Length > 0 && IsVersion(third)
        );

    /// <summary>Whether a line names HTTP/1.0, which has no transfer codings.</summary>
    public static bool IsOfHttp10(string line) =>
        line.StartsWith($"{Name}1.0 ", StringComparison.Ordinal)
        || line.EndsWith($" {Name}1.0", StringComparison.Ordinal);

    private static bool IsVersion(string text) =>
        text.StartsWith($"{Name}1.", StringComparison.Ordinal)
        && text.Length == Name.Length + 3
        && char.IsAsciiDigit(text[^1]);
}
