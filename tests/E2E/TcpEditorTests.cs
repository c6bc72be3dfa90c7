using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LearnWeb.Tests.E2E;

/// <summary>The TCP lab's editor of scripts.</summary>
public sealed class TcpEditorTests(SiteUnderTest site) : LearnerTests(site)
{
    [Theory]
    [InlineData("zh", "编辑脚本", "加一步", "第 {0} 步", "上移", "删除", "再运行一次")]
    [InlineData("en", "Edit the script", "Add a step", "Step {0}", "Move up", "Remove", "Run again")]
    public async Task Editor_AddsMovesAndRemovesSteps_AndRunsWhatItShows(
        string language,
        string edit,
        string add,
        string step,
        string up,
        string remove,
        string run
    )
    {
        var learner = await ArriveAsync();
        var page = learner.Page;
        await learner.OpenAsync($"/{language}/labs/tcp?preset=refused");
        await page.GetByText(edit).ClickAsync();

        await page.Locator(".script-add select")
            .SelectOptionAsync(
                new SelectOptionValue
                {
                    Label = "listen(0…128, reuse | noreuse) | listen(0…128, reuse | noreuse, fastopen)",
                }
            );
        await learner.Button(add).ClickAsync();
        await learner.Button($"{Step(2)}: {up}").ClickAsync();
        await page.Locator(".script-add select").SelectOptionAsync(new SelectOptionValue { Label = "accept" });
        await learner.Button(add).ClickAsync();
        await learner.Button($"{Step(3)}: {remove}").ClickAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = Step(1) }).FillAsync("listen(2)");
        await learner.Button(run).ClickAsync();

        await Expect(page.Locator(".script-steps code")).ToHaveTextAsync(["listen(2, reuse)", "connect"]);
        await Expect(page.Locator(".ladder-wide [data-segment]")).ToHaveCountAsync(3);
        Assert.Contains("script=listen", page.Url, StringComparison.Ordinal);

        string Step(int number) => step.Replace("{0}", $"{number}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task BadScript_VisiblyFails_AndIsKept()
    {
        var learner = await ArriveAsync(new() { JavaScriptEnabled = false }, expected: "400");
        var page = learner.Page;
        await learner.OpenAsync("/zh/labs/tcp");
        await page.GetByText("编辑脚本").ClickAsync();
        await page.Locator("textarea").FillAsync("connect\nsend(client, -1)");
        await page.GetByRole(AriaRole.Button, new() { Name = "运行" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("第 2 行");
        await Expect(page.Locator("textarea")).ToHaveValueAsync("connect\nsend(client, -1)");
        await Expect(page.Locator("textarea")).ToBeFocusedAsync();
    }

    [Theory]
    [InlineData("zh", "第 3 行", "第 3 步")]
    [InlineData("en", "Line 3", "Step 3")]
    public async Task BadStep_IsMarked_WhereTheMessageSays(string language, string line, string step)
    {
        var learner = await ArriveAsync(expected: "400");
        var page = learner.Page;
        await learner.OpenAsync($"/{language}/labs/tcp?script=connect%0A%0Afly(2)");

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync(line);
        var wrong = page.GetByRole(AriaRole.Textbox, new() { Name = step });
        await Expect(wrong).ToHaveValueAsync("fly(2)");
        await Expect(wrong).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(wrong).ToBeFocusedAsync();
        await Expect(page.Locator("#all-steps table")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task TextThatIsNoScript_IsMarkedAsAWhole()
    {
        var learner = await ArriveAsync(expected: "400");
        var page = learner.Page;
        await learner.OpenAsync("/en/labs/tcp?script=wait(6000);wait(6000)");

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Too much waiting");
        await Expect(page.Locator("textarea")).ToBeFocusedAsync();
    }
}
