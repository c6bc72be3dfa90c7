using System.Text.RegularExpressions;

namespace LearnWeb.Models;

/// <summary>
/// The path under which a proxy shows the site, like <c>/learn</c>: what every path of the site begins with for those
/// outside, and what comes first in WSGI's <c>SCRIPT_NAME</c>. At the root of a host it is empty.
/// </summary>
public static partial class SubPath
{
    /// <summary>The most characters of one.</summary>
    public const int Longest = 100;

    /// <summary>
    /// What the site's own paths begin with. None may be a sub-path's first segment: of <c>/bin/get</c> it could not be
    /// told whether the proxy has left a sub-path <c>/bin</c> in it.
    /// </summary>
    public static readonly IReadOnlySet<string> OwnSegments = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        ".well-known",
        "api",
        "bin",
        "css",
        "en",
        "error",
        "favicon.ico",
        "favicon.svg",
        "feed.xml",
        "goals",
        "healthz",
        "img",
        "js",
        "labs",
        "notes",
        "openapi",
        "robots.txt",
        "sitemap.xml",
        "wire",
        "wsgi",
        "zh",
    };

    /// <summary>
    /// A sub-path as it was written, without a slash at its end; empty for none and for <c>/</c>. <c>null</c> if it is
    /// not one: a segment has letters, digits and <c>-._~</c> only, which are the same encoded or not (RFC 3986 §2.3).
    /// </summary>
    public static string? Read(string? text)
    {
        var path = (text ?? "").Trim();
        path = path.EndsWith('/') ? path[..^1] : path;
        var isOne = path.Length <= Longest && Form().IsMatch(path) && !OwnSegments.Contains(path.Split('/')[1]);
        return path.Length == 0 || isOne ? path : null;
    }

    /// <summary>
    /// Whether a path, or a target with its query, lies under a sub-path. Case counts, as in a proxy's configuration.
    /// </summary>
    public static bool Holds(string subPath, string path) =>
        path.StartsWith(subPath, StringComparison.Ordinal)
        && (subPath.Length == 0 || path.Length == subPath.Length || path[subPath.Length] is '/' or '?' or '#');

    /// <summary>A path as those outside name it, whether or not the proxy has taken the sub-path away.</summary>
    public static string Outside(string subPath, string path) => Holds(subPath, path) ? path : subPath + path;

    /// <summary>HTML whose links begin at the site's root, with links that begin at its host's.</summary>
    /// <param name="subPath">What comes between the two roots.</param>
    /// <param name="html">HTML of ours, in which text has its quotation marks encoded.</param>
    public static string InHtml(string subPath, string html) =>
        subPath.Length == 0 ? html : RootedLink().Replace(html, $"$0{subPath}");

    /// <summary>
    /// The <c>Path</c> of a cookie of the whole site: its sub-path, so that other programs of the host are not sent it
    /// (RFC 6265 §5.1.4).
    /// </summary>
    public static string CookiePath(string subPath) => subPath.Length == 0 ? "/" : subPath;

    [GeneratedRegex(@"^(/(?!\.{1,2}(/|$))[A-Za-z0-9._~-]+)+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();

    [GeneratedRegex(@" (href|src)=""(?=/(?!/))", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RootedLink();
}
