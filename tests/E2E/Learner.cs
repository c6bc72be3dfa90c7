using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace LearnWeb.Tests.E2E;

/// <summary>
/// One learner with one browser window. Notes every warning and error of the console, script error and
/// request to another site; when the test ends there must be none.
/// </summary>
internal sealed class Learner
{
    private readonly IBrowserContext _window;
    private readonly List<string> _complaints = [];

    private Learner(IBrowserContext window, IPage page, Uri site, string? expected)
    {
        (_window, Page, Site) = (window, page, site);
        page.Console += (_, message) =>
        {
            if (
                message.Type is "error" or "warning"
                && (
                    expected is null
                    || !Regex.IsMatch(message.Text, expected, RegexOptions.None, TimeSpan.FromSeconds(1))
                )
            )
            {
                _complaints.Add($"console {message.Type} on {page.Url}: {message.Text}");
            }
        };
        page.PageError += (_, error) => _complaints.Add($"script error on {page.Url}: {error}");
        page.Request += (_, request) =>
        {
            if (
                !request.Url.StartsWith(Site.ToString(), StringComparison.Ordinal)
                && (AlsoAllowed is null || !request.Url.StartsWith(AlsoAllowed.ToString(), StringComparison.Ordinal))
            )
            {
                _complaints.Add($"{page.Url} asks {request.Url}");
            }
        };
    }

    public IPage Page { get; }

    public Uri Site { get; }

    /// <summary>Another site that this test visits on purpose.</summary>
    public Uri? AlsoAllowed { get; set; }

    public static async Task<Learner> ArriveAsync(
        IBrowser browser,
        Uri site,
        BrowserNewContextOptions options,
        string? expected
    )
    {
        options.Locale ??= "zh-CN";
        options.ViewportSize ??= new() { Width = 1360, Height = 900 };
        var window = await browser.NewContextAsync(options);
        window.SetDefaultTimeout(SiteUnderTest.Patience);
        await window.Tracing.StartAsync(new() { Screenshots = true, Snapshots = true });
        return new Learner(window, await window.NewPageAsync(), site, expected);
    }

    public Task<IResponse?> OpenAsync(string path) => Page.GotoAsync(new Uri(Site, path).ToString());

    public ILocator Link(string name) => Page.GetByRole(AriaRole.Link, new() { Name = name });

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name });

    public ILocator Heading(string name) => Page.GetByRole(AriaRole.Heading, new() { Name = name });

    /// <summary>
    /// Closes the window, and says what was wrong. If anything was, or if the test failed, a trace and a picture are
    /// kept.
    /// </summary>
    /// <param name="failed">Whether the test failed.</param>
    /// <param name="file">Where they are kept: a path without its extension.</param>
    public async Task<IReadOnlyList<string>> LeaveAsync(bool failed, string file)
    {
        var keep = failed || _complaints.Count > 0;
        if (keep)
        {
            await Page.ScreenshotAsync(new() { Path = $"{file}.png", FullPage = true });
        }

        await _window.Tracing.StopAsync(new() { Path = keep ? $"{file}.zip" : null });
        await _window.DisposeAsync();
        return _complaints;
    }
}
