using LearnWeb.Http;

namespace LearnWeb.Models.WsgiLab;

/// <summary>Keeps an application's cookies to itself: it shares the site's host with everything else there.</summary>
public static class CookieScope
{
    /// <summary>
    /// A <c>Set-Cookie</c> value whose path is the application's own prefix or below, and that names no domain (RFC
    /// 6265 §4.1.2).
    /// </summary>
    /// <param name="field">What the application sent.</param>
    /// <param name="mount">Its prefix, like <c>/wsgi/flask</c>.</param>
    /// <returns><c>null</c> for a cookie that is the site's own to set.</returns>
    public static string? Confine(string field, string mount)
    {
        var parts = field.Split(';', StringSplitOptions.TrimEntries);
        if (SiteCookies.IsOwn(parts[0].Split('=')[0].Trim()))
        {
            return null;
        }

        var path =
            parts.Skip(1).LastOrDefault(part => NameOf(part) == "PATH")?.Split('=', 2).ElementAtOrDefault(1) ?? "";
        var isBelow = path == mount || path.StartsWith(mount + "/", StringComparison.Ordinal);
        var kept = parts.Skip(1).Where(part => NameOf(part) is not ("PATH" or "DOMAIN"));
        return string.Join("; ", [parts[0], .. kept, $"Path={(isBelow ? path : mount)}"]);
    }

    private static string NameOf(string attribute) => attribute.Split('=', 2)[0].Trim().ToUpperInvariant();
}
