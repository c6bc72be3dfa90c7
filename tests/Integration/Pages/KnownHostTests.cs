using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting;
using Xunit;

namespace LearnWeb.Tests.Integration.Pages;

/// <summary>
/// Which Host is answered where nothing is set: this machine's own names, so that no other site's name can be made to
/// lead here.
/// </summary>
public sealed class KnownHostTests(KnownHostTests.UnsetSite site) : IClassFixture<KnownHostTests.UnsetSite>
{
    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST")]
    [InlineData("course.localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("127.1.2.3")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    public async Task LoopbackName_IsAnswered(string host) => Assert.Equal(HttpStatusCode.OK, await StatusAsync(host));

    [Fact]
    public async Task NamesOfThisMachine_AreAnswered()
    {
        var name = Dns.GetHostName();
        var addresses = NetworkInterface
            .GetAllNetworkInterfaces()
            .SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .Select(unicast =>
                unicast.Address.AddressFamily == AddressFamily.InterNetworkV6
                    ? $"[{new IPAddress(unicast.Address.GetAddressBytes())}]"
                    : unicast.Address.ToString()
            );
        foreach (var host in addresses.Append(name).Append($"{name.Split('.')[0]}.local"))
        {
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(host));
        }
    }

    [Fact]
    public async Task NameInUrls_IsAnswered()
    {
        using var named = new NamedSite();
        using var answer = await named.GetAsync("/en/notes/tcp", ("Host", "course.lan"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:5080")]
    [InlineData("localhost.evil.example")]
    [InlineData("localhost.")]
    [InlineData("notlocalhost")]
    [InlineData("127.0.0.1.nip.example")]
    [InlineData("203.0.113.9")]
    [InlineData("[2001:db8::1]")]
    [InlineData("0.0.0.0")]
    public async Task AnyOtherName_IsRefused_WithASentenceThatNamesTheSetting(string host)
    {
        foreach (
            var path in new[] { "/", "/en/notes/tcp", "/bin/get", "/api/me", "/css/site.css", "/wsgi/echo", "/healthz" }
        )
        {
            using var answer = await site.GetAsync(path, ("Host", host));
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains("Site:Url", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/bin/get")]
    [InlineData("/api/me")]
    public async Task Program_IsToldInJson(string path)
    {
        using var answer = await site.GetAsync(path, ("Host", "evil.example"));
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task AbsoluteLinks_NameTheHostThatWasAsked_ButOnlyWhereTheSiteListens()
    {
        foreach (
            var (host, origin) in new[]
            {
                ($"localhost:{site.Port}", $"http://localhost:{site.Port}"),
                ($"127.0.0.1:{site.Port}", $"http://127.0.0.1:{site.Port}"),
                ($"LocalHost:{site.Port}", $"http://localhost:{site.Port}"),
                ("localhost:1", ""), // a port that is not ours
                ($"a.localhost:{site.Port}", ""), // one of endlessly many
            }
        )
        {
            for (var i = 0; i < 2; i++) // made, then kept
            {
                using var answer = await site.GetAsync("/en/notes/tcp", ("Host", host));
                var page = await Site.ParseAsync(answer);
                Assert.Equal($"{origin}/en/notes/tcp", page.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
                Assert.Equal(
                    $"{origin}/zh/notes/tcp",
                    page.QuerySelector("link[hreflang=zh-CN]")!.GetAttribute("href")
                );
                Assert.Equal(
                    $"{origin}/img/social-en.jpg",
                    page.QuerySelector("meta[property='og:image']")!.GetAttribute("content")
                );
            }
        }
    }

    private async Task<HttpStatusCode> StatusAsync(string host)
    {
        using var answer = await site.GetAsync("/en/notes/tcp", ("Host", host));
        return answer.StatusCode;
    }

    /// <summary>A site that is told to listen under a name of the LAN.</summary>
    private sealed class NamedSite : Site
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("AllowedHosts", "");
            builder.UseSetting("Urls", "http://course.lan:5080");
        }
    }

    /// <summary>A real site for which nobody has said which names it has.</summary>
    public sealed class UnsetSite : RealSite
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("AllowedHosts", "");
        }
    }
}
