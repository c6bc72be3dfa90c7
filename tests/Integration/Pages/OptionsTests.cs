using System.Net;
using LearnWeb.Tests.Integration.Accounts;
using Xunit;

namespace LearnWeb.Tests.Integration.Pages;

/// <summary>
/// OPTIONS says what can be asked (RFC 9110 §9.3.7); under <c>/bin</c> also whether another site's script may.
/// </summary>
public sealed class OptionsTests(RealSite site) : IClassFixture<RealSite>
{
    [Theory]
    [InlineData("/en", "GET, HEAD, OPTIONS")]
    [InlineData("/zh/notes/tcp", "GET, HEAD, OPTIONS")]
    [InlineData("/api/session", "DELETE, OPTIONS, POST")]
    [InlineData("/bin/get", "GET, HEAD, OPTIONS")]
    [InlineData("/bin/post", "OPTIONS, POST")]
    [InlineData("/bin/anything/a/b", "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT, TRACE")]
    [InlineData("/bin/status/404", "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT, TRACE")]
    public async Task Options_Is204_WithTheMethodsThereAre(string path, string methods)
    {
        using var answer = await site.SendAsync(HttpMethod.Options, path);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(methods, string.Join(", ", answer.Content.Headers.Allow.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Options_OfTheServer_Is204()
    {
        var answer = await site.TalkAsync("OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 204 ", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nAllow: GET, ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/en/no-such-page")]
    [InlineData("/bin/no-such-thing")]
    public async Task Options_OfNothing_Is404(string path)
    {
        using var answer = await site.SendAsync(HttpMethod.Options, path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Bin_LetsAnySiteReadIt_WithoutCredentials()
    {
        using var answer = await new Caller(site).SendAsync(
            HttpMethod.Get,
            "/bin/get",
            null,
            ("Origin", "https://other.example")
        );
        using var failed = await new Caller(site).SendAsync(
            HttpMethod.Get,
            "/bin/no-such-thing",
            null,
            ("Origin", "https://other.example")
        );
        using var page = await new Caller(site).SendAsync(
            HttpMethod.Get,
            "/en",
            null,
            ("Origin", "https://other.example")
        );

        Assert.All(
            new[] { answer, failed },
            response =>
            {
                Assert.Equal("*", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Origin")));
                Assert.False(response.Headers.Contains("Access-Control-Allow-Credentials"));
            }
        );
        Assert.False(page.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("authorization, x-mine", "authorization, x-mine")]
    [InlineData("x-a,x-b", "x-a, x-b")]
    [InlineData("x a", null)]
    [InlineData("", null)]
    public async Task Preflight_IsAnsweredWithTheNamesThatWereAskedFor(string asked, string? allowed)
    {
        using var answer = await new Caller(site).SendAsync(
            HttpMethod.Options,
            "/bin/put",
            null,
            ("Origin", "https://other.example"),
            ("Access-Control-Request-Method", "PUT"),
            ("Access-Control-Request-Headers", asked)
        );

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Contains(
            "PUT",
            Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Methods")),
            StringComparison.Ordinal
        );
        Assert.Equal("3600", Assert.Single(answer.Headers.GetValues("Access-Control-Max-Age")));
        Assert.Equal(
            allowed,
            answer.Headers.TryGetValues("Access-Control-Allow-Headers", out var names) ? Assert.Single(names) : null
        );
    }
}
