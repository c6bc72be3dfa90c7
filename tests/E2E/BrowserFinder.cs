namespace LearnWeb.Tests.E2E;

/// <summary>
/// Finds a Chromium: the one named in <c>LEARNWEB_BROWSER</c>, one that Playwright has installed, one that the
/// system has; else installs it; else says what to run.
/// </summary>
internal static class BrowserFinder
{
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

    /// <summary>The path of a browser; <c>null</c> when Playwright's own is to be used.</summary>
    /// <exception cref="InvalidOperationException">There is none and none could be installed.</exception>
    public static string? Find(string playwrightsOwn)
    {
        if (Environment.GetEnvironmentVariable("LEARNWEB_BROWSER") is { Length: > 0 } named)
        {
            return named;
        }

        if (File.Exists(playwrightsOwn))
        {
            return null;
        }

        if (OnThisSystem() is { } found)
        {
            return found;
        }

        if (Microsoft.Playwright.Program.Main(["install", "chromium"]) == 0 && File.Exists(playwrightsOwn))
        {
            return null;
        }

        Debian.Install("chromium", "fonts-noto-cjk");
        return OnThisSystem()
            ?? throw new InvalidOperationException(
                "No browser was found and none could be installed. Install Chromium or Chrome (Debian: "
                    + "apt-get install chromium fonts-noto-cjk) or set LEARNWEB_BROWSER to its path."
            );
    }

    /// <summary>Chromium refuses its sandbox to root.</summary>
    public static bool NeedsNoSandbox => OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess;

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
