using Microsoft.AspNetCore.Hosting;
using Xunit;

namespace LearnWeb.Tests.Integration.Pages;

/// <summary>A site that is told where it is shown.</summary>
public sealed class SubPathSettingTests(SubPathSettingTests.NamedSite site)
    : IClassFixture<SubPathSettingTests.NamedSite>
{
    private const string Address = "https://learn.example/course/web";

    [Theory]
    [InlineData("/course/web/en/notes/tcp")]
    [InlineData("/en/notes/tcp")] // a proxy has taken the path away
    public async Task Page_NamesItsWholeAddress(string path)
    {
        var page = await site.PageAsync(path);

        string? Of(string selector, string attribute) => page.QuerySelector(selector)!.GetAttribute(attribute);
        Assert.Equal($"{Address}/en/notes/tcp", Of("link[rel=canonical]", "href"));
        Assert.Equal($"{Address}/zh/notes/tcp", Of("link[hreflang=zh-CN]", "href"));
        Assert.Equal($"{Address}/img/social-en.jpg", Of("meta[property='og:image']", "content"));
        Assert.Equal("/course/web/zh/notes/tcp", Of("a[hreflang=zh-CN]", "href"));
    }

    [Theory]
    [InlineData("/Course/web/en")]
    [InlineData("/course/webs/en")]
    [InlineData("/course/en")]
    public async Task OtherPath_IsNotFound(string path)
    {
        using var response = await site.GetAsync(path);

        Assert.Equal(System.Net.HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task FieldFromTheClient_ChangesNothing()
    {
        using var response = await site.GetAsync("/en/notes/tcp", ("X-Forwarded-Prefix", "/elsewhere"));

        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("/elsewhere", page, StringComparison.Ordinal);
    }

    public sealed class NamedSite : Site
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Site:Url", $"{Address}/");
        }
    }
}
