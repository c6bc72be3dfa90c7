using System.Net;
using Xunit;

namespace LearnWeb.Tests.Integration.Accounts;

/// <summary>What ends a sign-in ends its access tokens, too, from the next request on.</summary>
public sealed class EndedSignInTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("signed out everywhere else")]
    [InlineData("password changed")]
    [InlineData("this family revoked by name")]
    [InlineData("refresh token revoked")]
    [InlineData("refresh token used twice")]
    [InlineData("account deleted")]
    public async Task AccessToken_IsRefused_OnceItsSignInIsOver(string how)
    {
        var owner = new Caller(site);
        var name = await owner.EnterAsync();
        var bearer = new Caller(site);
        var refresh = await bearer.UseTokensAsync(name);
        Assert.Equal((name, "Bearer"), await bearer.MeAsync());

        await EndAsync(how, owner, refresh);

        using var answer = await bearer.SendAsync(HttpMethod.Get, "/api/me");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("invalid_token", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        using var deleting = await bearer.SendAsync(
            HttpMethod.Delete,
            "/api/account",
            new { password = Caller.GoodPassword }
        );
        Assert.Equal(HttpStatusCode.Unauthorized, deleting.StatusCode);
    }

    [Fact]
    public async Task OtherFamiliesTokens_GoOn()
    {
        var (one, other) = (new Caller(site), new Caller(site));
        var name = await one.EnterAsync();
        var refresh = await one.UseTokensAsync(name);
        await other.UseTokensAsync(name);

        using var revoked = await one.SendAsync(HttpMethod.Post, "/api/token/revoke", new { refresh_token = refresh });

        Assert.NotNull(await other.MeAsync());
    }

    [Fact]
    public async Task RefreshedToken_AndTheOneBefore_AreBothGood()
    {
        var caller = new Caller(site);
        var refresh = await caller.UseTokensAsync(await caller.EnterAsync());
        using var refreshed = await caller.RefreshAsync(refresh);
        Assert.Equal(HttpStatusCode.OK, refreshed.StatusCode);
        Assert.NotNull(await caller.MeAsync());
    }

    private async Task EndAsync(string how, Caller owner, string refresh)
    {
        switch (how)
        {
            case "signed out everywhere else":
                await owner.SendWithTokenAsync(HttpMethod.Delete, "/api/sessions");
                break;
            case "password changed":
                await owner.SendWithTokenAsync(
                    HttpMethod.Post,
                    "/api/account/password",
                    new { password = Caller.GoodPassword, newPassword = "another good one" }
                );
                break;
            case "this family revoked by name":
                using (var list = await owner.SendAsync(HttpMethod.Get, "/api/sessions"))
                {
                    var family = (await Caller.JsonAsync(list))
                        .EnumerateArray()
                        .Single(row => row.GetProperty("scheme").GetString() == "Bearer");
                    await owner.SendWithTokenAsync(
                        HttpMethod.Delete,
                        $"/api/sessions/{family.GetProperty("name").GetString()}"
                    );
                }

                break;
            case "refresh token revoked":
                await owner.SendAsync(HttpMethod.Post, "/api/token/revoke", new { refresh_token = refresh });
                break;
            case "refresh token used twice":
                await owner.RefreshAsync(refresh);
                Sql.RowsOfSite(site.State, "UPDATE RefreshTokens SET RotatedAt = RotatedAt - 60000");
                await owner.RefreshAsync(refresh);
                break;
            case "account deleted":
                await owner.SendWithTokenAsync(
                    HttpMethod.Delete,
                    "/api/account",
                    new { password = Caller.GoodPassword }
                );
                break;
        }
    }
}
