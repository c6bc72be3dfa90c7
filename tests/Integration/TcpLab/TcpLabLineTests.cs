using System.Net;
using Microsoft.AspNetCore.Hosting;
using Xunit;

namespace LearnWeb.Tests.Integration.TcpLab;

/// <summary>Where only one experiment runs at a time.</summary>
public sealed class TcpLabLineTests(SiteWithOneHelper site) : IClassFixture<SiteWithOneHelper>
{
    [Fact]
    public async Task WhoComesWhileOthersRun_IsToldThePlace_AndKeepsIt()
    {
        await LiveHelper.FindAsync();
        var running = site.GetAsync("/en/labs/tcp?script=wait(4000)", ("Accept", "application/json"));
        await Task.Delay(1000, TestContext.Current.CancellationToken);

        using var waiting = await site.GetAsync("/en/labs/tcp?preset=refused");
        var refresh = Assert.Single(waiting.Headers.GetValues("Refresh"));
        Assert.Equal(HttpStatusCode.Accepted, waiting.StatusCode);
        Assert.Contains(
            "you are number 1 in the line",
            await waiting.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
        Assert.Matches(@"^1; url=/en/labs/tcp\?script=connect&ticket=[0-9a-f]{16}$", refresh);

        using var first = await running;
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        using var second = await site.GetAsync(refresh["1; url=".Length..]);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
    }

    [Fact]
    public async Task Programs_WaitForTheirTurn()
    {
        await LiveHelper.FindAsync();
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ => site.GetAsync("/en/labs/tcp?script=wait(200)", ("Accept", "application/json")))
        );
        AssertEach.Of(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
    }
}

/// <summary>The site with room for one experiment.</summary>
public sealed class SiteWithOneHelper : Site
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Limits:WiresAtOnce", "1");
    }
}
