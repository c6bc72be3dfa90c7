using System.Net;
using Microsoft.AspNetCore.Hosting;
using Xunit;

namespace LearnWeb.Tests.Integration.Pages;

public sealed class SecurityHeaderTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("/zh")]
    [InlineData("/zh/notes/web")]
    [InlineData("/zh/nope")]
    [InlineData("/feed.xml")]
    [InlineData("/css/site.css")]
    [InlineData("/healthz")]
    public async Task EveryResponse_TellsTheBrowserWhatToRefuse(string path)
    {
        using var response = await site.GetAsync(path);

        var policy = string.Join("", response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
        Assert.True(response.Headers.Contains("Referrer-Policy"));
        Assert.True(response.Headers.Contains("Permissions-Policy"));
        Assert.False(response.Headers.Contains("Server"));
    }

    [Theory(DisplayName = "HSTS and COOP are sent where they can hold")]
    [InlineData("https://learn.example/zh", true, true)]
    [InlineData("https://localhost/zh", true, false)]
    [InlineData("http://localhost/zh", true, false)]
    [InlineData("http://127.0.0.1/zh", true, false)]
    [InlineData("http://192.168.1.20/zh", false, false)]
    public async Task HeadersForTrustworthyOrigins_FollowTheOrigin(string address, bool coop, bool hsts)
    {
        using var response = await site.GetAsync(address);

        Assert.Equal(coop, response.Headers.Contains("Cross-Origin-Opener-Policy"));
        Assert.Equal(hsts, response.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task NoPage_HasInlineScriptOrStyle()
    {
        foreach (var path in new[] { "/zh", "/en/notes/http", "/en/labs/web", "/en/search?q=http", "/en/nope" })
        {
            var page = await site.PageAsync(path);
            Assert.Empty(page.QuerySelectorAll("style, [style], script:not([src])"));
            Assert.DoesNotContain(
                page.All,
                element => element.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.Ordinal))
            );
        }
    }

    [Fact]
    public async Task SiteWithAName_AnswersToNoOther()
    {
        await using var named = new NamedSite("Site:Url", "https://learn.example");

        using var own = await named.GetAsync("http://learn.example/zh");
        using var local = await named.GetAsync("http://localhost/zh");
        using var other = await named.GetAsync("http://evil.example/zh");

        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        Assert.Equal(HttpStatusCode.OK, local.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, other.StatusCode);
        var page = await other.Content.ReadAsStringAsync();
        Assert.Contains("This site does not go by that name", page, StringComparison.Ordinal);
        Assert.Contains("这个网站不叫这个名字", page, StringComparison.Ordinal);
        Assert.Contains("https://learn.example", page, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", page, StringComparison.Ordinal);
        Assert.Contains(
            "default-src 'none'",
            Assert.Single(other.Headers.GetValues("Content-Security-Policy")),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "rel=\"canonical\" href=\"https://learn.example/zh\"",
            await own.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("http://learn.test/zh", HttpStatusCode.OK)]
    [InlineData("http://a.learn.test:5080/zh", HttpStatusCode.OK)]
    [InlineData("http://other.test/zh", HttpStatusCode.BadRequest)]
    [InlineData("http://localhost/zh", HttpStatusCode.BadRequest)]
    public async Task AllowedHosts_AreThoseAnsweredTo(string address, HttpStatusCode status)
    {
        await using var named = new NamedSite("AllowedHosts", "learn.test; *.learn.test");

        using var response = await named.GetAsync(address);

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task ForwardedHeaders_AreNotBelievedByDefault()
    {
        using var response = await site.GetAsync(
            "http://learn.example/zh",
            ("X-Forwarded-Proto", "https"),
            ("X-Forwarded-For", "1.2.3.4")
        );

        Assert.False(response.Headers.Contains("Strict-Transport-Security"));
        Assert.DoesNotContain("1.2.3.4</code>", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private sealed class NamedSite(string key, string value) : Site
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("AllowedHosts", "");
            builder.UseSetting(key, value);
        }
    }
}
