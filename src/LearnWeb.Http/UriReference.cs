using System.Text.RegularExpressions;

namespace LearnWeb.Http;

/// <summary>
/// Turns any text into a URI reference, which a field such as <c>Location</c> may hold (RFC 9110 §10.2.2).
/// </summary>
public static partial class UriReference
{
    /// <summary>
    /// Percent-encodes the UTF-8 bytes of all characters that a URI may not contain (RFC 3986 §2.2 and §2.3, RFC 3987
    /// §3.1). What is already encoded stays as it is; a percent sign that begins no encoded octet is encoded too. The
    /// result is ASCII without control characters and spaces.
    /// </summary>
    public static string Encode(string text) => NotWritten().Replace(text, match => Uri.EscapeDataString(match.Value));

    [GeneratedRegex(@"%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9\-._~!$&'()*+,;=:@/?#\[\]%]+", RegexOptions.None, 1000)]
    private static partial Regex NotWritten();
}
