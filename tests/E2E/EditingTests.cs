using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LearnWeb.Tests.E2E;

/// <summary>What an author sees who edits a note while the site runs.</summary>
public sealed class EditingTests(SiteUnderTest site) : LearnerTests(site)
{
    private const string FrontMatter = "---\ntitle: T\nsummary: S\norder: 1\nrequires: []\nupdated: 2026-11-23\n---\n";

    [Fact]
    public async Task Edit_ShowsWithoutRestart_AndABrokenOneKeepsTheLastGoodVersion()
    {
        Assert.SkipWhen(
            Environment.GetEnvironmentVariable("LEARNWEB_BASE_URL") is not null,
            "Edits the content of a site of its own."
        );
        var content = Directory.CreateTempSubdirectory("learnweb-content-").FullName;
        var note = Path.Combine(Directory.CreateDirectory(Path.Combine(content, "web")).FullName, "en.md");
        await File.WriteAllTextAsync(note, FrontMatter + "First version.", TestContext.Current.CancellationToken);
        await using var edited = new RunningSite("Development", content);
        var learner = await ArriveAsync();
        learner.AlsoAllowed = edited.Address;
        var page = learner.Page;
        var address = new Uri(edited.Address, "/en/notes/web").ToString();
        await page.GotoAsync(address);
        await Expect(page.Locator(".prose")).ToHaveTextAsync("First version.");

        await File.WriteAllTextAsync(note, FrontMatter + "Second version.", TestContext.Current.CancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        await page.ReloadAsync();
        await Expect(page.Locator(".prose")).ToHaveTextAsync("Second version.");

        await File.WriteAllTextAsync(
            note,
            FrontMatter + "Third.\n\n::: quiz\nbroken\n:::\n",
            TestContext.Current.CancellationToken
        );
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        await page.ReloadAsync();
        await Expect(page.Locator(".prose")).ToHaveTextAsync("Second version.");
        await Expect(page.GetByRole(Microsoft.Playwright.AriaRole.Alert)).ToContainTextAsync("content/web/en.md:10");

        // The twin that is not written shows this one, and says so.
        await page.GotoAsync(new Uri(edited.Address, "/zh/notes/web").ToString());
        await Expect(page.Locator(".notice")).ToContainTextAsync("英文版");
        Directory.Delete(content, recursive: true);
    }
}
