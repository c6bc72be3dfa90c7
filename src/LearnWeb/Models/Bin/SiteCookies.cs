namespace LearnWeb.Models.Bin;

/// <summary>Which cookies are the site's own: an echo neither shows their values nor sets them.</summary>
public static class SiteCookies
{
    // The last two can be set over HTTPS only and are how browsers guard a session; what sets them is the site.
    private static readonly string[] Prefixes = ["lw-", ".AspNetCore", "__Host-", "__Secure-"];

    public static bool IsOwn(string name) => Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>A <c>Cookie</c> field's value with the values of the site's own cookies replaced by as many <c>*</c>.</summary>
    public static string Mask(string field) => string.Join(';', field.Split(';').Select(MaskPair));

    /// <summary>Whether a name can be a cookie's (RFC 6265 §4.1.1) and reads back as the same name.</summary>
    public static bool IsName(string name) =>
        Tokens.IsToken(name) && !name.Contains('%', StringComparison.Ordinal); // a server may decode lw%2Dsession

    /// <summary>A name may also follow a comma, where a proxy has joined two field lines into one.</summary>
    private static string MaskPair(string pair)
    {
        for (var start = 0; start >= 0 && start < pair.Length;)
        {
            var equals = pair.IndexOf('=', start);
            if (equals >= 0 && IsOwn(pair[start..equals].Trim()))
            {
                return pair[..(equals + 1)] + new string('*', pair.Length - equals - 1);
            }

            var comma = pair.IndexOf(',', start);
            start = comma < 0 ? -1 : comma + 1;
        }

        return pair;
    }
}
