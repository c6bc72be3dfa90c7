using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LearnWeb.Tests.E2E;

public sealed class SessionTokenLabTests(SiteUnderTest site) : LearnerTests(site)
{
    [Theory]
    [InlineData("zh", true)]
    [InlineData("en", false)]
    public async Task Learner_SignsOutOfBoth_AndSeesWhichOneIsStillGood(string language, bool script)
    {
        var learner = await ArriveAsync(new() { JavaScriptEnabled = script });
        var page = learner.Page;
        await learner.OpenAsync($"/{language}/labs/session-token");

        await ChooseAsync(page, "session", "sign-in");
        await Expect(page.Locator("#see .status").Last).ToHaveTextAsync("200");
        await ChooseAsync(page, "session", "sign-out");
        await Expect(page.Locator("#see .status").Last).ToHaveTextAsync("401");
        await ChooseAsync(page, "jwt", "sign-in");
        await ChooseAsync(page, "jwt", "sign-out");
        await Expect(page.Locator("#see .status").Last).ToHaveTextAsync("200");

        var row = page.Locator("table.compare tbody tr").Nth(4);
        await Expect(row.Locator("td").Nth(0)).ToContainTextAsync("401");
        await Expect(row.Locator("td").Nth(1)).ToContainTextAsync("200");
        await Expect(page.Locator(".goal.done")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Attacks_AllFail_InFrontOfTheLearner()
    {
        var learner = await ArriveAsync();
        var page = learner.Page;
        await learner.OpenAsync("/en/labs/session-token");
        await page.Locator("button[value=attack]").ClickAsync();
        await Expect(page.Locator("#see .lab-step")).ToHaveCountAsync(35);
        // signing in, the good token, and one refresh
        await Expect(page.Locator("#see .status-ok")).ToHaveCountAsync(3);
        await Expect(page.Locator(".goal.done")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Script_CannotReadTheHttpOnlyCookie_ButCanUseIt_AndCanReadTheToken()
    {
        var learner = await ArriveAsync();
        var page = learner.Page;
        await learner.OpenAsync("/en/labs/session-token");
        await ChooseAsync(page, "session", "sign-in");
        await ChooseAsync(page, "jwt", "sign-in");
        await Expect(page.Locator("[data-script=Session]")).ToHaveTextAsync("Not done yet.");
        await page.Locator("[data-read-by-script]").ClickAsync();
        await Expect(page.Locator("[data-script=Session]")).ToContainTextAsync("cannot read");
        await Expect(page.Locator("[data-script=Session]")).ToContainTextAsync("recognizes ada");
        await Expect(page.Locator("[data-script=Jwt]")).ToContainTextAsync("eyJ");
    }

    [Theory]
    [InlineData("zh", ColorScheme.Dark)]
    [InlineData("en", ColorScheme.Light)]
    public async Task AdvancedWays_AreMeasuredToo_AndThePageStaysAccessible(string language, ColorScheme theme)
    {
        var learner = await ArriveAsync(new() { ColorScheme = theme });
        var page = learner.Page;
        await learner.OpenAsync($"/{language}/labs/session-token");
        await page.Locator("details.advanced > summary").ClickAsync();
        await ChooseAsync(page, "cookie", "sign-out"); // signs in first: what is measured is what becomes of a good one
        await Expect(page.Locator("#see .status").Last).ToHaveTextAsync("200");
        await page.Locator("form.way-denylist summary").ClickAsync();
        await ChooseAsync(page, "denylist", "revoke");
        await Expect(page.Locator("#see .status").Last).ToHaveTextAsync("401");

        var result = await page.RunAxe();
        Assert.True(
            result.Violations.Length == 0,
            string.Join('\n', result.Violations.Select(violation => $"{violation.Id}: {violation.Nodes[0].Html}"))
        );
    }

    [Theory(DisplayName = "A real browser, two real sites: which cookies a foreign form brings along")]
    [InlineData("zh", "localhost", "127.0.0.1")]
    [InlineData("en", "127.0.0.1", "localhost")]
    public async Task ForeignForm_BringsWhatSameSiteAllows(string language, string host, string other)
    {
        var learner = await ArriveAsync(host: host);
        learner.AlsoAllowed = new UriBuilder(learner.Site) { Host = other }.Uri;
        var page = learner.Page;
        await learner.OpenAsync($"/{language}/labs/session-token");
        await page.Locator("form[action$='/cookies'] button").ClickAsync();

        // "None" without "Secure" was refused; all others are stored, "None; Secure" too, since loopback counts as
        // secure
        await ExpectColumnAsync(
            page,
            1,
            language == "zh" ? "有" : "yes",
            language == "zh" ? "浏览器拒绝了" : "refused by the browser"
        );

        await page.Locator("#cross-site ol a").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex($"//{Regex.Escape(host)}:.*/order$"));
        await page.Locator("a.button-main").ClickAsync();
        var came = language == "zh" ? "带上了" : "came along";
        var stayed = language == "zh" ? "没带" : "stayed away";
        var missing = language == "zh" ? "没有存下" : "not stored";
        foreach (var (index, expected) in new[] { came, missing, came, stayed, stayed }.Index())
        {
            await Expect(Cell(page, index, 2)).ToHaveTextAsync(expected);
        }

        await page.Locator("form[action$='/order'] button").ClickAsync();
        await page.Locator("a.button-main").ClickAsync();
        foreach (var (index, expected) in new[] { came, missing, came, came, came }.Index())
        {
            await Expect(Cell(page, index, 3)).ToHaveTextAsync(expected);
        }

        await Expect(page.Locator("#cross-site > p").Last)
            .ToContainTextAsync(
                language == "zh"
                    ? "自己站点的表单，有；另一个站点的表单，没有"
                    : "this site’s form, yes; from the other site’s form, no"
            );
        await Expect(page.Locator(".goal.done")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task OnALanName_ThereIsNoOtherSite_AndARecordIsShown()
    {
        var learner = await ArriveAsync(host: SiteUnderTest.LanHost);
        await learner.OpenAsync("/en/labs/session-token");
        await Expect(learner.Page.Locator("#cross-site .notice")).ToContainTextAsync("Labs:OtherSite");
        await Expect(learner.Page.Locator("#cross-site caption")).ToContainTextAsync("2026-11-23");
        await Expect(Cell(learner.Page, 4, 2)).ToHaveTextAsync("stayed away");
    }

    private static ILocator Cell(IPage page, int row, int column) =>
        page.Locator("table.cross-site tbody tr").Nth(row).Locator("th, td").Nth(column);

    private static async Task ExpectColumnAsync(IPage page, int column, string yes, string refused)
    {
        for (var row = 0; row < 5; row++)
        {
            await Expect(Cell(page, row, column)).ToHaveTextAsync(row == 1 ? refused : yes);
        }
    }

    private static Task ChooseAsync(IPage page, string way, string action) =>
        page.Locator($"form.way-{way} button[value={action}]").First.ClickAsync();
}
