using System.Net;
using Microsoft.AspNetCore.Hosting;
using Xunit;

namespace LearnWeb.Tests.Integration.HttpBin;

/// <summary>Where <c>/bin</c> may send a browser.</summary>
public sealed class BinRedirectTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("/bin/redirect/3", "/bin/relative-redirect/2")]
    [InlineData("/bin/redirect/3?absolute=true", "http://localhost/bin/absolute-redirect/2")]
    [InlineData("/bin/redirect/1", "/bin/get")]
    [InlineData("/bin/absolute-redirect/1", "http://localhost/bin/get")]
    [InlineData("/bin/redirect-to?url=/zh", "/zh")]
    [InlineData("/bin/redirect-to?url=get%3Fa=1%23b", "/bin/get?a=1#b")]
    [InlineData("/bin/redirect-to?url=http://localhost/zh", "/zh")]
    [InlineData("/bin/links/5", "/bin/links/5/0")]
    [InlineData("/bin/status/301", "/bin/redirect/1")]
    public async Task Redirection_LeadsIntoTheSite(string path, string location)
    {
        using var response = await site.GetAsync(path);

        Assert.InRange((int)response.StatusCode, 301, 302);
        Assert.Equal(location, response.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("307", 307)]
    [InlineData("200", 302)]
    public async Task RedirectTo_TakesAStatusOfItsClass(string asked, int expected)
    {
        using var response = await site.SendAsync(
            HttpMethod.Post,
            $"/bin/redirect-to?url=/bin/post&status_code={asked}"
        );

        Assert.Equal(expected, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("https://localhost/")]
    [InlineData("http://localhost:81/")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("/bin/get\r\nX-Evil: 1")]
    [InlineData(" //evil.example")]
    [InlineData("/.//evil.example")]
    [InlineData("/x/..//evil.example")]
    [InlineData("http://localhost@evil.example/")]
    [InlineData("http://evil@localhost/")]
    [InlineData("http://localhost//evil.example")]
    [InlineData("http://localhost.evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("http:///evil.example")]
    [InlineData("")]
    public async Task RedirectTo_RefusesEveryWayOut(string url)
    {
        using var response = await site.GetAsync("/bin/redirect-to?url=" + Uri.EscapeDataString(url));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Null(response.Headers.Location);
    }

    [Fact]
    public async Task RedirectTo_LeadsToHostsThatTheOperatorNamed()
    {
        await using var open = new OpenSite();

        using var named = await open.GetAsync("/bin/redirect-to?url=https://friend.example/a");
        using var port = await open.GetAsync("/bin/redirect-to?url=http://other.example:8080/");
        using var elsewhere = await open.GetAsync("/bin/redirect-to?url=http://friend.example:81/");

        Assert.Equal("https://friend.example/a", named.Headers.Location?.OriginalString);
        Assert.Equal("http://other.example:8080/", port.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.BadRequest, elsewhere.StatusCode);
    }

    private sealed class OpenSite : Site
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Bin:RedirectHosts", "friend.example, other.example:8080");
        }
    }
}
