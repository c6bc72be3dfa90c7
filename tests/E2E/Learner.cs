using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace LearnWeb.Tests.E2E;

/// <summary>
/// One learner with one browser window. Notes every console message, failed request and request to another site;
/// at the end there must be none. Keeps a trace and a picture of a test that failed.
/// </summary>
internal sealed class Learner : IAsyncDisposable
{
    private readonly IBrowserContext _window;
    private readonly List<string> _complaints = [];
    private readonly string _results = Path.Combine(AppContext.BaseDirectory, "TestResults");

    private Learner(IBrowserContext window, IPage page, Uri site)
    {
        (_window, Page, Site) = (window, page, site);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !Expected.IsMatch(message.Text))
            {
                _complaints.Add($"console {message.Type} on {page.Url}: {message.Text}");
            }
        };
        page.PageError += (_, error) => _complaints.Add($"script error on {page.Url}: {error}");
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(Site.ToString(), StringComparison.Ordinal) && (AlsoAllowed is null || !request.Url.StartsWith(AlsoAllowed.ToString(), StringComparison.Ordinal)))
            {
                _complaints.Add($"{page.Url} asks {request.Url}");
            }
        };
    }

    public IPage Page { get; }

    public Uri Site { get; }

    /// <summary>Another site that this test visits on purpose.</summary>
    public Uri? AlsoAllowed { get; set; }

    /// <summary>Console messages this test provokes on purpose; nothing by default.</summary>
    public Regex Expected { get; set; } = new("(?!)", RegexOptions.None, TimeSpan.FromSeconds(1));

    public static async Task<Learner> ArriveAsync(SiteUnderTest site, BrowserNewContextOptions? options = null, string? host = null)
    {
        options ??= new();
        options.Locale ??= "zh-CN";
        options.ViewportSize ??= new() { Width = 1360, Height = 900 };
        var window = await site.Browser.NewContextAsync(options);
        window.SetDefaultTimeout(10_000);
        await window.Tracing.StartAsync(new() { Screenshots = true, Snapshots = true });
        var address = host is null ? site.Address : new UriBuilder(site.Address) { Host = host }.Uri;
        return new Learner(window, await window.NewPageAsync(), address);
    }

    public Task<IResponse?> OpenAsync(string path) => Page.GotoAsync(new Uri(Site, path).ToString());

    public ILocator Link(string name) => Page.GetByRole(AriaRole.Link, new() { Name = name });

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name });

    public ILocator Heading(string name) => Page.GetByRole(AriaRole.Heading, new() { Name = name });

    public async ValueTask DisposeAsync()
    {
        var failed = TestContext.Current.TestState?.Result == TestResult.Failed || _complaints.Count > 0;
        if (failed)
        {
            var name = Regex.Replace(TestContext.Current.Test?.TestDisplayName ?? "test", @"[^\w.-]+", "_", RegexOptions.None, TimeSpan.FromSeconds(1));
            name = name[..Math.Min(name.Length, 120)];
            await Page.ScreenshotAsync(new() { Path = Path.Combine(_results, $"{name}.png"), FullPage = true });
            await _window.Tracing.StopAsync(new() { Path = Path.Combine(_results, $"{name}.zip") });
        }

        await _window.DisposeAsync();
        Assert.True(_complaints.Count == 0, string.Join('\n', _complaints));
    }
}
