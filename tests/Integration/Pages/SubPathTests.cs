using System.Net;
using System.Text.RegularExpressions;
using Xunit;

namespace LearnWeb.Tests.Integration.Pages;

/// <summary>
/// Where a proxy shows the site under a path, what it answers beside pages keeps to that path as well.
/// </summary>
public abstract partial class SubPathTests(SubPathSite site)
{
    private const string SubPath = SubPathSite.SubPath,
        Password = "correct horse battery";

    public sealed class WholePath(WholePathSite site) : SubPathTests(site), IClassFixture<WholePathSite>;

    public sealed class StrippedPath(StrippedPathSite site) : SubPathTests(site), IClassFixture<StrippedPathSite>;

    [Theory]
    [InlineData("/", "/zh")]
    [InlineData("", "/zh")]
    [InlineData("/notes/tcp", "/zh/notes/tcp")]
    [InlineData("/bin", "/zh/bin")]
    [InlineData("/bin/redirect/2", "/bin/relative-redirect/1")]
    [InlineData("/bin/relative-redirect/1", "/bin/get")]
    [InlineData("/bin/redirect-to?url=/bin/get", "/bin/get")]
    [InlineData("/bin/redirect-to?url=/learn/bin/get", "/bin/get")]
    [InlineData("/bin/redirect-to?url=get", "/bin/get")]
    [InlineData("/bin/redirect-to?url=../zh", "/zh")]
    [InlineData("/bin/status/302", "/bin/redirect/1")]
    [InlineData("/bin/links/3", "/bin/links/3/0")]
    [InlineData("/bin/cookies/set?a=1", "/bin/cookies")]
    [InlineData("/bin/cookies/delete?a", "/bin/cookies")]
    public async Task Redirection_StaysUnderTheSubPath(string path, string to)
    {
        using var response = await site.AskAsync(SubPath + path);

        Assert.Equal(SubPath + to, response.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task AbsoluteRedirection_StaysUnderTheSubPath()
    {
        using var response = await site.AskAsync($"{SubPath}/bin/absolute-redirect/1");

        Assert.Equal($"{site.Origin}/learn/bin/get", response.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("/en/labs/tcp", "/learn")]
    [InlineData("/en/account/sign-in", "/learn")]
    [InlineData("/bin/cookies/set?a=1", "/learn/bin")]
    public async Task Cookie_IsOfTheSubPath(string page, string path)
    {
        using var response = await site.AskAsync(SubPath + page);

        var cookies = response.Headers.GetValues("Set-Cookie").ToList();
        Assert.NotEmpty(cookies);
        Assert.All(
            cookies,
            cookie => Assert.Contains($"path={path};", cookie + ";", StringComparison.OrdinalIgnoreCase)
        );
    }

    [Fact]
    public async Task Registration_SignsInUnderTheSubPath()
    {
        using var response = await site.PostFormAsync(
            $"{SubPath}/en/account/register",
            $"userName={NewName()}&password={Password}"
        );

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Equal($"{SubPath}/en/account", response.Headers.Location?.OriginalString);
        Assert.Contains("path=/learn;", CookieOf(response, "lw-session"), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/learn;", CookieOf(response, "lw-known"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task RefreshCookie_IsSentToItsEndpointOnly()
    {
        var ada = $"\"userName\":\"{NewName()}\",\"password\":\"{Password}\"";
        using var made = await site.PostJsonAsync($"{SubPath}/api/account", $"{{{ada}}}");
        using var response = await site.PostJsonAsync($"{SubPath}/api/token", $"{{{ada},\"refresh\":\"cookie\"}}");

        Assert.Contains("path=/learn/api/token;", CookieOf(response, "lw-refresh"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/learn/en/notes/tcp", "/learn/en/notes/tcp")]
    [InlineData("/learner", "/learn/en/account")] // another program's
    [InlineData("/learn/../other", "/learn/en/account")]
    [InlineData("/learn/%2e%2e/other", "/learn/en/account")]
    [InlineData("/en/notes/tcp", "/learn/en/account")]
    public async Task SignIn_ReturnsToPlacesUnderTheSubPathOnly(string returnUrl, string to)
    {
        var ada = $"userName={NewName()}&password={Password}";
        using var made = await site.PostFormAsync($"{SubPath}/en/account/register", ada);
        using var response = await site.PostFormAsync($"{SubPath}/en/account/sign-in", $"{ada}&returnUrl={returnUrl}");

        Assert.Equal(to, response.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("/bin/get?a=%20")]
    [InlineData("/bin/anything/a%20b")]
    public async Task EchoedUrl_IsTheOneTheClientAsked(string path)
    {
        using var response = await site.AskAsync(SubPath + path);

        Assert.Equal(site.Origin + SubPath + path, (await Site.JsonAsync(response)).GetProperty("url").GetString());
    }

    [Fact]
    public async Task Environ_HasTheSubPathInItsScriptName()
    {
        using var response = await site.AskAsync(
            $"{SubPath}/wsgi/echo/a%2Fb/%E4%B8%AD?q=1",
            ("Accept", "application/json")
        );

        var environ = (await Site.JsonAsync(response)).GetProperty("environ");
        Assert.Equal("/learn/wsgi/echo", environ.GetProperty("SCRIPT_NAME").GetString());
        Assert.Equal("/a/b/\u00e4\u00b8\u00ad", environ.GetProperty("PATH_INFO").GetString());
        Assert.Equal("q=1", environ.GetProperty("QUERY_STRING").GetString());
    }

    [Fact]
    public async Task Descriptions_NamePathsUnderTheSubPath()
    {
        using var openApi = await site.AskAsync($"{SubPath}/openapi/v1.json");
        var map = await TextAsync("/sitemap.xml");
        var all = map + await TextAsync("/en/feed.xml") + await TextAsync("/robots.txt");
        var places = Address().Matches(all).Select(match => new Uri(match.Value)).ToList();

        Assert.Equal(SubPath, (await Site.JsonAsync(openApi)).GetProperty("servers")[0].GetProperty("url").GetString());
        Assert.Contains("Disallow: /learn/bin/\n", await TextAsync("/robots.txt"), StringComparison.Ordinal);
        Assert.NotEmpty(places);
        Assert.All(places, place => Assert.StartsWith("/learn/", place.AbsolutePath, StringComparison.Ordinal));
    }

    [Fact]
    public async Task FoundSections_AreUnderTheSubPath()
    {
        using var found = await site.AskAsync($"{SubPath}/en/search?q=tcp", ("Accept", "application/json"));

        AssertEach.Of(
            (await Site.JsonAsync(found)).GetProperty("hits").EnumerateArray(),
            hit => Assert.StartsWith("/learn/en/", hit.GetProperty("url").GetString()!, StringComparison.Ordinal)
        );
    }

    private async Task<string> TextAsync(string path)
    {
        using var response = await site.AskAsync(SubPath + path);
        return await response.Content.ReadAsStringAsync();
    }

    private static string NewName() => $"ada-{Guid.NewGuid():N}"[..20];

    private static string CookieOf(HttpResponseMessage response, string name) =>
        Assert.Single(
            response.Headers.GetValues("Set-Cookie"),
            cookie => cookie.StartsWith($"{name}=", StringComparison.Ordinal)
        ) + ";";

    /// <summary>An address on this machine.</summary>
    [GeneratedRegex("http://(localhost|127)[^<\"\n]*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Address();
}
