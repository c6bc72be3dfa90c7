using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LearnWeb.Tests.E2E;

public sealed class GetPostLabTests(SiteUnderTest site) : LearnerTests(site)
{
    [Theory]
    [InlineData("zh", true, "localhost")]
    [InlineData("en", false, "localhost")]
    [InlineData("en", true, SiteUnderTest.LanHost)]
    public async Task Learner_SubmitsBothForms_AndSeesWhereTheFieldsWent(string language, bool script, string host)
    {
        var learner = await ArriveAsync(new() { JavaScriptEnabled = script }, host);
        var page = learner.Page;
        var startLine = page.Locator("#see .wire-start");
        await learner.OpenAsync($"/{language}/labs/get-post");

        await page.Locator(".form-get button").ClickAsync();
        await Expect(startLine).ToContainTextAsync($"GET /{language}/labs/get-post?name=");
        await Expect(page).ToHaveURLAsync(new Regex(@"\?name="));
        await Expect(page.Locator(".goal.done")).ToHaveCountAsync(1);

        await page.Locator(".form-post button").First.ClickAsync();
        await Expect(startLine).ToContainTextAsync($"POST /{language}/labs/get-post HTTP/1.1");
        await Expect(page).Not.ToHaveURLAsync(new Regex(@"\?name="));
        await Expect(page.Locator("#see .wire-body")).ToContainTextAsync("name=");
        await Expect(page.Locator(".goal.done")).ToHaveCountAsync(2);
    }

    [Theory(DisplayName = "A real browser encodes a form as the standards say")]
    [InlineData(
        "1 2+3&4=5%é中*-._~!'()\"/?#[]@:;,$",
        "1+2%2B3%264%3D5%25%C3%A9%E4%B8%AD*-._%7E%21%27%28%29%22%2F%3F%23%5B%5D%40%3A%3B%2C%24"
    )]
    [InlineData("😀", "%F0%9F%98%80")]
    [InlineData("one\ntwo", "one%0D%0Atwo")]
    public async Task Browser_EncodesTheField(string typed, string sent)
    {
        var learner = await ArriveAsync();
        var page = learner.Page;
        await learner.OpenAsync("/en/labs/get-post");
        await page.Locator("#name-get").FillAsync("");
        await page.Locator("#message-get").FillAsync(typed);
        await page.Locator(".form-get button").ClickAsync();
        await Expect(page.Locator("#see .wire-start")).ToContainTextAsync($"?name=&message={sent} HTTP");

        await page.Locator("#name-post").FillAsync("");
        await page.Locator("#message-post").FillAsync(typed);
        await page.GetByRole(AriaRole.Button, new() { Name = "urlencoded" }).ClickAsync();
        await Expect(page.Locator("#see .wire-body")).ToContainTextAsync($"name=&message={sent}");
    }

    [Fact]
    public async Task Multipart_CarriesTheFile_UrlencodedOnlyItsName()
    {
        var learner = await ArriveAsync();
        var page = learner.Page;
        await learner.OpenAsync("/en/labs/get-post");
        var file = new FilePayload
        {
            Name = "n\"m.txt",
            MimeType = "text/plain",
            Buffer = Encoding.UTF8.GetBytes("content of the file"),
        };

        await page.Locator("#file").SetInputFilesAsync(file);
        await page.GetByRole(AriaRole.Button, new() { Name = "multipart" }).ClickAsync();
        await Expect(page.Locator("#see .wire-body")).ToContainTextAsync("filename=\"n%22m.txt\"");
        await Expect(page.Locator("#see .wire-body")).ToContainTextAsync("content of the file");
        await Expect(page.GetByText("file n\"m.txt, type text/plain, 19 bytes")).ToBeVisibleAsync();

        await page.Locator("#file").SetInputFilesAsync(file);
        await page.GetByRole(AriaRole.Button, new() { Name = "urlencoded" }).ClickAsync();
        await Expect(page.Locator("#see .wire-body")).ToContainTextAsync("file=n%22m.txt");
        await Expect(page.Locator("#see .wire-body")).Not.ToContainTextAsync("content of the file");
    }

    [Fact]
    public async Task Reload_SubmitsAgainAfter200_AndNotAfter303()
    {
        var learner = await ArriveAsync();
        var page = learner.Page;
        var entries = page.Locator(".guestbook li");
        await learner.OpenAsync("/en/labs/get-post");

        await page.Locator("#text-Plain").FillAsync("again");
        await page.Locator("form:has(#text-Plain) button").ClickAsync();
        await Expect(entries).ToHaveCountAsync(1);
        await page.ReloadAsync();
        await Expect(entries).ToHaveCountAsync(2);

        await page.Locator("#text-Redirect").FillAsync("once");
        await page.Locator("form:has(#text-Redirect) button").ClickAsync();
        await Expect(entries).ToHaveCountAsync(3);
        await page.ReloadAsync();
        await Expect(entries).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task FetchSendsWhatFormsCannot_AndRefusesAGetWithABody()
    {
        var learner = await ArriveAsync(expected: "status of 41[34]|net::ERR");
        var page = learner.Page;
        await learner.OpenAsync("/en/labs/get-post");
        async Task ExpectAnswerAsync(string button, string answer)
        {
            var row = page.Locator(".methods tr")
                .Filter(new() { Has = page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }) });
            await row.GetByRole(AriaRole.Button).ClickAsync();
            await Expect(row.Locator("output")).ToContainTextAsync(answer);
        }

        await ExpectAnswerAsync("PUT", "200");
        await ExpectAnswerAsync("PATCH", "200");
        await ExpectAnswerAsync("DELETE", "200");
        await ExpectAnswerAsync("OPTIONS", "Allow: GET, HEAD, OPTIONS, PUT, PATCH, DELETE");
        await ExpectAnswerAsync("GET with a body", "TypeError");
        await ExpectAnswerAsync("A query of 9,000 bytes", "414");
        await ExpectAnswerAsync("A body of 1.1 MB", "413");
    }

    [Fact]
    public async Task NextRequest_TellsWhereItCameFrom()
    {
        var learner = await ArriveAsync();
        await learner.OpenAsync("/en/labs/get-post?name=secret");

        await learner.Page.GetByRole(AriaRole.Link, new() { Name = "Follow this link" }).ClickAsync();

        await Expect(learner.Page.Locator(".notice code")).ToContainTextAsync("?name=secret");
    }
}
