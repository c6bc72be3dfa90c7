using System.Xml.Linq;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace LearnWeb.Tests.E2E;

/// <summary>
/// What holds on every page: accessible, never wider than the screen, silent, and asking nobody else.
/// </summary>
public sealed class EveryPageTests(SiteUnderTest site) : LearnerTests(site)
{
    /// <summary>The browser itself logs that the page about 404 is a 404.</summary>
    private const string NoSuchPage = "the server responded with a status of 404";

    private static readonly AxeRunOptions Wcag = new()
    {
        RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
        ResultTypes = [ResultType.Violations],
    };

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public async Task Page_HasNoAxeViolation(string language)
    {
        var light = await ArriveAsync(new() { ColorScheme = ColorScheme.Light }, expected: NoSuchPage);
        var dark = await ArriveAsync(new() { ColorScheme = ColorScheme.Dark }, expected: NoSuchPage);

        // Both at once: measuring contrast takes longer than anything else here, and one window keeps one core busy.
        var violations = await Task.WhenAll(ViolationsAsync(light, "light"), ViolationsAsync(dark, "dark"));

        Assert.True(
            violations.All(list => list.Count == 0),
            string.Join('\n', violations.SelectMany(list => list).Distinct())
        );

        async Task<List<string>> ViolationsAsync(Learner learner, string theme)
        {
            var found = new List<string>();
            foreach (var path in await PagesAsync(learner, language))
            {
                await learner.OpenAsync(path);
                var result = await learner.Page.RunAxe(Wcag);
                found.AddRange(
                    result.Violations.SelectMany(rule =>
                        rule.Nodes.Select(node => $"{path}, {theme}: {rule.Id} {node.Html}")
                    )
                );
            }

            return found;
        }
    }

    [Theory]
    [InlineData(320)]
    [InlineData(640)]
    public async Task Page_IsNeverWiderThanTheScreen(int width)
    {
        var learner = await ArriveAsync(
            new()
            {
                ViewportSize = new() { Width = width, Height = 800 },
            },
            expected: NoSuchPage
        );
        var wide = new List<string>();
        foreach (var path in await PagesAsync(learner, "zh", "en"))
        {
            await learner.OpenAsync(path);
            var overflow = await learner.Page.EvaluateAsync<int>(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            );
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
        Assert.SkipWhen(
            Environment.GetEnvironmentVariable("LEARNWEB_BASE_URL") is not null,
            "A deployed site has the name it has."
        );
        var learner = await ArriveAsync(host: host, expected: NoSuchPage);

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
        var learner = await ArriveAsync();
        var browser = await learner.Page.Context.NewCDPSessionAsync(learner.Page);
        var (all, script) = (0.0, 0.0);
        var scripts = new HashSet<string>();
        await browser.SendAsync("Network.enable");
        await browser.SendAsync(
            "Network.setExtraHTTPHeaders",
            new() { ["headers"] = new Dictionary<string, string> { ["Accept-Encoding"] = "gzip" } }
        );
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

        await learner.Page.GotoAsync(
            new Uri(learner.Site, $"/zh/notes/{note}").ToString(),
            new() { WaitUntil = WaitUntilState.NetworkIdle }
        );

        Assert.InRange(all, 10_000, 60_000);
        Assert.InRange(script, 500, 15_000);
    }

    private static async Task<List<string>> PagesAsync(Learner learner, params string[] languages)
    {
        var response = await learner.Page.APIRequest.GetAsync(
            new UriBuilder(learner.Site)
            {
                Host = learner.Site.Host == SiteUnderTest.LanHost ? "127.0.0.1" : learner.Site.Host,
                Path = "/sitemap.xml",
            }.ToString()
        );
        var listed = XDocument
            .Parse(await response.TextAsync())
            .Descendants()
            .Where(element => element.Name.LocalName == "loc")
            .Select(element => new Uri(element.Value).AbsolutePath)
            .Where(path => languages.Any(language => path.StartsWith($"/{language}", StringComparison.Ordinal)))
            .ToList();
        Assert.NotEmpty(listed);
        return
        [
            .. listed,
            .. languages.SelectMany(l =>
                new[] { $"/{l}/search?q=http", $"/{l}/search?q=xyzzyqwerty", $"/{l}/search", $"/{l}/nope" }
            ),
        ];
    }
}
