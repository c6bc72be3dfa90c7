using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LearnWeb.Tests.E2E;

public sealed class JourneyTests(SiteUnderTest site) : LearnerTests(site)
{
    [Theory]
    [InlineData("zh-CN", "zh", "从第 1 站开始", "打开实验", "继续第 2 站")]
    [InlineData("en-US", "en", "Start at station 1", "Open the lab", "Continue with station 2")]
    public async Task Learner_ReadsTheFirstStation_AnswersItsQuiz_AndGoesOn(
        string locale,
        string language,
        string start,
        string openLab,
        string goOn
    )
    {
        var learner = await ArriveAsync(new() { Locale = locale });
        var page = learner.Page;

        await learner.OpenAsync("/");
        await Expect(page).ToHaveURLAsync(new Uri(learner.Site, $"/{language}").ToString());
        await Expect(page.Locator(".hero .wire-start")).ToContainTextAsync($"GET /{language} HTTP/1.1");

        await learner.Link(start).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();

        // Answer tabs by keyboard
        await page.Locator("#answer-short").FocusAsync();
        await Expect(page.Locator(".answer-short")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.Locator(".answer-long")).ToBeVisibleAsync();
        await Expect(page.Locator(".answer-short")).ToBeHiddenAsync();

        // A wrong answer explains itself, then all the right ones
        var questions = page.GetByRole(AriaRole.Group)
            .Filter(new() { Has = page.Locator("legend") })
            .And(page.Locator(".quiz"));
        await questions.First.Locator("input[value=wrong]").First.CheckAsync();
        await Expect(questions.First.Locator(".why-wrong").First).ToBeVisibleAsync();
        for (var i = 0; i < await questions.CountAsync(); i++)
        {
            await questions.Nth(i).Locator("input[value=right]").CheckAsync();
            await Expect(questions.Nth(i).Locator(".why-right")).ToBeVisibleAsync();
        }

        // The station is done when the server, too, has seen its part
        var station = page.Locator(".stop[data-station=web]");
        var done = new System.Text.RegularExpressions.Regex("done");
        await Expect(station).Not.ToHaveClassAsync(done);
        await learner.Link(openLab).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Uri(learner.Site, $"/{language}/labs/web").ToString());
        await page.Locator(".preset").Nth(1).ClickAsync();
        await Expect(page.Locator(".goal.done")).ToHaveCountAsync(1);
        await Expect(station).ToHaveClassAsync(done);

        await learner.OpenAsync($"/{language}");
        await learner.Link(goOn).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Uri(learner.Site, $"/{language}/notes/http").ToString());
    }

    [Fact]
    public async Task LanguageSwitch_KeepsThePage()
    {
        var learner = await ArriveAsync();

        await learner.OpenAsync("/zh/notes/get-post");
        await learner.Page.GetByRole(AriaRole.Link, new() { Name = "EN", Exact = true }).ClickAsync();

        await Expect(learner.Page).ToHaveURLAsync(new Uri(learner.Site, "/en/notes/get-post").ToString());
        await Expect(learner.Heading("GET and POST").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task ThemeSwitch_IsRemembered()
    {
        var learner = await ArriveAsync(new() { ColorScheme = ColorScheme.Light });

        await learner.OpenAsync("/zh");
        await learner.Button("切换明暗主题").ClickAsync();
        await Expect(learner.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await learner.Page.ReloadAsync();

        await Expect(learner.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
    }

    [Fact]
    public async Task Slash_FocusesSearch()
    {
        var learner = await ArriveAsync();

        await learner.OpenAsync("/zh/notes/web");
        await learner.Page.Keyboard.PressAsync("/");

        await Expect(learner.Page.GetByRole(AriaRole.Searchbox)).ToBeFocusedAsync();
        await Expect(learner.Page.GetByRole(AriaRole.Searchbox)).ToHaveValueAsync("");
    }

    [Fact]
    public async Task WithoutScript_NotesQuizAndSearchStillWork()
    {
        var learner = await ArriveAsync(new() { JavaScriptEnabled = false });
        var page = learner.Page;

        await learner.OpenAsync("/zh/notes/web");
        await page.GetByText("追问").First.ClickAsync();
        await Expect(page.Locator(".answer-follow-ups")).ToBeVisibleAsync();
        await page.Locator(".quiz input[value=right]").First.CheckAsync();
        await Expect(page.Locator(".why-right").First).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Searchbox).FillAsync("缓存");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".hit mark").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task PrintedNote_NamesEveryAnswer_AndGivesNoQuizAway()
    {
        var learner = await ArriveAsync();

        await learner.OpenAsync("/zh/notes/web");
        await learner.Page.Locator(".quiz input[value=right]").First.CheckAsync();
        await learner.Page.EmulateMediaAsync(new() { Media = Media.Print });

        await Expect(learner.Page.Locator(".answer-follow-ups")).ToBeVisibleAsync();
        var names = await learner
            .Page.Locator(".answer")
            .EvaluateAllAsync<string[]>("all => all.map(it => getComputedStyle(it, '::before').content)");
        Assert.Equal(["\"30 秒回答\"", "\"2 分钟回答\"", "\"追问\""], names);
        await Expect(learner.Page.Locator(".choice label").First).ToBeVisibleAsync();
        await Expect(learner.Page.Locator(".why >> visible=true")).ToHaveCountAsync(0);
        Assert.Equal(
            "avoid",
            await learner.Page.Locator("h2").First.EvaluateAsync<string>("it => getComputedStyle(it).breakAfter")
        );
        await Expect(learner.Page.Locator(".site-header")).ToBeHiddenAsync();
    }
}
