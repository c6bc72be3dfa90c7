using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LearnWeb.Tests.E2E;

/// <summary>Paper is white, whatever the theme is.</summary>
public sealed class PrintTests(SiteUnderTest site) : LearnerTests(site)
{
    private static readonly AxeRunOptions Contrast = new()
    {
        RunOnly = new() { Type = "rule", Values = ["color-contrast"] },
        ResultTypes = [ResultType.Violations],
    };

    [Theory]
    [InlineData("/zh/notes/tcp", null)]
    [InlineData("/zh/notes/tcp", "dark")]
    [InlineData("/zh/labs/tcp", null)]
    [InlineData("/en/labs/tcp", "dark")]
    [InlineData("/en/labs/session-token", null)]
    [InlineData("/zh/labs/session-token", "dark")]
    public async Task DarkPage_IsPrintedDarkOnWhite(string path, string? chosenTheme)
    {
        var learner = await ArriveAsync(
            new() { ColorScheme = chosenTheme is null ? ColorScheme.Dark : ColorScheme.Light }
        );
        var page = learner.Page;
        await page.AddInitScriptAsync($"localStorage.setItem('theme', '{chosenTheme}')");
        await learner.OpenAsync(path);
        await Expect(page.Locator("body")).ToHaveCSSAsync("background-color", "rgb(20, 22, 26)");

        await page.EmulateMediaAsync(new() { Media = Media.Print });

        await Expect(page.Locator("body")).ToHaveCSSAsync("background-color", "rgb(255, 255, 255)");
        await Expect(page.Locator(":root")).ToHaveCSSAsync("color-scheme", "light");
        var result = await page.RunAxe(Contrast);
        Assert.Equal("", string.Join('\n', result.Violations.SelectMany(rule => rule.Nodes.Select(node => node.Html))));
        await Expect(page.Locator("main .button:visible")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task PrintedTcpLab_HasEveryHeader_AndNoControls()
    {
        var learner = await ArriveAsync();
        var page = learner.Page;
        await learner.OpenAsync("/en/labs/tcp");
        await page.EmulateMediaAsync(new() { Media = Media.Print });

        await Expect(page.Locator(".preset:visible")).ToHaveCountAsync(0);
        foreach (var header in await page.Locator(".segment-body").AllAsync())
        {
            Assert.True((await header.BoundingBoxAsync())!.Height > 100);
        }
    }
}
