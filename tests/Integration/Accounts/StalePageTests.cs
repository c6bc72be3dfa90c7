using System.Net;
using Xunit;

namespace LearnWeb.Tests.Integration.Accounts;

/// <summary>A form of a page that was made for somebody else: refused, and told what to do.</summary>
public sealed class StalePageTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("sign-out")]
    [InlineData("revoke")]
    [InlineData("password")]
    [InlineData("delete")]
    public async Task FormFromBeforeAnotherSignIn_IsRefused_AndSaysToReload(string form)
    {
        var browser = new Caller(site);
        await browser.EnterAsync();
        var token = await browser.TokenOfPageAsync("/en/account");
        var other = await browser.EnterAsync();

        using var answer = await browser.SubmitAsync($"/en/account/{form}", [("Password", Caller.GoodPassword)], token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var page = await Site.ParseAsync(answer);
        Assert.Equal("This page is older than your sign-in", page.QuerySelector("h1")!.TextContent);
        Assert.Equal("/en/account", page.QuerySelector("main a.button, .error-page a.button")!.GetAttribute("href"));
        Assert.Equal(other, (await browser.MeAsync())!.Value.UserName);
    }

    [Fact]
    public async Task TokenOfAnotherSignIn_IsAProblemThatSaysSo_ForPrograms()
    {
        var browser = new Caller(site);
        await browser.EnterAsync();
        var token = await browser.TokenOfPageAsync("/zh/account");
        await browser.EnterAsync();

        using var answer = await browser.SendAsync(
            HttpMethod.Delete,
            "/api/sessions",
            null,
            ("RequestVerificationToken", token)
        );

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(
            "/api/antiforgery",
            (await Caller.JsonAsync(answer)).GetProperty("detail").GetString()!,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task FormWithoutAnyToken_IsJustMalformed()
    {
        var browser = new Caller(site);
        await browser.EnterAsync();
        using var answer = await browser.SubmitAsync("/zh/account/sign-out", []);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.NotEqual("这个页面比当前的登录更旧", (await Site.ParseAsync(answer)).QuerySelector("h1")!.TextContent);
    }
}
