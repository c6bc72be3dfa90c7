using System.Net;
using LearnWeb.Tests.Unit.Pages;
using Microsoft.AspNetCore.Hosting;
using Xunit;

namespace LearnWeb.Tests.Unit.Labs;

/// <summary>A lab that writes what it saw answers one visitor only so often.</summary>
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
    }

    public sealed class StrictSite : Site
    {
        public const int PerMinute = 2;

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Limits:ExperimentsPerMinute", $"{PerMinute}");
        }
    }
}
