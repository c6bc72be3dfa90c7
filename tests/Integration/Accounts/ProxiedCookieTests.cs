using Microsoft.AspNetCore.Hosting;
using Xunit;

namespace LearnWeb.Tests.Integration.Accounts;

/// <summary>HTTPS ends at a reverse proxy that the site knows; the site itself sees plain HTTP.</summary>
public sealed class ProxiedCookieTests(ProxiedCookieTests.ProxiedSite site)
    : IClassFixture<ProxiedCookieTests.ProxiedSite>
{
    private const string Https = "X-Forwarded-Proto: https\r\n";

    [Theory]
    [InlineData("GET", "/en/account/sign-in", "lw-antiforgery")]
    [InlineData("GET", "/en/labs/web", "lw-visitor")]
    [InlineData("POST", "/en/account/guest", "lw-flash")]
    [InlineData("POST", "/en/account/guest", "__Host-lw-session")]
    public async Task CookieOverHttps_IsSecure(string method, string path, string name) =>
        Assert.Contains("; secure", await CookieAsync(method, path, name, "https"), StringComparison.Ordinal);

    [Theory]
    [InlineData("GET", "/en/account/sign-in", "lw-antiforgery")]
    [InlineData("POST", "/en/account/guest", "lw-flash")]
    public async Task CookieOverHttp_IsNot_SinceNoBrowserWouldKeepIt(string method, string path, string name) =>
        Assert.DoesNotContain("; secure", await CookieAsync(method, path, name, "http"), StringComparison.Ordinal);

    private async Task<string> CookieAsync(string method, string path, string name, string scheme)
    {
        var answer = await site.TalkAsync(
            $"{method} {path} HTTP/1.1\r\nHost: x\r\nOrigin: {scheme}://x\r\nContent-Length: 0\r\nConnection: "
                + $"close\r\n{(scheme == "https" ? Https : "")}\r\n"
        );
        return Assert.Single(
            answer.Split("\r\n"),
            line => line.StartsWith($"Set-Cookie: {name}=", StringComparison.Ordinal)
        );
    }

    public sealed class ProxiedSite : RealSite
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Proxy:Known", "127.0.0.1");
        }
    }
}
