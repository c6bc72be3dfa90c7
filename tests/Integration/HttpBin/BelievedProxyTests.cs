using Microsoft.AspNetCore.Hosting;
using Xunit;

namespace LearnWeb.Tests.Integration.HttpBin;

/// <summary>Behind a known proxy, what arrived is shown as it arrived, whoever it was believed to come from.</summary>
public sealed class BelievedProxyTests(BelievedProxyTests.ProxiedSite site)
    : IClassFixture<BelievedProxyTests.ProxiedSite>
{
    private static readonly (string, string)[] Sent =
    [
        ("X-Forwarded-For", "198.51.100.1, 203.0.113.9"),
        ("X-Forwarded-Proto", "https"),
        ("X-Original-Proto", "made up by the client"),
        ("Forwarded", "for=203.0.113.9"),
    ];

    [Fact]
    public async Task Echo_ShowsTheFieldsThatWereSent_AndNoOther()
    {
        using var answer = await site.GetAsync("/bin/headers", Sent);
        var headers = (await Site.JsonAsync(answer)).GetProperty("headers");

        AssertEach.Of(Sent, field => Assert.Equal(field.Item2, headers.GetProperty(field.Item1).GetString()));
        Assert.False(headers.TryGetProperty("X-Original-For", out _));
    }

    [Fact]
    public async Task Believed_IsWhoTheClientIs()
    {
        using var answer = await site.GetAsync("/bin/get", Sent);
        var echo = await Site.JsonAsync(answer);
        Assert.Equal("203.0.113.9", echo.GetProperty("origin").GetString());
        Assert.StartsWith("https://", echo.GetProperty("url").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Environ_HasTheFieldsThatWereSent_AndNoOther()
    {
        using var answer = await site.GetAsync("/wsgi/echo", [.. Sent, ("Accept", "application/json")]);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Contains("HTTP_X_FORWARDED_FOR", text, StringComparison.Ordinal);
        Assert.Contains("198.51.100.1, 203.0.113.9", text, StringComparison.Ordinal);
        Assert.Contains("HTTP_X_FORWARDED_PROTO", text, StringComparison.Ordinal);
        Assert.DoesNotContain("HTTP_X_ORIGINAL_FOR", text, StringComparison.Ordinal);
        Assert.Contains("203.0.113.9", text, StringComparison.Ordinal);
    }

    /// <summary>A real site that believes what comes over loopback.</summary>
    public sealed class ProxiedSite : RealSite
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Proxy:Known", "127.0.0.1,::1");
        }
    }
}
