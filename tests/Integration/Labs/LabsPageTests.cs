using LearnWeb.Models;
using LearnWeb.Models.Labs;
using Xunit;

namespace LearnWeb.Tests.Integration.Labs;

/// <summary>The page of all labs, and the way on from each.</summary>
public sealed class LabsPageTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("zh", "第 4 站", "你给输入，服务器真的做一遍", "约 15 分钟", "已完成 0 / 6 项任务")]
    [InlineData(
        "en",
        "Station 4",
        "you give the input, the server really does it",
        "about 15 min",
        "0 of 6 goals done"
    )]
    public async Task Card_ShowsStationShapeMinutesAndWhatMustBeDone(
        string language,
        string station,
        string shape,
        string minutes,
        string done
    )
    {
        var page = await site.PageAsync($"/{language}/labs");
        var cards = page.QuerySelectorAll(".lab-link");
        var tcp = cards.Single(card => card.QuerySelector($"a[href='/{language}/labs/tcp']") is not null);

        Assert.Equal(LabCatalog.All.Count, cards.Length);
        Assert.All(
            new[] { station, shape, minutes, done },
            words => Assert.Contains(words, tcp.TextContent, StringComparison.Ordinal)
        );
        Assert.Equal(3, tcp.QuerySelectorAll(".goal").Length);
        Assert.Empty(page.QuerySelectorAll(".done"));
    }

    [Fact]
    public async Task Card_ShowsWhatThisVisitorHasDone()
    {
        using var first = await site.GetAsync("/en/labs/web?name=1");
        var visitor = first.Headers.GetValues("Set-Cookie").Single().Split(';')[0];

        using var mine = await site.GetAsync("/en/labs", ("Cookie", visitor));
        var card = (await Site.ParseAsync(mine)).QuerySelectorAll(".lab-link.done").Single();

        Assert.Equal("/en/labs/web", card.QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("1 of 3 goals done", card.TextContent, StringComparison.Ordinal);
        Assert.Equal("done", card.QuerySelector(".goal.done .visually-hidden")!.TextContent);
        Assert.Empty((await site.PageAsync("/en/labs")).QuerySelectorAll(".done"));
    }

    [Fact]
    public void EveryLab_BelongsToANote_WhichShowsIt() =>
        Assert.All(
            from lab in LabCatalog.All
            from language in Language.All
            select (lab.Slug, Note: Path.Combine(Repository.Root, "content", lab.Slug, $"{language}.md")),
            lab => Assert.Contains($"::: lab {lab.Slug}\n", File.ReadAllText(lab.Note), StringComparison.Ordinal)
        );

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public async Task Lab_EndsWithItsNotesQuizAndTheNextStation(string language)
    {
        foreach (var lab in LabCatalog.All)
        {
            var page = await site.PageAsync($"/{language}/labs/{lab.Slug}");
            var ways = page.QuerySelectorAll(".lab > :last-child a").Select(way => way.GetAttribute("href")!).ToList();

            Assert.Equal($"/{language}/notes/{lab.Slug}#quiz", ways[0]);
            Assert.Equal(2, ways.Count);
            Assert.NotNull((await site.PageAsync(ways[0])).GetElementById("quiz"));
            Assert.NotEqual($"/{language}/notes/{lab.Slug}", ways[1]);
        }
    }
}
