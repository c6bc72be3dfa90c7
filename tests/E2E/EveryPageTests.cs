using System.Xml.Linq;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace LearnWeb.Tests.E2E;

/// <summary>What holds on every page: accessible, never wider than the screen, silent, and asking nobody else.</summary>
public sealed class EveryPageTests(SiteUnderTest site)
{
    private static readonly AxeRunOptions Wcag = new()
    {
        RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
    };

    [Theory]
    [InlineData(ColorScheme.Light, "zh")]
    [InlineData(ColorScheme.Light, "en")]
    [InlineData(ColorScheme.Dark, "zh")]
    [InlineData(ColorScheme.Dark, "en")]
    public async Task Page_HasNoAxeViolation(ColorScheme theme, string language)
    {
        await using var learner = await ArriveAsync(new() { ColorScheme = theme });
        var violations = new List<string>();
        foreach (var path in await PagesAsync(learner, language))
        {
            await learner.OpenAsync(path);
            var result = await learner.Page.RunAxe(Wcag);
            violations.AddRange(result.Violations.SelectMany(rule => rule.Nodes.Select(node => $"{path}: {rule.Id} {node.Html}")));
        }

        Assert.True(violations.Count == 0, string.Join('\n', violations.Distinct()));
    }

    [Theory]
    [InlineData(320)]
    [InlineData(640)]
    public async Task Page_IsNeverWiderThanTheScreen(int width)
    {
        await using var learner = await ArriveAsync(new() { ViewportSize = new() { Width = width, Height = 800 } });
        var wide = new List<string>();
        foreach (var path in await PagesAsync(learner, "zh", "en"))
        {
            await learner.OpenAsync(path);
            var overflow = await learner.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            if (overflow > 0)
            {
                wide.Add($"{path} is {overflow}px too wide");
            }
        }

        Assert.True(wide.Count == 0, string.Join('\n', wide));
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData(SiteUnderTest.LanHost)]
    public async Task Page_LogsNothing_AndAsksNobodyElse(string host)
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("LEARNWEB_BASE_URL") is not null, "A deployed site has the name it has.");
        await using var learner = await ArriveAsync(new(), host);

        foreach (var path in await PagesAsync(learner, "zh", "en"))
        {
            await learner.OpenAsync(path);
        } // what was logged or asked fails the test as the learner leaves
    }

    [Theory]
    [InlineData("http")]
    [InlineData("tcp")] // the heaviest, for its drawings
    public async Task FirstVisitToANote_IsSmall(string note)
    {
        await using var learner = await Learner.ArriveAsync(site);
        var browser = await learner.Page.Context.NewCDPSessionAsync(learner.Page);
        var (all, script) = (0.0, 0.0);
        var scripts = new HashSet<string>();
        await browser.SendAsync("Network.enable");
        await browser.SendAsync("Network.setExtraHTTPHeaders", new() { ["headers"] = new Dictionary<string, string> { ["Accept-Encoding"] = "gzip" } });
        browser.Event("Network.responseReceived").OnEvent += (_, e) =>
        {
            if (e?.GetProperty("type").GetString() == "Script")
            {
                scripts.Add(e.Value.GetProperty("requestId").GetString()!);
            }
        };
        browser.Event("Network.loadingFinished").OnEvent += (_, e) =>
        {
            var bytes = e!.Value.GetProperty("encodedDataLength").GetDouble();
            all += bytes;
            script += scripts.Contains(e.Value.GetProperty("requestId").GetString()!) ? bytes : 0;
        };

        await learner.Page.GotoAsync(new Uri(learner.Site, $"/zh/notes/{note}").ToString(), new() { WaitUntil = WaitUntilState.NetworkIdle });

        Assert.InRange(all, 10_000, 60_000);
        Assert.InRange(script, 500, 15_000);
    }

    private async Task<Learner> ArriveAsync(BrowserNewContextOptions options, string? host = null)
    {
        var learner = await Learner.ArriveAsync(site, options, host);
        // The browser itself logs that the page about 404 is a 404.
        learner.Expected = new("the server responded with a status of 404", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
        return learner;
    }

    private static async Task<List<string>> PagesAsync(Learner learner, params string[] languages)
    {
        var response = await learner.Page.APIRequest.GetAsync(new UriBuilder(learner.Site) { Host = learner.Site.Host == SiteUnderTest.LanHost ? "127.0.0.1" : learner.Site.Host, Path = "/sitemap.xml" }.ToString());
        var listed = XDocument.Parse(await response.TextAsync()).Descendants()
            .Where(element => element.Name.LocalName == "loc")
            .Select(element => new Uri(element.Value).AbsolutePath)
            .Where(path => languages.Any(language => path.StartsWith($"/{language}", StringComparison.Ordinal)))
            .ToList();
        Assert.NotEmpty(listed);
        return [.. listed, .. languages.SelectMany(l => new[] { $"/{l}/search?q=http", $"/{l}/search?q=xyzzyqwerty", $"/{l}/search", $"/{l}/nope" })];
    }
}
