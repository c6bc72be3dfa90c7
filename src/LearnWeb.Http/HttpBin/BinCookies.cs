using System.Text;

namespace LearnWeb.Http.HttpBin;

/// <summary>The cookies that <c>/bin</c> reads and sets. It cannot show or change the site's own cookies.</summary>
public static class BinCookies
{
    /// <summary>
    /// The most cookies that a browser may have here, not counting the site's own. A browser keeps only about 180
    /// cookies per host (Chromium) and then removes the oldest; without this limit, a page that sets many cookies could
    /// push out a visitor's session cookie.
    /// </summary>
    public const int Most = 40;

    /// <summary>These attributes remove a cookie: its expiry date has passed (RFC 6265 §4.1.2.1).</summary>
    private const string Over = "; expires=Thu, 01 Jan 1970 00:00:00 GMT; max-age=0";

    /// <summary>
    /// The pairs of a <c>Cookie</c> field in the order sent and as they arrived: nothing is decoded or unquoted, and
    /// names that differ in case are different names (RFC 6265 §5.4). A pair without <c>=</c> is a value without a name
    /// (6265bis §5.6). The site's own cookies are left out.
    /// </summary>
    public static IEnumerable<KeyValuePair<string, string>> Read(string field) =>
        from pair in SiteCookies
            .Mask(field)
            .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        let sign = pair.IndexOf('=', StringComparison.Ordinal)
        let name = sign < 0 ? "" : pair[..sign].TrimEnd()
        where !SiteCookies.IsOwn(name)
        select KeyValuePair.Create(name, pair[(sign + 1)..].TrimStart());

    /// <summary>The reason why a cookie with this name is refused; <c>null</c> if it may be set.</summary>
    public static string? WhyNot(string name) =>
        SiteCookies.IsOwn(name) || !Tokens.IsCookieName(name)
            ? $"'{name}' cannot be a cookie's name here: the site's own (lw-, .AspNetCore) and the prefixes "
                + "__Host- and "
                + "__Secure- are reserved, and a name is a token (RFC 6265 §4.1.1) without %."
            : null;

    /// <summary>
    /// The reason why a whole <c>Set-Cookie</c> value is refused; <c>null</c> if it may be sent unchanged.
    /// </summary>
    public static string? WhyNotField(string value)
    {
        var attributes = value.Split(';', StringSplitOptions.TrimEntries);
        var reaches = attributes
            .Skip(1)
            .FirstOrDefault(attribute =>
                attribute.StartsWith("Path", StringComparison.OrdinalIgnoreCase)
                || attribute.StartsWith("Domain", StringComparison.OrdinalIgnoreCase)
            );
        return reaches is null ? WhyNot(NameOf(value)) : $"A cookie set here stays under /bin: leave out '{reaches}'.";
    }

    /// <summary>The name in a whole <c>Set-Cookie</c> value.</summary>
    public static string NameOf(string field) => field.Split(';')[0].Split('=')[0].Trim();

    /// <summary>
    /// Makes the value of a <c>Set-Cookie</c> field. The cookie's value is sent unchanged, including quotes, except for
    /// what would not come back: control characters, semicolons, a space at either end, and characters outside US-ASCII
    /// are percent-encoded.
    /// </summary>
    /// <param name="name">A name that <see cref="WhyNot"/> allows.</param>
    /// <param name="value">Any text; <c>null</c> removes the cookie.</param>
    /// <param name="path">The path of <c>/bin</c>.</param>
    /// <param name="isSecure">Whether the request came over HTTPS.</param>
    public static string Field(string name, string? value, string path, bool isSecure) =>
        $"{name}={Encode(value ?? "")}{(value is null ? Over : "")}; path={path}; "
        + $"samesite=lax{(isSecure ? "; secure" : "")}";

    private static string Encode(string value)
    {
        var text = new StringBuilder();
        var last = value.Length - 1;
        foreach (var (at, rune) in Runes(value))
        {
            var isEdge = rune.Value == ' ' && (at == 0 || at == last);
            text.Append(
                rune.Value is >= ' ' and <= '~' and not ';' && !isEdge
                    ? rune.ToString()
                    : Uri.EscapeDataString(rune.ToString())
            );
        }

        return text.ToString();
    }

    private static IEnumerable<(int At, Rune Rune)> Runes(string text)
    {
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            yield return (at, rune);
            at += rune.Utf16SequenceLength;
        }
    }
}
