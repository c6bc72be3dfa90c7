using System.Text;

namespace LearnWeb.Http.HttpBin;

/// <summary>Cookies as <c>/bin</c> reads and sets them. The site's own are out of reach.</summary>
public static class BinCookies
{
    /// <summary>
    /// The most that a browser may have here, the site's own aside. Browsers keep some 180 for a host (Chromium) and
    /// then throw the oldest away, so that a page that set many could throw out a visitor's session.
    /// </summary>
    public const int Most = 40;

    /// <summary>What removes a cookie: a date that is over (RFC 6265 §4.1.2.1).</summary>
    private const string Over = "; expires=Thu, 01 Jan 1970 00:00:00 GMT; max-age=0";

    /// <summary>
    /// The pairs of a <c>Cookie</c> field in order, as they arrived: nothing is decoded, unquoted or left out, and
    /// names that differ in case are different (RFC 6265 §5.4). A pair without <c>=</c> is a value without a name
    /// (6265bis §5.6).
    /// </summary>
    public static IEnumerable<KeyValuePair<string, string>> Read(string field) =>
        from pair in SiteCookies
            .Mask(field)
            .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        let sign = pair.IndexOf('=', StringComparison.Ordinal)
        let name = sign < 0 ? "" : pair[..sign].TrimEnd()
        where !SiteCookies.IsOwn(name)
        select KeyValuePair.Create(name, pair[(sign + 1)..].TrimStart());

    /// <summary>Why a cookie of this name is not set; <c>null</c> if it may be.</summary>
    public static string? WhyNot(string name) =>
        SiteCookies.IsOwn(name) || !Tokens.IsCookieName(name)
            ? $"'{name}' cannot be a cookie's name here: the site's own (lw-, .AspNetCore) and the prefixes "
                + "__Host- and "
                + "__Secure- are reserved, and a name is a token (RFC 6265 §4.1.1) without %."
            : null;

    /// <summary>Why a whole <c>Set-Cookie</c> value is not sent as it is; <c>null</c> if it may be.</summary>
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
    /// A <c>Set-Cookie</c> value. The cookie's own value goes out as it is, quotes and all, but for what could not come
    /// back: controls, the semicolon that ends it, white space at its ends, and what is not US-ASCII are
    /// percent-encoded.
    /// </summary>
    /// <param name="name">As <see cref="WhyNot"/> allows.</param>
    /// <param name="value">Any text; <c>null</c> removes the cookie.</param>
    /// <param name="path">Where <c>/bin</c> is.</param>
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
