using System.Buffers;

namespace LearnWeb.Http;

/// <summary>The characters of HTTP's grammar (RFC 9110 §5.6.2, §5.5).</summary>
public static class Tokens
{
    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    /// <summary>What a chunk's size is written with (RFC 5234 §B.1).</summary>
    public static SearchValues<char> HexDigits { get; } = SearchValues.Create("0123456789abcdefABCDEF");

    public static bool IsToken(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(TokenCharacters);

    /// <summary>Whether a name can be a cookie's (RFC 6265 §4.1.1) and reads back as the same name.</summary>
    // a server may decode lw%2Dsession
    public static bool IsCookieName(string name) => IsToken(name) && !name.Contains('%', StringComparison.Ordinal);

    /// <summary>Visible US-ASCII, space and tab: what a field value may hold and every recipient understands.</summary>
    public static bool IsFieldValue(string text) => text.All(c => c is >= ' ' and <= '~' or '\t');
}
