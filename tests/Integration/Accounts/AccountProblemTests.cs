using System.Net;
using Microsoft.AspNetCore.Hosting;
using Xunit;

namespace LearnWeb.Tests.Integration.Accounts;

/// <summary>
/// Whatever is wrong with a name or a password is said in words, on a page that shows the form again.
/// </summary>
public sealed class AccountProblemTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("")]
    [InlineData("        ")]
    [InlineData("　　　　　　　　")]
    [InlineData("12345678")]
    [InlineData("short")]
    public async Task RefusedPassword_Is400_AndTheFormAgain(string password)
    {
        foreach (var path in new[] { "/zh/account/register", "/en/account/register" })
        {
            using var answer = await new Caller(site).SubmitAsync(
                path,
                [("UserName", "newcomer"), ("Password", password)]
            );
            var page = await Site.ParseAsync(answer);

            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.NotEmpty(page.QuerySelectorAll(".problems li, .field-validation-error"));
            Assert.Equal("newcomer", page.QuerySelector("#UserName")!.GetAttribute("value"));
        }
    }

    [Theory]
    [InlineData("zh", "请填写密码。")]
    [InlineData("en", "Password is missing.")]
    public async Task RefusedField_SaysSoItself_AndHasTheFocus(string language, string words)
    {
        using var answer = await new Caller(site).SubmitAsync($"/{language}/account/sign-in", [("UserName", "ada")]);
        var page = await Site.ParseAsync(answer);
        var field = page.QuerySelector("[autofocus]")!;

        Assert.Equal("Password", field.Id);
        Assert.Equal("true", field.GetAttribute("aria-invalid"));
        Assert.Equal(words, page.GetElementById(field.GetAttribute("aria-describedby")!)!.TextContent);
        Assert.Null(page.QuerySelector("#UserName")!.GetAttribute("aria-invalid"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a")]
    [InlineData("a b")]
    [InlineData("_a")]
    [InlineData("ﬁle")] // a ligature, not in NFKC
    [InlineData("\ud83d\ude00")]
    [InlineData("a\ufffe")] // what .NET does not normalize
    public async Task RefusedName_Is400_AndTheFormAgain(string name)
    {
        using var answer = await new Caller(site).SubmitAsync(
            "/zh/account/register",
            [("UserName", name), ("Password", Caller.GoodPassword)]
        );
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.NotEmpty((await Site.ParseAsync(answer)).QuerySelectorAll(".problems li, .field-validation-error"));
    }

    [Theory]
    [InlineData("zh", "账号名额已满")]
    [InlineData("en", "as many accounts as it can hold")]
    public async Task FullSite_Is503_AndTheFormAgain(string language, string words)
    {
        await using var full = new FullSite();
        using var first = await RegisterAsync("the-first");
        Assert.Equal(HttpStatusCode.SeeOther, first.StatusCode);

        using var answer = await RegisterAsync("newcomer");
        var page = await Site.ParseAsync(answer);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains(words, page.QuerySelector(".problems li")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("newcomer", page.QuerySelector("#UserName")!.GetAttribute("value"));
        using var guest = await new Caller(full).SubmitAsync($"/{language}/account/guest", []);
        Assert.Equal(HttpStatusCode.SeeOther, guest.StatusCode);

        Task<HttpResponseMessage> RegisterAsync(string name) =>
            new Caller(full).SubmitAsync(
                $"/{language}/account/register",
                [("UserName", name), ("Password", Caller.GoodPassword)]
            );
    }

    [Fact]
    public async Task FormWithoutAPassword_Is400()
    {
        using var answer = await new Caller(site).SubmitAsync("/en/account/register", [("UserName", "newcomer")]);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task ChangedPassword_IsHeldToTheSameRule()
    {
        var caller = new Caller(site);
        await caller.EnterAsync();
        var token = await caller.TokenOfPageAsync("/zh/account");
        foreach (
            var (next, status) in new[]
            {
                ("", HttpStatusCode.BadRequest),
                ("        ", HttpStatusCode.BadRequest),
                ("password1", HttpStatusCode.BadRequest),
                ("another good one", HttpStatusCode.SeeOther),
            }
        )
        {
            using var answer = await caller.SubmitAsync(
                "/zh/account/password",
                [("Password", Caller.GoodPassword), ("NewPassword", next)],
                token
            );
            Assert.Equal(status, answer.StatusCode);
        }
    }

    /// <summary>With room for one account.</summary>
    private sealed class FullSite : Site
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Limits:Accounts", "1");
        }
    }
}
