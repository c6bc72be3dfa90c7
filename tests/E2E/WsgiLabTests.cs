using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LearnWeb.Tests.E2E;

public sealed class WsgiLabTests(SiteUnderTest site) : LearnerTests(site)
{
    [Theory]
    [InlineData("zh", "运行", true)]
    [InlineData("en", "Run", true)]
    [InlineData("en", "Run", false)]
    public async Task Learner_SeesBothSides_AndARuleBroken(string language, string run, bool script)
    {
        var learner = await ArriveAsync(new() { JavaScriptEnabled = script });
        var page = learner.Page;
        await learner.OpenAsync($"/{language}/labs/wsgi");

        // A Chinese path: three bytes, three characters
        await page.GetByRole(AriaRole.Button, new() { Name = run, Exact = true }).ClickAsync();
        await Expect(page.Locator(".wire-response .wire-start")).ToContainTextAsync("HTTP/1.1 200 OK");
        await Expect(page.Locator(".wsgi-environ")).ToContainTextAsync(@"/a/b/ä¸\xad x");
        await Expect(page.Locator(".wsgi-environ .meaning").First).ToContainTextAsync("/a/b/中 x");
        await Expect(page.Locator(".goal.done")).ToHaveCountAsync(1);

        // An application that calls start_response twice is refused, with the rule
        await page.Locator("#app").SelectOptionAsync("start-twice");
        await page.GetByRole(AriaRole.Button, new() { Name = run, Exact = true }).ClickAsync();
        await Expect(page.Locator(".wire-response .wire-start")).ToContainTextAsync("HTTP/1.1 500");
        await Expect(page.Locator(".wsgi-rule")).ToContainTextAsync("exc_info");
        await Expect(page.Locator(".goal.done")).ToHaveCountAsync(2);
    }

    [Theory]
    [InlineData("zh", "运行，并与 Python 对照", ColorScheme.Light)]
    [InlineData("en", "Run, and compare with Python", ColorScheme.Dark)]
    public async Task Trace_IsAccessible_AndFitsAPhone(string language, string both, ColorScheme theme)
    {
        var learner = await ArriveAsync(
            new()
            {
                ColorScheme = theme,
                ViewportSize = new() { Width = 360, Height = 800 },
            }
        );
        await learner.OpenAsync($"/{language}/labs/wsgi?preset=post");
        var button = learner.Page.GetByRole(AriaRole.Button, new() { Name = both });
        Assert.SkipWhen(
            await button.CountAsync() == 0,
            "The site found no Python: install it (Debian: apt-get install python3)."
        );

        await button.ClickAsync();

        await Expect(learner.Page.Locator("#environs ~ .table-scroll")).ToContainTextAsync("SCRIPT_NAME");
        var result = await learner.Page.RunAxe(
            new AxeRunOptions
            {
                RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] },
            }
        );
        Assert.Empty(result.Violations.SelectMany(rule => rule.Nodes.Select(node => $"{rule.Id} {node.Html}")));
        Assert.Equal(
            0,
            await learner.Page.EvaluateAsync<int>(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
        );
        Assert.Equal(
            0,
            await learner.Page.EvaluateAsync<int>(
                "Math.max(...[...document.querySelectorAll('.table-scroll')].map(box => box.scrollWidth - "
                    + "box.clientWidth))"
            )
        );
        await Expect(
                learner
                    .Page.GetByRole(AriaRole.Table)
                    .GetByRole(AriaRole.Rowheader, new() { Name = "PATH_INFO", Exact = true })
            )
            .ToHaveCountAsync(1);
    }

    [Theory]
    [InlineData("zh", true)]
    [InlineData("en", false)]
    public async Task ChosenApplication_IsShown_BeforeItRuns(string language, bool script)
    {
        var learner = await ArriveAsync(new() { JavaScriptEnabled = script });
        var page = learner.Page;
        await learner.OpenAsync($"/{language}/labs/wsgi");

        await page.Locator("#path").FillAsync("/typed");
        await page.Locator("#app").SelectOptionAsync("too-short");
        if (!script)
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Show its code, run nothing" }).ClickAsync();
        }

        await Expect(page.Locator(".wsgi-program pre")).ToContainTextAsync("\"100\"");
        await Expect(page.Locator("label[for=path]")).ToContainTextAsync("/wsgi/too-short");
        await Expect(page.Locator("#path")).ToHaveValueAsync("/typed");
        await Expect(page.Locator("#see")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task LearnerWhoGoesBack_FindsTheRequestAsItWas_WithItsApplication()
    {
        var learner = await ArriveAsync();
        var page = learner.Page;
        await learner.OpenAsync("/en/labs/wsgi");
        await page.Locator("#app").SelectOptionAsync("too-long");
        await page.Locator("#path").FillAsync("/typed");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run", Exact = true }).ClickAsync();
        await Expect(page.Locator("#see")).ToBeVisibleAsync();

        await page.GoBackAsync();

        await Expect(page.Locator("#see")).ToHaveCountAsync(0);
        await Expect(page.Locator("#path")).ToHaveValueAsync("/typed");
        await Expect(page.Locator("#app")).ToHaveValueAsync("too-long");
        await Expect(page.Locator("label[for=path]")).ToContainTextAsync("/wsgi/too-long");
        await Expect(page.Locator(".wsgi-program pre")).ToContainTextAsync("GetBytes(text)");
    }

    [Fact]
    public async Task Result_IsFocused_WithoutARingAroundAll_AndBytesAreMonospaced()
    {
        var learner = await ArriveAsync();
        var page = learner.Page;
        await learner.OpenAsync("/en/labs/wsgi");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run", Exact = true }).PressAsync("Enter");

        await Expect(page.Locator("#see")).ToBeFocusedAsync();
        await Expect(page.Locator("#see")).ToHaveCSSAsync("outline-style", "none");
        await Expect(page.Locator("#see > h2")).ToHaveCSSAsync("text-decoration-line", "underline");
        await Expect(page.Locator("#fields")).ToHaveCSSAsync("font-family", new Regex("mono"));
    }

    [Fact]
    public async Task FieldWithoutColon_VisiblyFails_WithTheRemedy()
    {
        var learner = await ArriveAsync(host: SiteUnderTest.LanHost, expected: "400");
        await learner.OpenAsync("/en/labs/wsgi");

        await learner.Page.Locator("#fields").FillAsync("no colon here");
        await learner.Page.GetByRole(AriaRole.Button, new() { Name = "Run", Exact = true }).ClickAsync();

        await Expect(learner.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Name: value");
        await Expect(learner.Page.Locator("#fields")).ToHaveValueAsync("no colon here");
    }

    [Fact]
    public async Task FlaskGuestbook_IsSignedInTheBrowser()
    {
        var learner = await ArriveAsync();
        await learner.OpenAsync("/zh/labs/wsgi?app=flask");
        var open = learner.Link("/wsgi/flask/");
        Assert.SkipWhen(
            await open.CountAsync() == 0,
            "The site found no Flask: install it (Debian: apt-get install python3-flask)."
        );

        await open.ClickAsync();
        await learner.Page.GetByLabel("Name").FillAsync("李雷");
        await learner.Page.GetByLabel("Text").FillAsync("你好 <b>");
        await learner.Page.GetByRole(AriaRole.Button, new() { Name = "Sign", Exact = true }).ClickAsync();

        await Expect(learner.Page.GetByRole(AriaRole.Listitem)).ToContainTextAsync("李雷: 你好 <b>");
    }
}
