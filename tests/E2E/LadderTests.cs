using LearnWeb.Models;
using LearnWeb.Models.TcpLab;
using LearnWeb.Rendering.Tcp;
using Microsoft.Playwright;
using Xunit;

namespace LearnWeb.Tests.E2E;

/// <summary>Ladders as a browser shows them: whole, legible, and no text on another.</summary>
public sealed class LadderTests(SiteUnderTest site) : LearnerTests(site)
{
    [Theory]
    [InlineData("/en/labs/tcp?preset=close")]
    [InlineData("/zh/labs/tcp?preset=close")]
    [InlineData("/en/notes/tcp")]
    [InlineData("/zh/notes/tcp")]
    public async Task Ladder_HasBothEndsAndLegibleText_OnEveryScreen(string path)
    {
        var learner = await ArriveAsync();
        var page = learner.Page;
        await learner.OpenAsync(path);
        foreach (
            var width in new[]
            {
                320,
                360,
                640,
                641,
                700,
                768,
                820,
                881,
                960,
                961,
                1000,
                1024,
                1100,
                1152,
                1200,
                1201,
                1360,
                1920,
            }
        )
        {
            await page.SetViewportSizeAsync(width, 800);
            var faults = await page.Locator(".ladder:visible")
                .EvaluateAllAsync<string[]>(
                    @"ladders => ladders.flatMap(ladder => {
                    const box = ladder.parentElement.getBoundingClientRect();
                    const scale = ladder.getBoundingClientRect().width / ladder.viewBox.baseVal.width;
                    const shown = [...ladder.querySelectorAll('text, rect')]
                        .filter(part => part.getClientRects().length);
                    return shown.filter(part => {
                        const { left, right } = part.getBoundingClientRect();
                        const size = scale * parseFloat(getComputedStyle(part).fontSize);
                        return left < box.left - 1 || right > box.right + 1 || size < 10;
                    }).map(part => `${ladder.firstChild.textContent}: ${part.textContent}`);
                })"
                );

            Assert.True(faults.Length == 0, $"{width}px: {string.Join(", ", faults)}");
            Assert.Equal(
                await page.Locator(".figure-scroll:has(> .ladder)").CountAsync(),
                await page.Locator(".ladder:visible").CountAsync()
            );
        }
    }

    [Theory]
    [InlineData("zh", 960)]
    [InlineData("zh", 360)]
    [InlineData("en", 960)]
    [InlineData("en", 360)]
    public async Task Texts_StandOnNoOtherText_AndOnNoBar(string language, int width)
    {
        var learner = await ArriveAsync(
            new()
            {
                ViewportSize = new() { Width = width, Height = 800 },
            }
        );
        await learner.OpenAsync($"/{language}/notes/tcp");
        Assert.Empty(await OverlapsAsync(learner.Page));

        // Every recorded trace as the lab draws it, where the first figure was.
        var recorded = new RecordedTraces(Path.Combine(Repository.Root, "content", "tcp", "traces"));
        var words = UiStrings.For(Language.Find(language)!);
        var ladders = TcpPreset.All.Select(preset =>
            LadderSvg.DrawBoth(recorded.Find(preset)!, words, preset.Id, preset.Id, new LadderView(IsOnPage: true))
        );
        await learner
            .Page.Locator(".figure-scroll:has(> .ladder)")
            .First.EvaluateAsync("(box, ladders) => box.innerHTML = ladders", string.Concat(ladders));
        Assert.Empty(await OverlapsAsync(learner.Page));
    }

    /// <summary>
    /// Which texts meet another, or a bar, or are cut off at the edge. Texts are turned rectangles, and are apart if
    /// they are so as seen along a side of one of them.
    /// </summary>
    private static async Task<string[]> OverlapsAsync(IPage page) =>
        await page.Locator(".ladder:visible")
            .EvaluateAllAsync<string[]>(
                @"ladders => ladders.flatMap(ladder => {
            const inverse = ladder.getScreenCTM().inverse();
            const shown = kind => [...ladder.querySelectorAll(kind)].filter(part => part.getClientRects().length);
            const boxOf = part => {
                const box = part.getBBox();
                const turn = inverse.multiply(part.getScreenCTM());
                const blank = part.tagName === 'text' ? 3 : 0;
                const [left, right] = [box.x, box.x + box.width];
                const [top, bottom] = [box.y + blank, box.y + box.height - blank];
                const corners = [[left, top], [right, top], [right, bottom], [left, bottom]]
                    .map(([x, y]) => new DOMPoint(x, y).matrixTransform(turn));
                return { corners, text: part.textContent || 'a bar' };
            };
            const isApart = (a, b, [from, to]) => {
                const [x, y] = [to.x - from.x, to.y - from.y];
                const reach = ({ corners }) => corners.map(corner => (corner.x * x + corner.y * y) / Math.hypot(x, y));
                const [one, other] = [reach(a), reach(b)];
                return Math.max(...one) < Math.min(...other) + 1 || Math.max(...other) < Math.min(...one) + 1;
            };
            const meets = (a, b) => [a, b].every(({ corners: [first, second, third] }) =>
                !isApart(a, b, [first, second]) && !isApart(a, b, [second, third]));
            const texts = shown('text').map(boxOf), bars = shown('rect').map(boxOf);
            const width = ladder.viewBox.baseVal.width;
            const cut = texts.filter(text => text.corners.some(({ x }) => x < -1 || x > width + 1));
            const pairs = texts.flatMap((text, i) => [...texts.slice(i + 1), ...bars]
                .filter(other => meets(text, other))
                .map(other => `${text.text} | ${other.text}`));
            return [...cut.map(text => `${text.text} is cut off`), ...pairs]
                .map(fault => `${ladder.firstChild.textContent}: ${fault}`);
        })"
            );
}
