using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LearnWeb.Tests.E2E;

/// <summary>
/// What a picture would show at once and no other test sees: lines that wrap, words that are cut off, things that jump.
/// </summary>
public sealed class LookTests(SiteUnderTest site) : LearnerTests(site)
{
    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public async Task JourneyOnAPhone_IsOneLine(string language)
    {
        var learner = await ArriveAsync();
        var bar = learner.Page.Locator(".line-narrow");
        foreach (var note in Stations.Slugs)
        {
            await learner.OpenAsync($"/{language}/notes/{note}");
            foreach (var width in new[] { 320, 360, 390 })
            {
                await learner.Page.SetViewportSizeAsync(width, 800);
                var height = await bar.EvaluateAsync<double>(
                    "bar => bar.offsetHeight / parseFloat(getComputedStyle(bar).lineHeight)"
                );
                Assert.True(height is > 0.9 and < 1.1, $"{note} at {width}px: {height} lines");
                Assert.True(
                    await bar.Locator(".stop-name")
                        .EvaluateAllAsync<bool>("names => names.every(name => name.offsetWidth > 20)"),
                    $"{note} at {width}px: no room for a name"
                );
            }
        }
    }

    [Fact]
    public async Task PagesOfApplications_FitAPhone()
    {
        var learner = await ArriveAsync(
            new()
            {
                ViewportSize = new() { Width = 320, Height = 800 },
            },
            expected: "status of 503"
        ); // where no Python is
        foreach (var path in new[] { $"/wsgi/echo/{new string('x', 200)}", "/wsgi/flask/", "/wsgi/django/" })
        {
            await learner.OpenAsync(path);
            Assert.Equal(
                (path, 320),
                (path, await learner.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"))
            );
        }
    }

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public async Task Header_HasRoomForItsWords(string language)
    {
        var learner = await ArriveAsync();
        await learner.OpenAsync($"/{language}/notes/session-token"); // the longest name, and the current one is bold
        foreach (var width in new[] { 980, 1024, 1100, 1360 })
        {
            await learner.Page.SetViewportSizeAsync(width, 800);
            var gaps = await learner
                .Page.Locator(".line .stop-name")
                .EvaluateAllAsync<double[]>(
                    "names => names.map(name => name.getBoundingClientRect()).map((box, i, all) => i ? "
                        + "box.left - all[i - 1].right : box.left)"
                );
            var heights = await learner
                .Page.Locator(".line .stop-name")
                .EvaluateAllAsync<double[]>(
                    "names => names.map(name => name.offsetHeight / parseFloat(getComputedStyle(name).lineHeight))"
                );
            var cutOff = await learner
                .Page.Locator("#search-wide")
                .EvaluateAsync<int>(
                    "box => { box.value = box.placeholder; return box.scrollWidth - box.clientWidth; }"
                );

            AssertEach.Of(gaps, gap => Assert.InRange(gap, 12, width));
            AssertEach.Of(heights, lines => Assert.InRange(lines, 0.9, 1.1));
            Assert.Equal(0, cutOff);
        }
    }

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public async Task HeaderOnATablet_HasSearchAndJourney_AndFits(string language)
    {
        var learner = await ArriveAsync();
        var page = learner.Page;
        await learner.OpenAsync($"/{language}/notes/session-token");
        foreach (var width in new[] { 768, 820, 959 })
        {
            await page.SetViewportSizeAsync(width, 800);
            await Expect(page.Locator("#search-wide")).ToBeVisibleAsync();
            await Expect(page.Locator(".line")).ToBeVisibleAsync();
            var cutOff = await page.Locator("#search-wide")
                .EvaluateAsync<int>(
                    "box => { box.value = box.placeholder; return box.scrollWidth - box.clientWidth; }"
                );
            var right = await page.Locator(".bar-wide .theme-switch")
                .EvaluateAsync<double>("it => it.getBoundingClientRect().right");
            var bar = await page.Locator(".bar").EvaluateAsync<double>("it => it.offsetHeight");

            Assert.Equal((width, 0), (width, cutOff));
            Assert.InRange(right, 0, width);
            Assert.InRange(bar, 0, 64); // one line
        }
    }

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public async Task WideFigure_HasTheRoomBesideTheText(string language)
    {
        var learner = await ArriveAsync();
        await learner.Page.SetViewportSizeAsync(1360, 900);
        foreach (var note in Stations.Slugs)
        {
            await learner.OpenAsync($"/{language}/notes/{note}");
            var hidden = await learner
                .Page.Locator(".prose .figure-scroll")
                .EvaluateAllAsync<int[]>(
                    "all => all.map(figure => figure.scrollWidth - figure.clientWidth).filter(hidden => hidden > 0)"
                );
            Assert.True(hidden.Length == 0, $"{note}: {string.Join(", ", hidden)} px of figures are to be scrolled to");
        }
    }

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public async Task HomeOnAPhone_HasNoTextUnder12Pixels(string language)
    {
        var learner = await ArriveAsync(
            new()
            {
                ViewportSize = new() { Width = 360, Height = 800 },
            }
        );
        await learner.OpenAsync($"/{language}");
        var small = await learner
            .Page.Locator("body *")
            .EvaluateAllAsync<string[]>(
                @"all => all
                    .filter(it => [...it.childNodes]
                        .some(part => part.nodeType === Node.TEXT_NODE && part.textContent.trim()))
                    .filter(it => parseFloat(getComputedStyle(it).fontSize) < 12)
                    .map(it => it.outerHTML)"
            );
        Assert.Empty(small);
    }

    [Fact]
    public async Task MenuOnAPhone_OpensWithoutMovingAnything()
    {
        var learner = await ArriveAsync(
            new()
            {
                ViewportSize = new() { Width = 360, Height = 800 },
            }
        );
        await learner.OpenAsync("/en/notes/http");
        var places =
            "() => ['.brand', '.bar-narrow > summary', 'h1'].map(it => "
            + "document.querySelector(it).getBoundingClientRect().top)";
        var before = await learner.Page.EvaluateAsync<double[]>(places);

        await learner.Page.GetByText("Menu", new() { Exact = true }).ClickAsync();
        await Expect(learner.Page.GetByRole(AriaRole.Searchbox)).ToBeVisibleAsync();

        Assert.Equal(before, await learner.Page.EvaluateAsync<double[]>(places));
    }

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public async Task HomePage_ShowsTheWholeRequestOnTheFirstScreen_BesideTheHeadline(string language)
    {
        var learner = await ArriveAsync();
        await learner.OpenAsync($"/{language}");
        var card = await learner.Page.Locator(".hero .wire-card").BoundingBoxAsync();
        var text = await learner.Page.Locator(".hero .eyebrow").BoundingBoxAsync();

        Assert.InRange(text!.Y - card!.Y, 0, 40);
        Assert.InRange(card.Y + card.Height, 300, 900);
    }

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public async Task Code_IsNeitherCutIntoLettersNorCovered(string language)
    {
        var learner = await ArriveAsync();
        foreach (var note in Stations.Slugs)
        {
            await learner.OpenAsync($"/{language}/notes/{note}");
            var cut = new List<string>();
            foreach (var width in new[] { 1360, 360 })
            {
                await learner.Page.SetViewportSizeAsync(width, 800);
                cut.AddRange(
                    await learner
                        .Page.Locator("td code:visible")
                        .EvaluateAllAsync<string[]>(
                            @"all => all.flatMap(code => [...code.childNodes]).filter(part => {
                        const range = new Range();
                        range.selectNodeContents(part);
                        return /^[\w.:]+$/.test(part.textContent) && range.getClientRects().length > 1;
                    }).map(part => part.textContent)"
                        )
                );
            }

            var covered = await learner
                .Page.Locator(".copy")
                .EvaluateAllAsync<string[]>(
                    "all => all.filter(button => button.getBoundingClientRect().bottom > "
                        + "button.previousSibling.firstChild.getBoundingClientRect().top + 1).map(button => "
                        + "button.previousSibling.textContent)"
                );

            Assert.Empty(cut);
            Assert.Empty(covered);
        }
    }
}
