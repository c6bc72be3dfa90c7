using Microsoft.AspNetCore.Hosting;
using Xunit;

namespace LearnWeb.Tests.Unit.Pages;

/// <summary>A site that is told where it is shown.</summary>
public sealed class SubPathSettingTests(SubPathSettingTests.NamedSite site) : IClassFixture<SubPathSettingTests.NamedSite>
{
    [Theory]
    [InlineData("/course/web/en/notes/tcp")]
    [InlineData("/en/notes/tcp")] // a proxy has taken the path away
    public async Task Page_NamesItsWholeAddress(string path)
    {
        var page = await site.PageAsync(path);

        Assert.Equal("https://learn.example/course/web/en/notes/tcp", page.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
        Assert.Equal("https://learn.example/course/web/zh/notes/tcp", page.QuerySelector("link[hreflang=zh-CN]")!.GetAttribute("href"));
        Assert.Equal("https://learn.example/course/web/img/social-en.jpg", page.QuerySelector("meta[property='og:image']")!.GetAttribute("content"));
        Assert.Equal("/course/web/zh/notes/tcp", page.QuerySelector("a[hreflang=zh-CN]")!.GetAttribute("href"));
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

        Assert.DoesNotContain("/elsewhere", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    public sealed class NamedSite : Site
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Site:Url", "https://learn.example/course/web/");
        }
    }
}
