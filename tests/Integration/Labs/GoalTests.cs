using System.Net;
using System.Text.Json;
using LearnWeb.Models;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LearnWeb.Tests.Integration.Labs;

public sealed class GoalTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Goal_IsTickedWhenTheServerSawIt_ForThisVisitorOnly()
    {
        var mine = await VisitAsync("/en/labs/web", cookie: null);
        var other = await VisitAsync("/en/labs/web", cookie: null);
        Assert.False(await IsDoneAsync(mine));

        await VisitAsync("/en/labs/web?name=1", mine);

        Assert.True(await IsDoneAsync(mine));
        Assert.False(await IsDoneAsync(other));
    }

    [Fact]
    public async Task GoalOfTheFirstRequest_IsShown_AndWrittenDownWhenTheCookieComesBack()
    {
        var before = await RowsAsync();
        using var first = await site.GetAsync("/en/labs/web?name=1");
        Assert.Contains("class=\"goal done", await first.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(before, await RowsAsync()); // it may never come back

        Assert.True(await IsDoneAsync(first.Headers.GetValues("Set-Cookie").Single().Split(';')[0]));
        Assert.Equal(before + 1, await RowsAsync());
    }

    /// <summary>
    /// As a learner does it: the line that the page prints, in a shell, which has no cookie of the browser's.
    /// </summary>
    [Fact]
    public async Task PrintedCommand_TicksTheGoalOfWhoSawIt()
    {
        var visitor = await VisitAsync("/en/labs/web", cookie: null);
        using var page = await site.GetAsync("/en/labs/web", ("Cookie", visitor));
        var ticket = System
            .Text.RegularExpressions.Regex.Match(await page.Content.ReadAsStringAsync(), "Lab-Ticket: ([0-9a-f]{16})")
            .Groups[1]
            .Value;

        using var made = await site.GetAsync(
            "/en/labs/web",
            ("Accept", "application/json"),
            ("Lab-Ticket", new string('0', 16))
        );
        Assert.False(await HasAskedAsync());
        using var command = await site.GetAsync("/en/labs/web", ("Accept", "application/json"), ("Lab-Ticket", ticket));
        Assert.True(await HasAskedAsync());

        async Task<bool> HasAskedAsync()
        {
            using var goals = await site.GetAsync("/en/labs/web", ("Cookie", visitor));
            return (await Site.ParseAsync(goals))
                .QuerySelectorAll(".goal.done")
                .Any(goal => goal.TextContent.Contains("as a program", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task VisitorWithoutACookie_HasNoGoals()
    {
        using var first = await site.GetAsync("/en/labs/web?name=1");
        Assert.False(await IsDoneAsync("a=b"));
    }

    [Fact]
    public async Task GoalThatIsNoMustDo_DoesNotFinishTheStation()
    {
        var visitor = await VisitAsync("/en/labs/web", cookie: null);
        await VisitAsync("/en/labs/web?look-at-the-address-bar", visitor);
        Assert.False(await IsDoneAsync(visitor));
    }

    [Fact]
    public async Task VisitorCookie_IsHttpOnlyLaxAndForTheWholeSite()
    {
        using var response = await site.GetAsync("/en/labs/web");
        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"));

        Assert.Matches("^lw-visitor=[A-Za-z0-9_-]{22}; max-age=34560000; path=/; samesite=lax; httponly$", cookie);
    }

    [Theory]
    [InlineData("lw-visitor=short")]
    [InlineData("lw-visitor=AAAAAAAAAAAAAAAAAAAAA'")]
    [InlineData("lw-visitor=")]
    public async Task MadeUpVisitor_GetsAnIdentifierOfTheServers(string cookie)
    {
        using var response = await site.GetAsync("/en/labs/web", ("Cookie", cookie));
        Assert.True(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Goals_AreNeverStored()
    {
        using var response = await site.GetAsync("/goals");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
    }

    private async Task<int> RowsAsync()
    {
        await using var db = await site
            .Services.GetRequiredService<IDbContextFactory<LearnWebDb>>()
            .CreateDbContextAsync();
        return await db.GoalTicks.CountAsync();
    }

    private async Task<string> VisitAsync(string path, string? cookie)
    {
        using var response = cookie is null ? await site.GetAsync(path) : await site.GetAsync(path, ("Cookie", cookie));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return cookie ?? response.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    private async Task<bool> IsDoneAsync(string visitor)
    {
        using var response = await site.GetAsync("/goals", ("Cookie", visitor));
        using var goals = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return goals.RootElement.GetProperty("web").GetBoolean();
    }
}
