using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LearnWeb.Tests.E2E;

public sealed class TcpLabTests(SiteUnderTest site) : LearnerTests(site)
{
    [Theory]
    [InlineData("zh", "三次握手", true, "localhost")]
    [InlineData("en", "Three-way handshake", true, SiteUnderTest.LanHost)]
    [InlineData("zh", "三次握手", false, "localhost")]
    [InlineData("en", "Three-way handshake", false, "localhost")]
    public async Task Learner_SeesAHandshake_AndItsHeaders(string language, string preset, bool script, string host)
    {
        var learner = await ArriveAsync(new() { JavaScriptEnabled = script }, host);
        var page = learner.Page;
        await learner.OpenAsync($"/{language}/labs/tcp");

        await page.GetByRole(AriaRole.Link, new() { Name = preset }).First.ClickAsync();

        await Expect(page.Locator(".ladder-wide [data-segment]")).ToHaveCountAsync(5);
        await Expect(page.Locator(".goal.done")).ToHaveCountAsync(1);
        await page.Locator(".ladder-wide [data-segment='2'] a").ClickAsync();
        await Expect(page.Locator("#segment-2 .header-fields")).ToBeVisibleAsync();
        await Expect(page.Locator("#segment-2")).ToContainTextAsync("+ 1");
    }

    [Theory]
    [InlineData("zh", "还有", "SYN-ACK 丢了", 1360, 900)]
    [InlineData("en", "more:", "The SYN-ACK is lost", 1360, 900)]
    [InlineData("zh", "还有", "SYN-ACK 丢了", 360, 800)]
    public async Task FirstScreen_HasTheWire_AndOtherPresetsAreOneClickAway(
        string language,
        string more,
        string preset,
        int width,
        int height
    )
    {
        var learner = await ArriveAsync(
            new()
            {
                ViewportSize = new() { Width = width, Height = height },
            }
        );
        var page = learner.Page;
        await learner.OpenAsync($"/{language}/labs/tcp");
        await Expect(page.Locator(".ladder-card h3")).ToBeInViewportAsync(new() { Ratio = 1 });

        await page.Locator("summary", new() { HasText = more }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = preset, Exact = true }).ClickAsync();

        await Expect(page.Locator(".lab-do > .presets [aria-current]")).ToHaveTextAsync(preset);
        await Expect(page.Locator(".lab-do > .presets [aria-current]")).ToBeInViewportAsync(new() { Ratio = 1 });
        await Expect(page.Locator(".more-presets .presets").First).ToBeHiddenAsync();
    }

    [Theory]
    [InlineData("zh", "下一个", "全部", "丢了：SYN ACK", "第 3 步 · connect")]
    [InlineData("en", "Next", "All", "lost: SYN ACK", "Step 3 · connect")]
    public async Task Learner_StepsThroughALostSynAck_WithKeysAndButtons(
        string language,
        string next,
        string all,
        string lost,
        string heading
    )
    {
        var learner = await ArriveAsync();
        var page = learner.Page;
        await learner.OpenAsync($"/{language}/labs/tcp?preset=lost-syn-ack");
        await Expect(page.Locator(".ladder-wide .seq-lost")).ToHaveCountAsync(1);
        var whole = await page.Locator(".ladder-card h3").TextContentAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = next }).ClickAsync();
        await page.Keyboard.PressAsync("ArrowRight");

        await Expect(page.Locator(".ladder-wide .now")).ToContainTextAsync(lost);
        await Expect(page.Locator(".script-steps .now code")).ToHaveTextAsync("connect");
        await Expect(page.Locator(".machine-state.now-client")).ToHaveAttributeAsync("data-state", "SYN-SENT");
        await Expect(page.Locator(".machine-state.now-server")).ToHaveAttributeAsync("data-state", "SYN-RECEIVED");
        await Expect(page.Locator(".segment:visible")).ToHaveCountAsync(1);
        await Expect(page.Locator(".ladder-card h3")).ToHaveTextAsync(heading);
        await Expect(page.Locator(".ladder-status"))
            // a slow machine sends more again
            .ToHaveTextAsync(new Regex($"^2 / [5-9] · {lost} seq=[0-9]+ ack=[0-9]+$"));

        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(page.Locator(".ladder-wide .now")).ToHaveAttributeAsync("data-segment", "1");
        await page.GetByRole(AriaRole.Button, new() { Name = all, Exact = true }).ClickAsync();
        await Expect(page.Locator(".ladder-wide .now")).ToHaveCountAsync(0);
        await Expect(page.Locator(".ladder-card h3")).ToHaveTextAsync(whole!);
        await Expect(page.Locator(".ladder-status")).ToBeEmptyAsync();
    }

    [Theory]
    [InlineData(1360, 900, "wide")]
    [InlineData(360, 800, "narrow")]
    public async Task Stepping_KeepsTheArrow_ItsHeaderAndTheControlsInView(int width, int height, string ladder)
    {
        var learner = await ArriveAsync(
            new()
            {
                ViewportSize = new() { Width = width, Height = height },
                ReducedMotion = ReducedMotion.Reduce,
            }
        );
        var page = learner.Page;
        await learner.OpenAsync("/en/labs/tcp?preset=accept-queue");

        foreach (var key in Enumerable.Repeat("ArrowRight", 20).Concat(Enumerable.Repeat("ArrowLeft", 12)))
        {
            await page.Keyboard.PressAsync(key);
        }

        await Expect(page.Locator(".ladder-status")).ToContainTextAsync("8 / ");
        var head = (await page.Locator(".ladder-head").BoundingBoxAsync())!;
        var arrow = (await page.Locator($".ladder-{ladder} .now").BoundingBoxAsync())!;
        var header = (await page.Locator(".segments-card").BoundingBoxAsync())!;
        Assert.True(
            head.Y >= 0 && head.Y + head.Height <= arrow.Y,
            $"the controls end at {head.Y + head.Height}, the arrow begins at {arrow.Y}"
        );
        Assert.True(
            arrow.Y + arrow.Height <= header.Y,
            $"the arrow ends at {arrow.Y + arrow.Height}, its header begins at {header.Y}"
        );
        await Expect(page.Locator(".segment[open] .header-fields dt").First).ToBeInViewportAsync();
    }

    [Fact]
    public async Task ArrowKeys_StillScrollWhatIsTooWide()
    {
        var learner = await ArriveAsync(
            new()
            {
                ViewportSize = new() { Width = 700, Height = 900 },
            }
        );
        var page = learner.Page;
        await learner.OpenAsync("/en/labs/tcp");
        var table = page.Locator(".table-scroll:has(.step-table)");
        await table.FocusAsync();

        await page.Keyboard.PressAsync("ArrowRight");

        await Expect(table).Not.ToHaveJSPropertyAsync("scrollLeft", 0);
        await Expect(page.Locator(".ladder-status")).ToBeEmptyAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RelativeNumbers_AreOneClickAway(bool script)
    {
        var learner = await ArriveAsync(new() { JavaScriptEnabled = script });
        await learner.OpenAsync("/en/labs/tcp");
        var relative = learner.Page.GetByText("seq=0 ack=1", new() { Exact = false });
        await Expect(relative.First).ToBeHiddenAsync();

        await learner.Page.GetByLabel("Relative numbers").CheckAsync();

        await Expect(relative.First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Phone_ShowsBothEndsOfTheWire_AndStepsThroughIt()
    {
        var learner = await ArriveAsync(
            new()
            {
                ViewportSize = new() { Width = 360, Height = 800 },
            }
        );
        var page = learner.Page;
        await learner.OpenAsync("/zh/labs/tcp?preset=close");
        await Expect(page.Locator(".ladder-wide")).ToBeHiddenAsync();

        foreach (var end in new[] { "客户端", "服务器" })
        {
            var box = await page.Locator(".ladder-narrow > .seq-label", new() { HasText = end }).BoundingBoxAsync();
            Assert.InRange(box!.X, 0, 360 - box.Width);
        }

        var size = await page.EvaluateAsync<double>(
            "(() => { const svg = document.querySelector('.ladder-narrow'); return 12 * "
                + "svg.getBoundingClientRect().width / svg.viewBox.baseVal.width; })()"
        );
        Assert.True(size >= 10, $"text of {size} pixels");
        await page.GetByRole(AriaRole.Button, new() { Name = "下一个" }).ClickAsync();
        await Expect(page.Locator(".ladder-narrow .now")).ToContainTextAsync("SYN");
        await Expect(page.Locator(".script-steps .now code")).ToHaveTextAsync("connect");
    }

    [Theory]
    [InlineData(360, true)]
    [InlineData(1280, false)]
    public async Task NoteFigure_IsDrawnForTheScreen(int width, bool isNarrow)
    {
        var learner = await ArriveAsync(
            new()
            {
                ViewportSize = new() { Width = width, Height = 800 },
            }
        );
        await learner.OpenAsync("/en/notes/tcp");

        var figure = learner.Page.Locator("figure.trace").First;
        await Expect(figure.Locator(".ladder-narrow")).ToBeVisibleAsync(new() { Visible = isNarrow });
        await Expect(figure.Locator(".ladder:not(.ladder-narrow)")).ToBeVisibleAsync(new() { Visible = !isNarrow });
        Assert.Equal(
            0,
            await learner.Page.EvaluateAsync<int>(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
        );
    }

    [Theory]
    [InlineData("zh", "客户端：")]
    [InlineData("en", "Client: ")]
    public async Task StateMachine_LightsTheWayEachEndTook(string language, string client)
    {
        var learner = await ArriveAsync();
        await learner.OpenAsync($"/{language}/labs/tcp?preset=simultaneous-close");

        await Expect(learner.Page.Locator(".machine-state.been-client.been-server[data-state='CLOSING']"))
            .ToHaveCountAsync(1);
        await Expect(learner.Page.Locator(".machine-state.been-client[data-state='CLOSE-WAIT']")).ToHaveCountAsync(0);
        await Expect(learner.Page.Locator(".machine-arrow.taken-both")).Not.ToHaveCountAsync(0);
        await Expect(learner.Page.Locator(".machine desc"))
            .ToHaveTextAsync(new Regex($"^{client}.*FIN-WAIT-1 → CLOSING → TIME-WAIT"));
    }

    [Theory]
    [InlineData("zh", ColorScheme.Dark, "syn-flood", 360)]
    [InlineData("en", ColorScheme.Light, "isn", 360)]
    [InlineData("zh", ColorScheme.Light, "time-wait", 360)]
    [InlineData("zh", ColorScheme.Light, "lost-syn-ack", 1360)]
    [InlineData("en", ColorScheme.Dark, "accept-queue", 1360)]
    public async Task Page_HasNoAxeViolation_AndIsNeverWiderThanTheScreen(
        string language,
        ColorScheme theme,
        string preset,
        int width
    )
    {
        var learner = await ArriveAsync(
            new()
            {
                ColorScheme = theme,
                ViewportSize = new() { Width = width, Height = 800 },
            }
        );
        var page = learner.Page;
        await learner.OpenAsync($"/{language}/labs/tcp?preset={preset}");
        await Expect(page.Locator(".ladder-card")).ToBeVisibleAsync(); // after a place in the line, if need be
        await page.Locator(".more-presets summary").ClickAsync();

        Assert.Equal("", await ViolationsAsync());
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.Locator(".ladder-status")).Not.ToBeEmptyAsync();

        // What is still to come is pale on purpose.
        Assert.Equal("", await ViolationsAsync(".later"));
        Assert.Equal(
            0,
            await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        );

        async Task<string> ViolationsAsync(params string[] apart)
        {
            var result = await page.RunAxe(
                new AxeRunContext { Exclude = [.. apart.Select(selector => new AxeSelector(selector))] }
            );
            return string.Join(
                '\n',
                result.Violations.SelectMany(rule => rule.Nodes.Select(node => $"{rule.Id} {node.Html}"))
            );
        }
    }
}
