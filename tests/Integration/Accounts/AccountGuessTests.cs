using System.Net;
using LearnWeb.Models;
using LearnWeb.Models.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LearnWeb.Tests.Integration.Accounts;

/// <summary>
/// Guessing one account from many browsers and addresses (NIST SP 800-63B §3.2.2), and the owner's way in.
/// </summary>
public sealed class AccountGuessTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AccountGuessedAtFromManyBrowsers_IsClosedToUnknownOnes_WhetherItExistsOrNot(bool exists)
    {
        var owner = new Caller(site);
        var name = exists ? await owner.EnterAsync() : Caller.NewName();
        for (var i = 0; i < AccountGuesses.Free; i++)
        {
            using var wrong = await new Caller(site, Caller.NewVisitor()).SignInAsync(name, $"wrong {i} wrong");
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        using var stranger = await new Caller(site, Caller.NewVisitor()).SignInAsync(name);
        Assert.Equal(HttpStatusCode.TooManyRequests, stranger.StatusCode);
        Assert.InRange(stranger.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        if (exists)
        {
            using var known = await owner.SignInAsync(name);
            Assert.Equal(HttpStatusCode.NoContent, known.StatusCode);
            using var again = await new Caller(site, Caller.NewVisitor()).SignInAsync(name);
            // an owner who comes and goes gives strangers no new tries
            Assert.Equal(HttpStatusCode.TooManyRequests, again.StatusCode);
        }
    }

    [Fact]
    public async Task KnownBrowser_HasNoMoreGuessesThanOthers_HoweverManyVisitorsItSaysItIs()
    {
        var owner = new Caller(site);
        var name = await owner.EnterAsync();
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 2 * VisitorGuesses.MostInARow; i++)
        {
            var thief = new Caller(site, Caller.NewVisitor())
            {
                Cookies = { ["lw-known"] = owner.Cookies["lw-known"] },
            };
            using var wrong = await thief.SignInAsync(name, $"wrong {i} wrong");
            statuses.Add(wrong.StatusCode);
        }

        AssertEach.Of(
            statuses[..VisitorGuesses.MostInARow],
            status => Assert.Equal(HttpStatusCode.Unauthorized, status)
        );
        AssertEach.Of(
            statuses[VisitorGuesses.MostInARow..],
            status => Assert.Equal(HttpStatusCode.TooManyRequests, status)
        );
    }

    [Fact]
    public async Task ChangedPassword_EndsTheRowOfWrongOnes()
    {
        var owner = new Caller(site);
        var name = await owner.EnterAsync();
        await CloseAsync(name);
        using var changed = await owner.SendWithTokenAsync(
            HttpMethod.Post,
            "/api/account/password",
            new { password = Caller.GoodPassword, newPassword = "another good one" }
        );
        using var elsewhere = await new Caller(site, Caller.NewVisitor()).SignInAsync(name, "another good one");
        Assert.Equal(HttpStatusCode.NoContent, elsewhere.StatusCode);
    }

    [Fact]
    public async Task KnownBrowser_IsKnownToItsOwnAccountOnly_AndUntilThePasswordChanges()
    {
        var (owner, other) = (new Caller(site), new Caller(site));
        var name = await owner.EnterAsync();
        await other.EnterAsync();
        await CloseAsync(name);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await other.SignInAsync(name)).StatusCode);
        var old = new Caller(site) { Cookies = { ["lw-known"] = owner.Cookies["lw-known"] } };
        using var changed = await owner.SendWithTokenAsync(
            HttpMethod.Post,
            "/api/account/password",
            new { password = Caller.GoodPassword, newPassword = "another good one" }
        );
        Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);
        await CloseAsync(name);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await old.SignInAsync(name, "another good one")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await owner.SignInAsync(name, "another good one")).StatusCode);
    }

    [Fact]
    public async Task MadeUpKnownBrowser_IsNobody()
    {
        var name = await new Caller(site).EnterAsync();
        await CloseAsync(name);
        var liar = new Caller(site) { Cookies = { ["lw-known"] = "CfDJ8made-up" } };
        Assert.Equal(HttpStatusCode.TooManyRequests, (await liar.SignInAsync(name)).StatusCode);
    }

    [Fact]
    public async Task AddressThatGuessesAtOthers_ShutsNoOwnerOutBehindIt()
    {
        using var narrow = new NarrowSite();
        var name = await new Caller(narrow).EnterAsync();
        for (var i = 0; i < 2 * NarrowSite.PerAddress; i++)
        {
            using var guess = await new Caller(narrow, Caller.NewVisitor()).SignInAsync(
                "somebody-else",
                $"wrong {i} wrong"
            );
        }

        using var owner = await new Caller(narrow, Caller.NewVisitor()).SignInAsync(name);
        Assert.Equal(HttpStatusCode.NoContent, owner.StatusCode);
    }

    [Fact]
    public async Task ManyGuessesAtOnce_AreCountedEach()
    {
        var name = await new Caller(site).EnterAsync();
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 30)
                .Select(i => new Caller(site, Caller.NewVisitor()).SignInAsync(name, $"wrong {i} wrong"))
        );
        Assert.Equal(AccountGuesses.Free, answers.Count(answer => answer.StatusCode == HttpStatusCode.Unauthorized));
    }

    private async Task CloseAsync(string name)
    {
        var accounts = site.Services.GetRequiredService<AccountGuesses>();
        await using var db = await site
            .Services.GetRequiredService<IDbContextFactory<LearnWebDb>>()
            .CreateDbContextAsync();
        var account = await db.Set<Account>().SingleAsync(row => row.UserName == name);
        while (await accounts.BeginAsync(account, name, TestContext.Current.CancellationToken) == TimeSpan.Zero) { }
    }

    /// <summary>A site that lets few wrong passwords pass from one address.</summary>
    private sealed class NarrowSite : Site
    {
        public const int PerAddress = 5;

        protected override void ConfigureWebHost(Microsoft.AspNetCore.Hosting.IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Limits:WrongPasswordsPerMinuteAndAddress", $"{PerAddress}");
        }
    }
}
