using System.Net;
using Xunit;

namespace LearnWeb.Tests.Integration.Pages;

public sealed class RouteTests(Site site) : IClassFixture<Site>
{
    public static TheoryData<string> Pages { get; } =
    [
        "/zh",
        "/en",
        "/zh/notes",
        "/en/notes",
        "/zh/labs",
        "/en/labs",
        "/zh/labs/web",
        "/en/labs/web",
        "/zh/errata",
        "/en/errata",
        "/zh/notes/web",
        "/en/notes/web",
        "/zh/notes/http",
        "/en/notes/http",
        "/zh/notes/get-post",
        "/en/notes/get-post",
        "/zh/notes/tcp",
        "/en/notes/tcp",
        "/zh/notes/django",
        "/en/notes/django",
        "/zh/bin",
        "/en/bin",
        "/zh/search",
        "/en/search",
        "/zh/search?q=%E7%BC%93%E5%AD%98",
        "/en/search?q=cache",
    ];

    public static TheoryData<string, string> Files { get; } =
        new()
        {
            { "/zh/notes/web.md", "text/markdown" },
            { "/en/notes/web.md", "text/markdown" },
            { "/robots.txt", "text/plain" },
            { "/sitemap.xml", "application/xml" },
            { "/feed.xml", "application/atom+xml" },
            { "/zh/feed.xml", "application/atom+xml" },
            { "/en/feed.xml", "application/atom+xml" },
            { "/favicon.svg", "image/svg+xml" },
            { "/favicon.ico", "image/x-icon" },
            { "/css/site.css", "text/css" },
            { "/js/site.js", "text/javascript" },
            { "/healthz", "text/plain" },
        };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_IsAnsweredInItsLanguage_WithItsTwinLinked(string path)
    {
        using var response = await site.GetAsync(path);
        var page = await site.PageAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(
            path.StartsWith("/zh", StringComparison.Ordinal) ? "zh-CN" : "en",
            page.DocumentElement.GetAttribute("lang")
        );
        Assert.NotEmpty(page.Title!);
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Equal(
            ["zh-CN", "en"],
            page.QuerySelectorAll("link[rel=alternate][hreflang]").Select(link => link.GetAttribute("hreflang"))
        );
        Assert.NotEmpty(page.QuerySelector("link[rel=canonical]")!.GetAttribute("href")!);
        Assert.NotEmpty(page.QuerySelector("meta[property='og:title']")!.GetAttribute("content")!);
        Assert.NotEmpty(page.QuerySelector("meta[property='og:image:alt']")!.GetAttribute("content")!);
        Assert.Equal(path.Contains("/labs/", StringComparison.Ordinal), response.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task File_IsAnsweredWithItsType(string path, string mediaType)
    {
        using var response = await site.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(mediaType, response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Head_IsAnsweredAsGetWithoutBody(string path)
    {
        using var response = await site.SendAsync(HttpMethod.Head, path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory(DisplayName = "An address without language leads to the browser's")]
    [InlineData("/", "en", "/en")]
    [InlineData("/", null, "/zh")]
    [InlineData("/notes/tcp", "en-GB", "/en/notes/tcp")]
    [InlineData("/labs/web", "zh", "/zh/labs/web")]
    [InlineData("/notes", "en", "/en/notes")]
    [InlineData("/labs/tcp?preset=reset&x=%E4%B8%AD", "zh", "/zh/labs/tcp?preset=reset&x=%E4%B8%AD")]
    [InlineData("/notes/%E4%BD%A0%E5%A5%BD", "zh", "/zh/notes/%E4%BD%A0%E5%A5%BD")]
    [InlineData("/notes/a%0d%0aX-Evil:1", "en", "/en/notes/a%0D%0AX-Evil:1")]
    [InlineData("/labs/%22%3C%3F", "en", "/en/labs/%22%3C%3F")]
    public async Task UnprefixedAddress_RedirectsToTheNegotiatedLanguage(string path, string? accept, string expected)
    {
        using var response = accept is null
            ? await site.GetAsync(path)
            : await site.GetAsync(path, ("Accept-Language", accept));

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal(expected, response.Headers.Location?.OriginalString);
        Assert.Contains("Accept-Language", response.Headers.Vary);
    }

    [Theory(DisplayName = "No path leaves the content")]
    [InlineData("/zh/notes/nope")]
    [InlineData("/zh/notes/TCP")]
    [InlineData("/ZH/notes/tcp")]
    [InlineData("/fr/notes/tcp")]
    [InlineData("/zh/notes/..%2f..%2fREADME.md")]
    [InlineData("/zh/notes/%2e%2e/%2e%2e/README.md")]
    [InlineData("/zh/notes/..%5c..%5cREADME.md")]
    [InlineData("/zh/notes/CON")]
    [InlineData("/zh/notes/nul.md")]
    [InlineData("/zh/notes/web.md.md")]
    [InlineData("/notes/web/zh.md")]
    [InlineData("/notes/web/..%2f..%2fLearnWeb.sln")]
    [InlineData("/notes/web/%2e%2e%2fhttp%2fzh.md")]
    [InlineData("/zh/labs/nope")]
    [InlineData("/zh/nope")]
    [InlineData("/nope")]
    [InlineData("/error/404")]
    [InlineData("/error/500")]
    public async Task UnknownPath_Is404ThatExplainsItself(string path)
    {
        using var response = await site.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("404 Not Found", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True(response.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task OverlongSlug_Is404()
    {
        using var response = await site.GetAsync("/zh/notes/" + new string('a', 4000));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task NotFound_SearchesForWhatWasAsked()
    {
        await site.PageAsync("/en/search?q=http"); // answered once there is an index

        var page = await site.PageAsync("/en/notes/http-message");

        Assert.Contains(
            page.QuerySelectorAll(".hit a"),
            link => link.GetAttribute("href")!.StartsWith("/en/notes/http", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task WrongMethod_Is405WithAllow()
    {
        using var response = await site.SendAsync(HttpMethod.Post, "/zh/notes/web");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["GET", "HEAD"], response.Content.Headers.Allow.Order());
    }

    [Fact]
    public async Task Sitemap_NamesEveryStationInBothLanguages()
    {
        using var response = await site.GetAsync("/sitemap.xml");
        var map = System.Xml.Linq.XDocument.Parse(await response.Content.ReadAsStringAsync());
        var addresses = map.Descendants()
            .Where(e => e.Name.LocalName == "loc")
            .Select(e => new Uri(e.Value).AbsolutePath)
            .ToList();

        Assert.Equal(22, addresses.Count(address => address.Contains("/notes/", StringComparison.Ordinal)));
        AssertEach.Of(
            addresses,
            address =>
                Assert.True(
                    address.StartsWith("/zh", StringComparison.Ordinal)
                        || address.StartsWith("/en", StringComparison.Ordinal)
                )
        );
    }
}
