namespace LearnWeb.Http;

/// <summary>The site's own cookies, except those of the labs, which protect nothing and are there to be read.</summary>
public static class SiteCookies
{
    /// <summary>
    /// The session of a signed-in user. Over HTTPS its name has a prefix that only a secure origin can set (6265bis
    /// §4.1.3).
    /// </summary>
    public const string Session = "lw-session",
        SecureSession = "__Host-lw-session";

    /// <summary>
    /// The session cookie for a site that is mounted under a path of its host: <c>__Host-</c> would require the path
    /// <c>/</c>.
    /// </summary>
    public const string SubPathSession = "__Secure-lw-session";

    /// <summary>
    /// The refresh token. Its name has no prefix <c>__Host-</c>, which would require the path <c>/</c>.
    /// </summary>
    public const string Refresh = "lw-refresh",
        SecureRefresh = "__Secure-lw-refresh";

    /// <summary>An identifier of the visitor, under which the goals of the labs are ticked.</summary>
    public const string Visitor = "lw-visitor";

    /// <summary>The accounts that have signed in from this browser.</summary>
    public const string KnownBrowser = "lw-known";

    /// <summary>One half of the antiforgery token.</summary>
    public const string Antiforgery = "lw-antiforgery";

    /// <summary>A message that the next page shows once.</summary>
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

    // The last two prefixes can be set over HTTPS only and are how browsers protect a session. Only the site may set
    // them.
    private static readonly string[] Prefixes = ["lw-", ".AspNetCore", "__Host-", "__Secure-"];

    /// <summary>
    /// Whether a cookie belongs to the site. An echo neither shows the value of such a cookie nor sets it.
    /// </summary>
    public static bool IsOwn(string name) =>
        Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a cookie with this name holds a secret. Browsers compare names case-sensitively.</summary>
    public static bool IsSecret(string name) => Secrets.Contains(name, StringComparer.Ordinal);

    /// <summary>
    /// Replaces every character of the site's own cookie values in a <c>Cookie</c> field by <c>*</c>.
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

    /// <summary>The positions of the values of certain cookies in a <c>Cookie</c> or <c>Set-Cookie</c> field.</summary>
    /// <param name="field">The field's value.</param>
    /// <param name="isWanted">Tells by its name whether a cookie is one of them.</param>
    public static IEnumerable<Range> ValuesIn(string field, Func<string, bool> isWanted)
    {
        var pair = 0;
        while (pair < field.Length)
        {
            var end = field.IndexOf(';', pair) is >= 0 and var semicolon ? semicolon : field.Length;
            // A name may also follow a comma, where a proxy has joined two field lines into one; ASP.NET Core reads it
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
