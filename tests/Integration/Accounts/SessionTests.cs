using System.Net;
using LearnWeb.Models.Accounts;
using Xunit;

namespace LearnWeb.Tests.Integration.Accounts;

public sealed class SessionTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Cookie_IsOpaque_HttpOnlyLaxAndForTheWholeSite()
    {
        var caller = new Caller(site);
        var name = await caller.EnterAsync();
        using var answer = await caller.SignInAsync(name);

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), Caller.IsCredential);
        Assert.Matches("^lw-session=[A-Za-z0-9_-]{43}; path=/; samesite=lax; httponly$", cookie);
        Assert.True(cookie.Length < 100);
    }

    [Fact]
    public async Task SignIn_GivesANewIdentifier_AndEndsTheOneBrought()
    {
        var caller = new Caller(site);
        var name = await caller.EnterAsync();
        var first = caller.Cookies["lw-session"];

        using var again = await caller.SignInAsync(name);

        Assert.NotEqual(first, caller.Cookies["lw-session"]);
        Assert.NotNull(await caller.MeAsync());
        Assert.Null(await With(first).MeAsync());
    }

    [Fact]
    public async Task IdentifierOfTheVisitorsOwnMaking_IsNeverTaken()
    {
        var planted = OpaqueToken.New();
        var caller = With(planted);
        await caller.EnterAsync();
        Assert.NotEqual(planted, caller.Cookies["lw-session"]);
        Assert.Null(await With(planted).MeAsync());
    }

    [Fact]
    public async Task SignOut_EndsTheSession_ACopiedCookieIncluded()
    {
        var caller = new Caller(site);
        await caller.EnterAsync();
        var copy = With(caller.Cookies["lw-session"]);
        Assert.NotNull(await copy.MeAsync());

        using var answer = await caller.SendWithTokenAsync(HttpMethod.Delete, "/api/session");

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.DoesNotContain("lw-session", caller.Cookies.Keys);
        Assert.Null(await copy.MeAsync());
    }

    [Theory]
    [InlineData("DELETE", "/api/session")]
    [InlineData("DELETE", "/api/sessions")]
    [InlineData("DELETE", "/api/sessions/any")]
    [InlineData("DELETE", "/api/account")]
    [InlineData("POST", "/api/account/password")]
    [InlineData("POST", "/en/account/sign-out")]
    [InlineData("POST", "/en/account/delete")]
    public async Task CallThatRidesOnTheCookie_NeedsTheAntiforgeryToken(string method, string path)
    {
        var caller = new Caller(site);
        await caller.EnterAsync();
        foreach (var field in new[] { ("Origin", "http://localhost"), ("Sec-Fetch-Site", "same-origin") })
        {
            using var answer = await caller.SendAsync(
                new HttpMethod(method),
                path,
                new { password = "a", newPassword = "b" },
                field
            );
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }

        Assert.NotNull(await caller.MeAsync());
    }

    [Fact]
    public async Task SomeoneElsesAntiforgeryToken_IsWorthNothing()
    {
        var (mine, theirs) = (new Caller(site), new Caller(site));
        await mine.EnterAsync();
        await theirs.EnterAsync();
        using var answer = await theirs.SendAsync(HttpMethod.Get, "/api/antiforgery");
        var token = (await Caller.JsonAsync(answer)).GetProperty("token").GetString()!;
        mine.Cookies["lw-antiforgery"] = theirs.Cookies["lw-antiforgery"];

        using var refused = await mine.SendAsync(
            HttpMethod.Delete,
            "/api/session",
            null,
            ("RequestVerificationToken", token)
        );

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task RevokedSession_IsRefusedOnItsNextRequest()
    {
        var (here, there) = (new Caller(site), new Caller(site));
        var name = await here.EnterAsync();
        using var alsoIn = await there.SignInAsync(name);
        using var answer = await here.SendAsync(HttpMethod.Get, "/api/sessions");
        var sessions = (await Caller.JsonAsync(answer)).EnumerateArray().ToList();
        Assert.Equal(2, sessions.Count);
        var other = Assert
            .Single(sessions, session => !session.GetProperty("isThis").GetBoolean())
            .GetProperty("name")
            .GetString();

        using var revoked = await here.SendWithTokenAsync(HttpMethod.Delete, $"/api/sessions/{other}");

        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        Assert.Null(await there.MeAsync());
        Assert.NotNull(await here.MeAsync());
    }

    [Fact]
    public async Task SomeoneElsesSession_CannotBeRevoked()
    {
        var (mine, theirs) = (new Caller(site), new Caller(site));
        await mine.EnterAsync();
        await theirs.EnterAsync();
        using var answer = await theirs.SendAsync(HttpMethod.Get, "/api/sessions");
        var name = (await Caller.JsonAsync(answer))[0].GetProperty("name").GetString();

        using var refused = await mine.SendWithTokenAsync(HttpMethod.Delete, $"/api/sessions/{name}");

        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Assert.NotNull(await theirs.MeAsync());
    }

    [Fact]
    public async Task TwoSignInsAtOnce_AreTwoSessions()
    {
        var name = await new Caller(site).EnterAsync();
        var callers = Enumerable.Range(0, 2).Select(_ => new Caller(site)).ToList();
        await Task.WhenAll(callers.Select(caller => caller.SignInAsync(name)));
        Assert.NotEqual(callers[0].Cookies["lw-session"], callers[1].Cookies["lw-session"]);
        AssertEach.Of(await Task.WhenAll(callers.Select(caller => caller.MeAsync())), who => Assert.NotNull(who));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("' OR 1=1 --")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task MadeUpIdentifier_IsNobody(string id) => Assert.Null(await With(id).MeAsync());

    [Fact]
    public async Task Identifier_IsNotInTheDatabase()
    {
        var caller = new Caller(site);
        await caller.EnterAsync();
        var files = Directory
            .EnumerateFiles(site.State, "learnweb.db*")
            .Select(file =>
            {
                using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                using var bytes = new MemoryStream();
                stream.CopyTo(bytes);
                return bytes.ToArray();
            })
            .ToList();
        Assert.DoesNotContain(
            files,
            bytes => bytes.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(caller.Cookies["lw-session"])) >= 0
        );
        Assert.Contains(
            files,
            bytes =>
                bytes
                    .AsSpan()
                    .IndexOf(System.Text.Encoding.ASCII.GetBytes(OpaqueToken.Hash(caller.Cookies["lw-session"]))) >= 0
        );
    }

    private Caller With(string session) => new(site) { Cookies = { ["lw-session"] = session } };
}
