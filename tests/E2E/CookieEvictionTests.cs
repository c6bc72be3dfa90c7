using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LearnWeb.Tests.E2E;

/// <summary>
/// A browser keeps some 180 cookies of a host and then throws the oldest away: no other site can make it throw away
/// this one's.
/// </summary>
public sealed class CookieEvictionTests(SiteUnderTest site) : LearnerTests(site)
{
    private const string Evil = "http://evil.test/";

    [Fact]
    public async Task ForeignPageThatSetsManyCookies_LeavesTheVisitorSignedIn()
    {
        var learner = await ArriveAsync(expected: "[Bb]locked|Failed to load resource");
        var page = learner.Page;
        await learner.OpenAsync("/en/account/sign-in");
        await learner.Button("Enter as a guest").ClickAsync();
        await Expect(page.Locator(".notice:visible")).ToContainTextAsync("recovery code");
        var name = await page.Locator("h1").TextContentAsync();

        learner.AlsoAllowed = new Uri(Evil);
        await page.RouteAsync(
            $"{Evil}**",
            route => route.FulfillAsync(new() { ContentType = "text/html", Body = Page(learner.Site) })
        );
        await page.GotoAsync(Evil);
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        for (var i = 0; i < 12; i++)
        {
            await page.GotoAsync($"{learner.Site}bin/cookies/set?{Names($"n{i}-", 20)}");
        }

        var cookies = await page.Context.CookiesAsync([$"{learner.Site}bin/cookies"]);
        Assert.InRange(cookies.Count, 1, 60);
        await learner.OpenAsync("/en/account");
        await Expect(page.Locator("h1")).ToHaveTextAsync(name!);
    }

    private static string Page(Uri site) =>
        string.Concat(
            Enumerable
                .Range(0, 10)
                .Select(i =>
                    $"<img src='{site}bin/cookies/set?{Names($"i{i}-", 40)}'><iframe src='{site}"
                    + $"bin/cookies/set?{Names($"f{i}-", 40)}'></iframe>"
                )
        );

    private static string Names(string prefix, int count) =>
        string.Join('&', Enumerable.Range(0, count).Select(i => $"{prefix}{i}=1"));
}
