namespace LearnWeb.Http;

/// <summary>The site's own cookies, but for those of labs, which are worth nothing and are there to be read.</summary>
public static class SiteCookies
{
    /// <summary>
    /// The session of who has signed in; on HTTPS under a prefix that only a secure origin can set (6265bis §4.1.3).
    /// </summary>
    public const string Session = "lw-session",
        SecureSession = "__Host-lw-session";

    /// <summary>
    /// The same where the site stands under a path of its host: <c>__Host-</c> would want the path <c>/</c>.
    /// </summary>
    public const string SubPathSession = "__Secure-lw-session";

    /// <summary>The refresh token; not <c>__Host-</c>, which would want the path <c>/</c>.</summary>
    public const string Refresh = "lw-refresh",
        SecureRefresh = "__Secure-lw-refresh";

    /// <summary>Who has ticked which goals.</summary>
    public const string Visitor = "lw-visitor";

    /// <summary>Which accounts have signed in from this browser.</summary>
    public const string KnownBrowser = "lw-known";

    /// <summary>One half of the antiforgery token.</summary>
    public const string Antiforgery = "lw-antiforgery";

    /// <summary>What the next page is to show once.</summary>
    public const string Flash = "lw-flash";

    private static readonly string[] Secrets =
    [
        Session,
        SecureSession,
        SubPathSession,
        Refresh,
        SecureRefresh,
        Visitor,
        KnownBrowser,
        Antiforgery,
        Flash,
    ];

    // The last two can be set over HTTPS only and are how browsers guard a session; what sets them is the site.
    private static readonly string[] Prefixes = ["lw-", ".AspNetCore", "__Host-", "__Secure-"];

    /// <summary>Whether a cookie is the site's to set: an echo neither shows its value nor sets it.</summary>
    public static bool IsOwn(string name) =>
        Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Whether a cookie of this name is worth something to a thief. Browsers compare names case-sensitively.
    /// </summary>
    public static bool IsSecret(string name) => Secrets.Contains(name, StringComparer.Ordinal);

    /// <summary>
    /// A <c>Cookie</c> field's value with the values of the site's own cookies replaced by as many <c>*</c>.
    /// </summary>
    public static string Mask(string field) => SiteSecrets.Cover(field, ValuesIn(field, IsOwn));

    /// <summary>A <c>Cookie</c> field's value without the site's own cookies; empty if there are no others.</summary>
    public static string WithoutOwn(string field) =>
        string.Join(
            "; ",
            field
                .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Where(pair => !ValuesIn(pair, IsOwn).Any())
        );

    /// <summary>Where in a <c>Cookie</c> or <c>Set-Cookie</c> field the values of certain cookies are.</summary>
    /// <param name="field">The field's value.</param>
    /// <param name="isWanted">Which, by name.</param>
    public static IEnumerable<Range> ValuesIn(string field, Func<string, bool> isWanted)
    {
        var pair = 0;
        while (pair < field.Length)
        {
            var end = field.IndexOf(';', pair) is >= 0 and var semicolon ? semicolon : field.Length;
            // A name may also follow a comma, where a proxy has joined two field lines into one: ASP.NET Core reads it
            // there.
            for (
                var name = pair;
                name < end;
                name = field.IndexOf(',', name, end - name) is >= 0 and var comma ? comma + 1 : end
            )
            {
                var equals = field.IndexOf('=', name, end - name);
                if (equals >= 0 && isWanted(field[name..equals].Trim()))
                {
                    yield return (equals + 1)..end;
                    break;
                }
            }

            pair = end + 1;
        }
    }
}
