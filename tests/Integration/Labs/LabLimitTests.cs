using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Xunit;

namespace LearnWeb.Tests.Integration.Labs;

/// <summary>What costs the server something answers one visitor only so often.</summary>
public sealed class LabLimitTests(LabLimitTests.StrictSite site) : IClassFixture<LabLimitTests.StrictSite>
{
    [Theory]
    [InlineData("/zh/labs/web?x=1", "A")]
    [InlineData("/zh/labs/get-post?x=1", "B")]
    public async Task OneTooMany_Is429_WithATimeToComeBack(string path, string visitor)
    {
        var cookie = ("Cookie", "lw-visitor=" + visitor.PadRight(22, '0'));
        for (var i = 0; i < StrictSite.PerMinute; i++)
        {
            using var answered = await site.GetAsync(path, cookie);
            Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
        }

        using var refused = await site.GetAsync(path, cookie);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal("text/html", refused.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("/en/labs/web?x=1", "application/json", "C", "application/problem+json")]
    [InlineData("/api/me", "text/html", "D", "application/problem+json")]
    [InlineData("/wsgi/status-short?x=1", "text/html", "E", "text/plain")]
    public async Task OneTooMany_SaysHowLongToWait_InTheFormExpectedThere(
        string path,
        string accept,
        string visitor,
        string mediaType
    )
    {
        (string, string)[] fields = [("Cookie", "lw-visitor=" + visitor.PadRight(22, '0')), ("Accept", accept)];
        for (var i = 0; i < StrictSite.PerMinute; i++)
        {
            using var answered = await site.GetAsync(path, fields);
            Assert.NotEqual(HttpStatusCode.TooManyRequests, answered.StatusCode);
        }

        using var refused = await site.GetAsync(path, fields);

        Assert.Equal(
            (HttpStatusCode.TooManyRequests, mediaType),
            (refused.StatusCode, refused.Content.Headers.ContentType?.MediaType)
        );
        Assert.Equal("no-store", refused.Headers.CacheControl?.ToString());
        var text = await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        if (mediaType == "application/problem+json")
        {
            using var problem = JsonDocument.Parse(text);
            Assert.Equal(429, problem.RootElement.GetProperty("status").GetInt32());
            text = problem.RootElement.GetProperty("detail").GetString()!;
        }

        Assert.Equal(
            $"Too many requests within a minute. Wait {refused.Headers.RetryAfter} s, then try again.",
            text.TrimEnd()
        );
    }

    public sealed class StrictSite : Site
    {
        public const int PerMinute = 2;

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Limits:ExperimentsPerMinute", $"{PerMinute}");
            builder.UseSetting("Limits:AccountCallsPerMinute", $"{PerMinute}");
        }
    }
}
