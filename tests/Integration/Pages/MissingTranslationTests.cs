using Microsoft.AspNetCore.Hosting;
using Xunit;

namespace LearnWeb.Tests.Integration.Pages;

/// <summary>
/// A note without its English twin: people get the Chinese one with a notice, machines are told of no translation.
/// </summary>
public sealed class MissingTranslationTests(MissingTranslationTests.ChineseSite site)
    : IClassFixture<MissingTranslationTests.ChineseSite>
{
    [Fact]
    public async Task Page_SaysWhatItIs_ToPeople()
    {
        var page = await site.PageAsync("/en/notes/http");

        Assert.Equal(
            "This note is not in English yet; here it is in Chinese.",
            page.QuerySelector(".notice")!.TextContent
        );
        Assert.Equal("zh-CN", page.QuerySelector(".prose")!.GetAttribute("lang"));
        Assert.Equal("zh-CN", page.QuerySelector("h1")!.GetAttribute("lang"));
        Assert.Equal("zh-CN", page.QuerySelector(".line .stop-name")!.GetAttribute("lang"));
        Assert.Null(page.QuerySelector(".eyebrow")!.GetAttribute("lang"));
    }

    [Fact]
    public async Task Page_SaysWhatItIs_ToMachines()
    {
        var page = await site.PageAsync("/en/notes/http");

        Assert.Equal("/zh/notes/http", page.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
        Assert.Equal("/zh/notes/http", page.QuerySelector("meta[property='og:url']")!.GetAttribute("content"));
        Assert.Equal("zh_CN", page.QuerySelector("meta[property='og:locale']")!.GetAttribute("content"));
        Assert.Equal(
            ["zh-CN"],
            page.QuerySelectorAll("link[rel=alternate][hreflang]").Select(link => link.GetAttribute("hreflang"))
        );
    }

    [Fact]
    public async Task Twin_ThatIsMissing_IsInNoFeedAndNoMap()
    {
        using var map = await site.GetAsync("/sitemap.xml");
        using var english = await site.GetAsync("/en/feed.xml");
        using var chinese = await site.GetAsync("/zh/feed.xml");

        var addresses = await map.Content.ReadAsStringAsync();
        Assert.Contains("/zh/notes/http", addresses, StringComparison.Ordinal);
        Assert.DoesNotContain("/en/notes/http", addresses, StringComparison.Ordinal);
        Assert.DoesNotContain("/notes/http", await english.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("/zh/notes/http", await chinese.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoteThatIsWrittenOnlyInEnglish_IsAnnouncedInChinese()
    {
        var page = await site.PageAsync("/zh/notes/tcp");

        Assert.Equal("这篇笔记还没有中文版，下面是英文版。", page.QuerySelector(".notice")!.TextContent);
    }

    public sealed class ChineseSite : Site
    {
        private readonly ContentFolder _content = new();

        public ChineseSite()
        {
            _content.Write("http/zh.md", ContentFolder.Note("## 报文 {#message}\n\n好。"));
            _content.Write("tcp/en.md", ContentFolder.Note("Fine.", order: 2));
        }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Content:Path", _content.Root);
        }

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (disposing && Directory.Exists(_content.Root))
            {
                _content.Dispose();
            }
        }
    }
}
