using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LearnWeb.Tests.E2E;

public sealed class SearchTests(SiteUnderTest site) : LearnerTests(site)
{
    [Theory]
    [InlineData("zh", "缓", "web")]
    [InlineData("zh", "缓存", "web")]
    [InlineData("zh", "幂等", "get-post")]
    [InlineData("zh", "三次握手", "tcp")]
    [InlineData("zh", "标头", "http")]
    [InlineData("zh", "PRG 重定向", "get-post")]
    [InlineData("en", "idempotent", "get-post")]
    [InlineData("en", "caching", "http")]
    [InlineData("en", "status codes", "http")]
    [InlineData("en", "fragment", "web")]
    public async Task Query_TypedInTheBox_LeadsToItsHeading(string language, string query, string slug)
    {
        var learner = await ArriveAsync();
        var page = learner.Page;

        await learner.OpenAsync($"/{language}");
        await page.GetByRole(AriaRole.Searchbox).FillAsync(query);
        await page.Keyboard.PressAsync("Enter");

        var hit = page.Locator($".hit a[href*='/notes/{slug}']").First;
        await Expect(hit).ToBeVisibleAsync();
        await Expect(page.Locator(".hit mark").First).ToBeVisibleAsync();
        var target = await hit.GetAttributeAsync("href");
        await hit.ClickAsync();
        await Expect(page).ToHaveURLAsync(new Uri(learner.Site, target).ToString());
        if (target!.Contains('#', StringComparison.Ordinal))
        {
            await Expect(page.Locator($"[id='{target.Split('#')[1]}']")).ToBeInViewportAsync();
        }
    }

    [Theory(DisplayName = "What is no word is text, and gets a helpful page")]
    [InlineData("\"")]
    [InlineData("*")]
    [InlineData("NEAR(")]
    [InlineData("a AND")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("xyzzyqwerty")]
    public async Task OddQuery_IsAnsweredByAHelpfulPage(string query)
    {
        var learner = await ArriveAsync();

        var response = await learner.OpenAsync($"/en/search?q={Uri.EscapeDataString(query)}");

        Assert.Equal(200, response!.Status);
        await Expect(learner.Page.GetByRole(AriaRole.Status)).ToBeVisibleAsync();
        await Expect(learner.Page.Locator("#search-again")).ToHaveValueAsync(query);
    }

    [Theory]
    [InlineData("en", "get vs post", "“get vs post”: the 20 best.", "GET and POST")]
    [InlineData("zh", "GET POST 区别", "“GET POST 区别”：最合适的 20 处。", "GET 与 POST")]
    public async Task CommonQuestion_IsToldToHaveMoreAnswers_AndLeadsToTheNote(
        string language,
        string query,
        string line,
        string title
    )
    {
        var learner = await ArriveAsync();

        await learner.OpenAsync($"/{language}/search?q={Uri.EscapeDataString(query)}");

        await Expect(learner.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync(line);
        await Expect(learner.Page.Locator(".hit a").First).ToHaveTextAsync(title);
    }

    [Fact]
    public async Task TooLongQuery_StaysInTheBox_ToBeShortened()
    {
        var learner = await ArriveAsync();
        var query = string.Join(' ', Enumerable.Repeat("handshake", 11));

        await learner.OpenAsync($"/en/search?q={Uri.EscapeDataString(query)}");

        await Expect(learner.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("at most 100 characters");
        await Expect(learner.Page.Locator("#search-again")).ToHaveValueAsync(query);
    }
}
