using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LearnWeb.Tests.E2E;

public sealed class HttpLabTests(SiteUnderTest site) : LearnerTests(site)
{
    [Theory]
    [InlineData("zh", "发送", true)]
    [InlineData("en", "Send", true)]
    [InlineData("en", "Send", false)]
    public async Task Learner_BreaksARequest_AndSeesItRefused(string language, string send, bool script)
    {
        var learner = await ArriveAsync(new() { JavaScriptEnabled = script });
        var page = learner.Page;
        await learner.OpenAsync($"/{language}/labs/http");

        // As it stands it is answered, and the first goal is ticked
        await page.GetByRole(AriaRole.Button, new() { Name = send, Exact = true }).ClickAsync();
        await Expect(page.Locator(".wire-response .wire-start")).ToContainTextAsync("HTTP/1.1 200 OK");
        await Expect(page.Locator(".goal.done")).ToHaveCountAsync(1);

        // Without Host it is refused; the editor keeps what was typed
        await page.Locator("textarea").FillAsync("GET /hello HTTP/1.1\n\n");
        await page.GetByRole(AriaRole.Button, new() { Name = send, Exact = true }).ClickAsync();
        await Expect(page.Locator(".wire-response .wire-start")).ToContainTextAsync("HTTP/1.1 400 Bad Request");
        await Expect(page.Locator("textarea")).ToHaveValueAsync("GET /hello HTTP/1.1\n\n");
        await Expect(page.Locator(".goal.done")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task EmptyRequest_VisiblyFails_WithTheRemedy()
    {
        var learner = await ArriveAsync(expected: "400");
        await learner.OpenAsync("/en/labs/http");

        await learner.Page.Locator("textarea").FillAsync("");
        await learner.Page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();

        await Expect(learner.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("request line");
    }

    [Fact]
    public async Task Preset_FillsTheEditor_AndExplainsWhatCameBack()
    {
        var learner = await ArriveAsync(host: SiteUnderTest.LanHost);
        await learner.OpenAsync("/zh/labs/http?preset=chunked-out");

        await learner.Page.GetByRole(AriaRole.Button, new() { Name = "发送", Exact = true }).ClickAsync();

        await Expect(learner.Page.Locator(".wire-chunk").First).ToBeVisibleAsync();
        await Expect(learner.Page.Locator(".preset-notice")).ToContainTextAsync("十六进制");
    }
}
