using Microsoft.AspNetCore.Hosting;
using Xunit;

namespace LearnWeb.Tests.Integration.Wire;

/// <summary>
/// A site that knows its name refuses other hosts, and keeps the connection on which one was asked for.
/// </summary>
public sealed class RefusedHostTests(RefusedHostTests.NamedSite site) : IClassFixture<RefusedHostTests.NamedSite>
{
    [Fact]
    public async Task RefusedRequest_IsNotShownWithTheNextOne_NorAreItsSecrets()
    {
        var answer = await site.TalkAsync(
            "GET /one HTTP/1.1\r\nHost: evil.example\r\nX-First: one\r\n\r\n"
                + "GET /en HTTP/1.1\r\nHost: localhost\r\nX-Second: two\r\nCookie: lw-session=hunter2\r\n"
                + "Connection: close\r\n\r\n"
        );

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        Assert.Contains("X-Second", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("X-First", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", answer, StringComparison.Ordinal);
    }

    public sealed class NamedSite : RealSite
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Site:Url", "https://learn.example");
            builder.UseSetting("AllowedHosts", "");
        }
    }
}
