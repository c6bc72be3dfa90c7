using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LearnWeb.Tests.E2E;

public sealed class ReverseProxyLabTests(SiteUnderTest site) : LearnerTests(site)
{
    [Theory]
    [InlineData("zh", "轮询", true)]
    [InlineData("en", "Round robin", false)]
    public async Task Learner_SeesWhichOriginGotWhat_AndTheBytesOfEachHop(string language, string preset, bool script)
    {
        var learner = await ArriveAsync(new() { JavaScriptEnabled = script });
        var page = learner.Page;
        await learner.OpenAsync($"/{language}/labs/reverse-proxy");

        await page.GetByRole(AriaRole.Link, new() { Name = preset }).First.ClickAsync();

        var yarp = page.Locator(".proxy-engine").First;
        await Expect(yarp.Locator(".proxy-shares dd")).ToHaveTextAsync(["2", "2", "2"]);
        await Expect(page.Locator(".goal.done")).ToHaveCountAsync(1);
        await yarp.Locator(".proxy-request summary").First.ClickAsync();
        await Expect(yarp.Locator(".proxy-request[open] mark").First).ToBeVisibleAsync();
        await Expect(yarp.Locator(".proxy-request[open]")).ToContainTextAsync("X-Forwarded-For: 127.1.0.1");
    }

    [Fact]
    public async Task Mistake_IsToldWithItsLine_AndTheScriptIsStillThere()
    {
        var learner = await ArriveAsync(new() { JavaScriptEnabled = false }, expected: "400");
        var page = learner.Page;
        await learner.OpenAsync("/en/labs/reverse-proxy");

        await page.Locator("#script").FillAsync("get(A, /)\nfly(2)");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run on both proxies" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Line 2");
        await Expect(page.Locator("#script")).ToHaveValueAsync("get(A, /)\nfly(2)");
    }
}
