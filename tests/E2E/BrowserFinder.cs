namespace LearnWeb.Tests.E2E;

/// <summary>
/// Finds a Chromium: the one named in <c>LEARNWEB_BROWSER</c>, one that Playwright has installed, one that the
/// system has.
/// </summary>
internal static class BrowserFinder
{
    public const string Missing =
        "There is no browser on this machine: install Chromium or Chrome (Debian: apt-get install chromium "
        + "fonts-noto-cjk), or set LEARNWEB_BROWSER to its path.";

    private static readonly string[] Names =
    [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "chrome",
        "msedge",
    ];

    private static readonly string[] UsualPlaces =
    [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe",
        @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ];

    /// <summary>Chromium refuses its sandbox to root.</summary>
    public static bool NeedsNoSandbox => OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess;

    /// <summary>The path of a browser; <c>null</c> if there is none.</summary>
    /// <param name="playwrightsOwn">Where Playwright would have installed one.</param>
    public static string? Find(string playwrightsOwn) =>
        Environment.GetEnvironmentVariable("LEARNWEB_BROWSER") is { Length: > 0 } named ? named
        : File.Exists(playwrightsOwn) ? playwrightsOwn
        : OnThisSystem();

    private static string? OnThisSystem()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var ending = OperatingSystem.IsWindows() ? ".exe" : "";
        return folders
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name + ending)))
            .Concat(UsualPlaces)
            .FirstOrDefault(File.Exists);
    }
}
