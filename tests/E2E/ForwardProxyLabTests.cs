using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LearnWeb.Tests.E2E;

public sealed class ForwardProxyLabTests(SiteUnderTest site) : LearnerTests(site)
{
    [Theory]
    [InlineData("zh", "HTTPS 经过代理", true)]
    [InlineData("en", "HTTPS through the proxy", false)]
    public async Task Learner_SeesWhatTheProxyCanRead(string language, string preset, bool script)
    {
        var learner = await ArriveAsync(new() { JavaScriptEnabled = script });
        var page = learner.Page;
        await learner.OpenAsync($"/{language}/labs/forward-proxy");

        await page.GetByRole(AriaRole.Link, new() { Name = preset }).First.ClickAsync();

        await Expect(page.Locator(".hop")).ToHaveCountAsync(2);
        await Expect(page.Locator(".proxy-saw")).ToContainTextAsync("CONNECT bank.example:443 HTTP/1.1");
        await Expect(page.Locator(".proxy-saw .unreadable").First).ToBeVisibleAsync();
        await Expect(page.Locator(".tls-end")).ToContainTextAsync("LearnWeb demo CA");
        await Expect(page.Locator(".goal.done")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task UnknownPreset_IsTold()
    {
        var learner = await ArriveAsync(new(), expected: "400");

        await learner.OpenAsync("/en/labs/forward-proxy?preset=nothing");

        await Expect(learner.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
    }
}
