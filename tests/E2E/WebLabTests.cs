using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LearnWeb.Tests.E2E;

public sealed class WebLabTests(SiteUnderTest site) : LearnerTests(site)
{
    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public async Task Learner_SeesThatTheQueryTravels_AndTheFragmentDoesNot(string language)
    {
        var learner = await ArriveAsync();
        var presets = learner.Page.Locator(".preset");
        var startLine = learner.Page.Locator(".wire-start");

        await learner.OpenAsync($"/{language}/labs/web");
        await Expect(startLine).ToContainTextAsync($"GET /{language}/labs/web HTTP/1.1");

        await presets.Nth(1).ClickAsync();
        await Expect(startLine).ToContainTextAsync("?name=%E4%B8%AD+%2B&name=2 ");

        await presets.Nth(2).ClickAsync();
        await Expect(startLine).ToContainTextAsync("?look-at-the-address-bar HTTP");
        Assert.EndsWith("#part2", learner.Page.Url, StringComparison.Ordinal);
        await Expect(startLine).Not.ToContainTextAsync("part2");
    }

    [Theory]
    [InlineData("zh", "看服务器对这个请求的响应", true)]
    [InlineData("en", "See what the server answered to this request", true)]
    [InlineData("en", "See what the server answered to this request", false)]
    public async Task Home_ShowsItsOwnRequest_AndAfterwardsItsResponse(string language, string later, bool script)
    {
        var learner = await ArriveAsync(new() { JavaScriptEnabled = script, Locale = language });
        await learner.OpenAsync($"/{language}");
        await Expect(learner.Page.Locator(".wire-request .wire-start")).ToContainTextAsync($"GET /{language} HTTP/1.1");

        await learner.Link(later).ClickAsync();

        await Expect(learner.Page.Locator(".wire-response .wire-start")).ToContainTextAsync("HTTP/1.1 200 OK");
        await learner.Page.Locator(".wire-more summary").ClickAsync();
        await Expect(learner.Page.Locator(".wire-more pre").First)
            .ToContainTextAsync(
                $"curl -i --path-as-is -X GET {learner.Site.GetLeftPart(UriPartial.Authority)}/{language}"
            );
    }

    [Fact]
    public async Task UnknownLab_VisiblyFails_AndExplains404()
    {
        var learner = await ArriveAsync(expected: "404");

        await learner.OpenAsync("/zh/labs/time-travel");

        await Expect(learner.Heading("这里没有你要的东西")).ToBeVisibleAsync();
        await Expect(learner.Page.GetByText("404 Not Found")).ToBeVisibleAsync();
    }
}
