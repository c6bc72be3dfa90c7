using System.Net;
using AngleSharp.Dom;
using Xunit;

namespace LearnWeb.Tests.Unit.Pages;

/// <summary>What a proxy's field may say, where no setting names the path.</summary>
public sealed class ForwardedPrefixTests(StrippedPathSite site) : IClassFixture<StrippedPathSite>
{
    [Theory]
    [InlineData("/learn", "/learn/en")]
    [InlineData("/learn/", "/learn/en")]
    [InlineData("/a/b-c/d.e_~1", "/a/b-c/d.e_~1/en")]
    [InlineData("/", "/en")]
    [InlineData("learn", "/en")]
    [InlineData("//evil.example", "/en")]
    [InlineData("/\\evil.example", "/en")]
    [InlineData("/a//b", "/en")]
    [InlineData("/a/../b", "/en")]
    [InlineData("/%2Fevil.example", "/en")]
    [InlineData("/a\"b", "/en")]
    [InlineData("/a?b", "/en")]
    [InlineData("/zh", "/en")] // the site's own
    [InlineData("https://evil.example/", "/en")]
    public async Task Links_BeginWithWhatIsAPath(string field, string home)
    {
        using var response = await site.GetAsync("/en/errata", ("X-Forwarded-Prefix", field));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(home, (await Site.ParseAsync(response)).QuerySelector("a.brand")!.GetAttribute("href"));
    }

    [Fact]
    public async Task PublicPage_IsOfTheRequestsOwnPath()
    {
        foreach (var path in new[] { "", "/one", "/two", "" })
        {
            using var response = await site.GetAsync("/en/notes/tcp", ("X-Forwarded-Prefix", path));

            Assert.Equal($"{path}/en", (await Site.ParseAsync(response)).QuerySelector("a.brand")!.GetAttribute("href"));
        }
    }

    [Fact]
    public async Task NotesText_IsTheSameUnderAPath()
    {
        foreach (var page in new[] { "/en/notes/mvc", "/zh/notes/session-token", "/en/notes/tcp", "/zh/errata" })
        {
            using var alone = await site.GetAsync(page);
            using var shared = await site.GetAsync(page, ("X-Forwarded-Prefix", "/learn"));

            Assert.Equal((await Site.ParseAsync(alone)).QuerySelector("main")!.Text(), (await Site.ParseAsync(shared)).QuerySelector("main")!.Text());
        }
    }
}
