using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LearnWeb.Tests.E2E;

/// <summary>Signing in and out, in both modes, both languages, and where there is no secure context.</summary>
public sealed class AccountTests(SiteUnderTest site) : LearnerTests(site)
{
    private const string Password = "correct horse battery";

    /// <summary>
    /// Where there are no locks, who refreshes second is told 401, waits and tries again; the browser logs that.
    /// </summary>
    private const string WaitsItsTurn = "status of 401";

    /// <summary>The browser itself logs answers of 400 and 401.</summary>
    private const string IsRefused = "the server responded with a status of 40[01]";

    [Theory]
    [InlineData("zh", "cookie", "localhost", true)]
    [InlineData("en", "cookie", SiteUnderTest.LanHost, false)]
    [InlineData("en", "token", "localhost", true)]
    [InlineData("zh", "token", SiteUnderTest.LanHost, true)]
    public async Task Learner_Registers_SignsOut_AndSignsInAgain(string language, string mode, string host, bool script)
    {
        var learner = await ArriveAsync(new() { JavaScriptEnabled = script }, host, expected: WaitsItsTurn);
        var (page, name) = (learner.Page, NewName());

        await learner.OpenAsync($"/{language}/account/register?mode={mode}");
        await FillAsync(page, name, Password);
        await Expect(page.Locator("h1")).ToHaveTextAsync(name);
        await Expect(page.Locator("[data-account-page] table tbody tr")).ToHaveCountAsync(1);
        if (script)
        {
            await Expect(Widget(page)).ToHaveTextAsync(name);
        }

        // Another page still knows who it is
        await learner.OpenAsync($"/{language}/notes/http");
        if (script)
        {
            await Expect(Widget(page)).ToHaveTextAsync(name);
        }

        await learner.OpenAsync($"/{language}/account");
        await Expect(page.Locator("h1")).ToHaveTextAsync(name);
        await page.Locator("form[data-leaves] button").First.ClickAsync();
        await Expect(page.Locator("h1")).Not.ToHaveTextAsync(name);
        await learner.OpenAsync($"/{language}/account");
        await Expect(page.Locator("h1")).Not.ToHaveTextAsync(name);

        await learner.OpenAsync($"/{language}/account/sign-in?mode={mode}");
        await FillAsync(page, name, Password);
        await Expect(page.Locator("h1")).ToHaveTextAsync(name);
    }

    [Theory]
    [InlineData("zh", "cookie")]
    [InlineData("en", "token")]
    public async Task WrongPassword_IsSaid_AndTheNameIsKept(string language, string mode)
    {
        var learner = await ArriveAsync(expected: IsRefused);
        await learner.OpenAsync($"/{language}/account/sign-in?mode={mode}");
        await FillAsync(learner.Page, "nobody-here", "wrong password");
        await Expect(learner.Page.Locator(".account-form [role=alert]:visible"))
            .ToContainTextAsync(language == "zh" ? "用户名或密码不对" : "is wrong");
        await Expect(learner.Page.Locator("#UserName")).ToHaveValueAsync("nobody-here");
    }

    [Theory]
    [InlineData("cookie")]
    [InlineData("token")]
    public async Task Guest_EntersInOneClick_ComesBackWithTheCode_AndEnds(string mode)
    {
        var learner = await ArriveAsync(expected: IsRefused);
        var page = learner.Page;
        await learner.OpenAsync($"/en/account/sign-in?mode={mode}");
        await learner.Button("Enter as a guest").ClickAsync();
        var notice = page.Locator(".notice:visible");
        await Expect(notice).ToContainTextAsync("recovery code");
        var (name, code) = (
            await notice.Locator("code").First.TextContentAsync(),
            await notice.Locator("code").Last.TextContentAsync()
        );
        if (mode == "token")
        {
            await learner.Link("I have it, go on").ClickAsync();
        }

        await Expect(page.Locator("h1")).ToHaveTextAsync(name!);
        await page.ReloadAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync(name!);
        await Expect(page.Locator(".recovery-code")).ToHaveCountAsync(0);

        var elsewhere = await ArriveAsync(expected: IsRefused);
        await elsewhere.OpenAsync("/en/account/sign-in");
        await FillAsync(elsewhere.Page, name!, code!);
        await Expect(elsewhere.Page.Locator("h1")).ToHaveTextAsync(name!);

        await page.Locator("details summary").Last.ClickAsync();
        await learner.Button("End this guest now").ClickAsync();
        // in token mode it is a script that asks, and then leaves
        await Expect(page.Locator("h1")).Not.ToHaveTextAsync(name!);
        await elsewhere.Page.ReloadAsync();
        await Expect(elsewhere.Page.Locator("h1")).Not.ToHaveTextAsync(name!);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData(SiteUnderTest.LanHost)]
    public async Task TwoTabsReloadingTogether_InTokenMode_StaySignedIn(string host)
    {
        var learner = await ArriveAsync(host: host, expected: WaitsItsTurn);
        var (first, name) = (learner.Page, NewName());
        await learner.OpenAsync("/zh/account/register?mode=token");
        await FillAsync(first, name, Password);
        await Expect(Widget(first)).ToHaveTextAsync(name);
        var second = await first.Context.NewPageAsync();
        await second.GotoAsync(new Uri(learner.Site, "/zh/notes/http").ToString());
        await Expect(Widget(second)).ToHaveTextAsync(name);

        for (var i = 0; i < 5; i++)
        {
            await Task.WhenAll(first.ReloadAsync(), second.ReloadAsync());
            await Expect(Widget(first)).ToHaveTextAsync(name);
            await Expect(Widget(second)).ToHaveTextAsync(name);
        }
    }

    [Fact]
    public async Task TokenMode_KeepsNoTokenWhereScriptOfAnotherPageCouldReadIt()
    {
        var learner = await ArriveAsync(expected: IsRefused);
        await learner.OpenAsync("/en/account/register?mode=token");
        await FillAsync(learner.Page, NewName(), Password);
        await Expect(learner.Page.Locator("[data-account-page] table")).ToBeVisibleAsync();
        var readable = await learner.Page.EvaluateAsync<string>(
            "JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + document.cookie"
        );
        Assert.DoesNotMatch("eyJ|[A-Za-z0-9_-]{40}", readable);
    }

    [Theory]
    [InlineData("cookie")]
    [InlineData("token")]
    public async Task SessionsPage_EndsTheOtherBrowser(string mode)
    {
        var here = await ArriveAsync(expected: IsRefused);
        var there = await ArriveAsync(expected: IsRefused);
        var name = NewName();
        await here.OpenAsync($"/en/account/register?mode={mode}");
        await FillAsync(here.Page, name, Password);
        await Expect(here.Page.Locator("h1")).ToHaveTextAsync(name);
        await there.OpenAsync("/en/account/sign-in");
        await FillAsync(there.Page, name, Password);
        await Expect(there.Page.Locator("h1")).ToHaveTextAsync(name);

        await here.Page.ReloadAsync();
        await Expect(here.Page.Locator("[data-account-page] tbody tr")).ToHaveCountAsync(2);
        await here.Page.GetByRole(AriaRole.Button, new() { Name = "Revoke", Exact = true }).ClickAsync();
        await Expect(here.Page.Locator("[data-account-page] tbody tr")).ToHaveCountAsync(1);

        await there.Page.ReloadAsync();
        await Expect(there.Page.Locator("h1")).Not.ToHaveTextAsync(name);
    }

    [Theory]
    [InlineData("cookie")]
    [InlineData("token")]
    public async Task Password_IsChanged_AndDataExported(string mode)
    {
        var learner = await ArriveAsync(expected: IsRefused);
        var (page, name) = (learner.Page, NewName());
        await learner.OpenAsync($"/zh/account/register?mode={mode}");
        await FillAsync(page, name, Password);
        await Expect(page.Locator("h1")).ToHaveTextAsync(name);

        await page.Locator("#Password").FillAsync("not the one");
        await page.Locator("#NewPassword").FillAsync("an even better one");
        await page.Locator(".account-form button").ClickAsync();
        await Expect(page.Locator("#Password-message")).ToContainTextAsync("现在的密码不对");
        await Expect(page.Locator("#Password")).ToBeFocusedAsync();
        await page.Locator("#Password").FillAsync(Password);
        await page.Locator("#NewPassword").FillAsync("an even better one");
        await page.Locator(".account-form button").ClickAsync();
        await Expect(page.Locator("[role=status]")).ToContainTextAsync("密码已修改");

        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator("[data-export]").ClickAsync());
        Assert.Equal("learnweb-account.json", download.SuggestedFilename);
        Assert.Contains(name, await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1360)]
    [InlineData(ColorScheme.Dark, 320)]
    public async Task AccountPages_AreAccessible_AndFitTheScreen(ColorScheme theme, int width)
    {
        var learner = await ArriveAsync(
            new()
            {
                ColorScheme = theme,
                ViewportSize = new() { Width = width, Height = 900 },
            },
            expected: IsRefused
        );
        var violations = new List<string>();
        foreach (var language in new[] { "zh", "en" })
        {
            await CheckAsync(learner, $"/{language}/account/sign-in?mode=cookie", violations);
            await CheckAsync(learner, $"/{language}/account/sign-in?mode=token", violations);
            await CheckAsync(learner, $"/{language}/account/register", violations);
            await CheckAsync(learner, $"/{language}/account", violations);
        }

        await learner.OpenAsync("/zh/account/register");
        await FillAsync(learner.Page, NewName(), Password);
        await CheckAsync(learner, "/zh/account", violations);
        await CheckAsync(learner, "/en/account", violations);
        Assert.True(violations.Count == 0, string.Join('\n', violations));
    }

    [Fact]
    public async Task ReturnUrl_LeadsOnlyWithinTheSite()
    {
        var learner = await ArriveAsync(expected: IsRefused);
        var name = NewName();
        await learner.OpenAsync("/en/account/register");
        await FillAsync(learner.Page, name, Password);
        await Expect(learner.Page.Locator("h1")).ToHaveTextAsync(name);
        foreach (
            var (target, expected) in new[]
            {
                ("/en/notes/http", "/en/notes/http$"),
                ("//evil.example/", "/en/account$"),
                ("https://evil.example/", "/en/account$"),
            }
        )
        {
            await learner.OpenAsync($"/en/account/sign-in?returnUrl={Uri.EscapeDataString(target)}");
            await FillAsync(learner.Page, name, Password);
            await Expect(learner.Page).ToHaveURLAsync(new Regex(expected));
        }
    }

    private static string NewName() => $"learner-{Guid.NewGuid():N}"[..20];

    private static ILocator Widget(IPage page) => page.Locator(".bar-wide [data-account]");

    private static async Task FillAsync(IPage page, string name, string password)
    {
        await page.Locator("#UserName").FillAsync(name);
        await page.Locator("#Password").FillAsync(password);
        await page.Locator(".account-form button").ClickAsync();
    }

    private static async Task CheckAsync(Learner learner, string path, List<string> violations)
    {
        await learner.OpenAsync(path);
        var result = await learner.Page.RunAxe();
        violations.AddRange(
            result.Violations.SelectMany(rule => rule.Nodes.Select(node => $"{path}: {rule.Id} {node.Html}"))
        );
        var overflow = await learner.Page.EvaluateAsync<int>(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        );
        violations.AddRange(overflow > 0 ? [$"{path} is {overflow}px too wide"] : []);
    }
}
