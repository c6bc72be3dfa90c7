using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using Xunit;

namespace LearnWeb.Tests.Integration.Pages;

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
        Assert.Equal(home, await HomeOfAsync(response));
    }

    [Fact]
    public async Task PublicPage_IsOfTheRequestsOwnPath()
    {
        foreach (var path in new[] { "", "/one", "/two", "" })
        {
            using var response = await site.GetAsync("/en/notes/tcp", ("X-Forwarded-Prefix", path));

            Assert.Equal($"{path}/en", await HomeOfAsync(response));
        }
    }

    [Fact]
    public async Task NotesText_IsTheSameUnderAPath()
    {
        foreach (var page in new[] { "/en/notes/mvc", "/zh/notes/session-token", "/en/notes/tcp", "/zh/errata" })
        {
            using var alone = await site.GetAsync(page);
            using var shared = await site.GetAsync(page, ("X-Forwarded-Prefix", "/learn"));

            Assert.Equal(await TextOfAsync(alone), await TextOfAsync(shared));
        }
    }

    [Fact]
    public async Task SessionCookieOverHttps_IsNoHostCookie()
    {
        var origin = $"https://127.0.0.1:{site.Port}";
        using var form = new FormUrlEncodedContent([
            new("userName", $"ada-{Guid.NewGuid():N}"[..20]),
            new("password", "correct horse battery"),
        ]);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/en/account/register", UriKind.Relative))
        {
            Headers =
            {
                { "X-Forwarded-Prefix", "/learn" },
                { "X-Forwarded-Proto", "https" },
                { "Origin", origin },
            },
            Content = form,
        };
        using var response = await site.Browser.SendAsync(request, TestContext.Current.CancellationToken);
        var session = Assert.Single(
            response.Headers.GetValues("Set-Cookie"),
            cookie => cookie.Contains("lw-session", StringComparison.Ordinal)
        );
        using var who = await site.GetAsync(
            "/api/whoami",
            ("X-Forwarded-Prefix", "/learn"),
            ("X-Forwarded-Proto", "https"),
            ("Cookie", session.Split(';')[0])
        );

        Assert.StartsWith("__Secure-lw-session=", session, StringComparison.Ordinal);
        Assert.Contains("path=/learn; secure;", session, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(JsonValueKind.String, (await Site.JsonAsync(who)).GetProperty("userName").ValueKind);
    }

    private static async Task<string?> HomeOfAsync(HttpResponseMessage response) =>
        (await Site.ParseAsync(response)).QuerySelector("a.brand")!.GetAttribute("href");

    private static async Task<string> TextOfAsync(HttpResponseMessage response) =>
        (await Site.ParseAsync(response)).QuerySelector("main")!.Text();
}
