using System.Buffers;

namespace LearnWeb.Http;

/// <summary>The characters that HTTP's grammar allows (RFC 9110 §5.6.2, §5.5).</summary>
public static class Tokens
{
    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    /// <summary>The digits of a chunk's size (RFC 5234 §B.1).</summary>
    public static SearchValues<char> HexDigits { get; } = SearchValues.Create("0123456789abcdefABCDEF");

    public static bool IsToken(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(TokenCharacters);

    /// <summary>Whether a name is allowed for a cookie (RFC 6265 §4.1.1) and stays the same when it is read.</summary>
    // A server may decode lw%2Dsession, and then it would read another name.
    public static bool IsCookieName(string name) => IsToken(name) && !name.Contains('%', StringComparison.Ordinal);

    /// <summary>
    /// Whether a text consists of visible US-ASCII, spaces and tabs, which every recipient understands in a field
    /// value.
    /// </summary>
    public static bool IsFieldValue(string text) => text.All(c => c is >= ' ' and <= '~' or '\t');
}
