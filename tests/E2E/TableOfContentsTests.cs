using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LearnWeb.Tests.E2E;

public sealed class TableOfContentsTests(SiteUnderTest site) : LearnerTests(site)
{
    private static readonly Regex Marked = new("^true$");

    /// <summary>Too low for the whole table.</summary>
    private const int Low = 700;

    /// <summary>So high that the last sections cannot begin at its top.</summary>
    private const int High = 1400;

    /// <summary>Without smooth scrolling: where the page is asked to go, there it is.</summary>
    private Task<Learner> ArriveInAWindowAsync(int height) =>
        ArriveAsync(
            new()
            {
                ViewportSize = new() { Width = 1360, Height = height },
                ReducedMotion = ReducedMotion.Reduce,
            }
        );

    [Fact]
    public async Task CurrentEntry_IsInSight()
    {
        var learner = await ArriveInAWindowAsync(Low);

        await learner.OpenAsync("/zh/notes/tcp#time-wait");

        var entry = learner.Page.Locator(".toc a[href='#time-wait']");
        await Expect(entry).ToHaveAttributeAsync("aria-current", Marked);
        await Expect(entry).ToBeInViewportAsync(new() { Ratio = 1 });
        Assert.True(
            await entry.EvaluateAsync<bool>(
                "it => it.getBoundingClientRect().bottom <= it.closest('.toc').getBoundingClientRect().bottom"
            )
        );
    }

    [Fact]
    public async Task EntryThatWasAskedFor_IsTheCurrentOne_EvenWhereThePageEnds()
    {
        var learner = await ArriveInAWindowAsync(High);
        await learner.OpenAsync("/zh/notes/http");
        var entries = learner.Page.Locator(".toc a");
        var count = await entries.CountAsync();

        foreach (var place in new[] { count - 1, count - 2, 0 })
        {
            await entries.Nth(place).ClickAsync();
            await Expect(entries.Nth(place)).ToHaveAttributeAsync("aria-current", Marked);
            await Expect(learner.Page.Locator(".toc [aria-current]")).ToHaveCountAsync(1);
        }
    }

    [Fact]
    public async Task ReaderWhoScrolls_TakesTheMarkAlong()
    {
        var learner = await ArriveInAWindowAsync(Low);
        await learner.OpenAsync("/zh/notes/http#framing");
        var entries = learner.Page.Locator(".toc a");
        await Expect(learner.Page.Locator(".toc [aria-current]")).ToHaveCountAsync(1);

        await learner.Page.Keyboard.PressAsync("End");
        await Expect(entries.Last).ToHaveAttributeAsync("aria-current", Marked);

        await learner.Page.Keyboard.PressAsync("Home");
        await Expect(learner.Page.Locator(".toc [aria-current]")).ToHaveCountAsync(0);
    }
}
