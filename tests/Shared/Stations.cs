namespace LearnWeb.Tests;

/// <summary>The stations that are shipped.</summary>
internal static class Stations
{
    /// <summary>Their slugs, in the order of the line.</summary>
    public static readonly string[] Slugs =
    [
        "web",
        "http",
        "get-post",
        "tcp",
        "forward-proxy",
        "reverse-proxy",
        "session-token",
        "wsgi",
        "mvc",
        "flask",
        "django",
    ];
}
