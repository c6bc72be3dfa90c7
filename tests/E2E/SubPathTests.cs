using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LearnWeb.Tests.E2E;

/// <summary>
/// A site that stands under a path of its host. Nothing that a page does may ask for anything outside: a learner
/// complains of every such request.
/// </summary>
public sealed class SubPathTests(SiteUnderTest site) : LearnerTests(site)
{
    /// <summary>The browser logs that a refresh waits its turn, where there is nothing to refresh yet.</summary>
    private const string IsNotSignedInYet = "status of 401";

    [Theory]
    [InlineData("cookie")]
    [InlineData("token")]
    public async Task Learner_SignsIn_RunsALab_AndSearches(string mode)
    {
        await using var shared = new RunningSite("Production", content: null, subPath: "/learn");
        var learner = await ArriveAtAsync(shared.Address, expected: IsNotSignedInYet);
        var (page, name) = (learner.Page, $"learner-{Guid.NewGuid():N}"[..20]);

        await learner.OpenAsync($"en/account/register?mode={mode}");
        await page.Locator("#UserName").FillAsync(name);
        await page.Locator("#Password").FillAsync("correct horse battery");
        await page.Locator(".account-form button").ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync(name);

        // The account widget, and the progress that other pages ask for by script
        await learner.OpenAsync("en/labs/http");
        await Expect(page.Locator(".bar-wide [data-account]")).ToHaveTextAsync(name);
        await learner.Button("Send").First.ClickAsync();
        await Expect(page.Locator(".wire-response .wire-start")).ToContainTextAsync("HTTP/1.1 200 OK");
        await Expect(page.Locator(".goal.done")).ToHaveCountAsync(1);

        await page.GetByRole(AriaRole.Searchbox).FillAsync("handshake");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".hit a[href*='/notes/tcp']").First.ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/learn/en/notes/tcp"));
        await page.Locator(".bar-wide [hreflang=zh-CN]").ClickAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "zh-CN");

        // Signed out, in all of the site
        await learner.OpenAsync("en/account");
        await page.Locator("form[data-leaves] button").First.ClickAsync();
        await Expect(page.Locator("h1")).Not.ToHaveTextAsync(name);
        await learner.OpenAsync("en/account");
        await Expect(page.Locator("h1")).Not.ToHaveTextAsync(name);
    }

    [Fact]
    public async Task Response_CanBeSeenAfterwards()
    {
        await using var shared = new RunningSite("Production", content: null, subPath: "/learn");
        var learner = await ArriveAtAsync(shared.Address);

        await learner.OpenAsync("en/labs/web");
        await learner.Page.Locator("[data-wire]").ClickAsync();

        await Expect(learner.Page.Locator(".wire-response .wire-start")).ToContainTextAsync("HTTP/1.1 200 OK");
        Assert.EndsWith("/learn/en/labs/web", learner.Page.Url, StringComparison.Ordinal);
    }
}
