using System.Net;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LearnWeb.Tests.Integration.Accounts;

public sealed class AccountApiTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("小明")]
    [InlineData("o'brien")]
    [InlineData("ada.lovelace@example+1")]
    public async Task Name_MayBeOfAnyScript_ButNotOfAnyCharacter(string name)
    {
        var caller = new Caller(site);
        using var answer = await caller.SendAsync(
            HttpMethod.Post,
            "/api/account",
            new { userName = name, password = Caller.GoodPassword }
        );
        Assert.Equal(
            name.Contains('\'', StringComparison.Ordinal) ? HttpStatusCode.BadRequest : HttpStatusCode.Created,
            answer.StatusCode
        );
    }

    [Theory]
    [InlineData("short", "A password has 8 to 128 characters.")]
    [InlineData("", "A password has 8 to 128 characters.")]
    [InlineData("        ", "white space alone is none")]
    [InlineData("password123", "among the first that anyone would try")]
    public async Task BadPassword_IsRefused_AndNamed(string password, string words)
    {
        using var answer = await new Caller(site).SendAsync(
            HttpMethod.Post,
            "/api/account",
            new { userName = Caller.NewName(), password }
        );

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        var problems = (await Caller.JsonAsync(answer)).GetProperty("errors").GetProperty("password");
        Assert.Contains(words, Assert.Single(problems.EnumerateArray()).GetString()!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TakenName_Is409_InWhateverCase()
    {
        var caller = new Caller(site);
        var name = await caller.EnterAsync();
        using var answer = await caller.SendAsync(
            HttpMethod.Post,
            "/api/account",
            new { userName = name.ToUpperInvariant(), password = Caller.GoodPassword }
        );
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
    }

    [Fact]
    public async Task SameNameAtOnce_IsGivenOnce()
    {
        var name = Caller.NewName();
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(_ =>
                    new Caller(site).SendAsync(
                        HttpMethod.Post,
                        "/api/account",
                        new { userName = name, password = Caller.GoodPassword }
                    )
                )
        );
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        Assert.Equal(7, answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict));
    }

    [Theory]
    [InlineData("/api/session")]
    [InlineData("/api/account")]
    [InlineData("/api/guest")]
    [InlineData("/api/token")]
    [InlineData("/api/token/refresh")]
    [InlineData("/api/token/revoke")]
    public async Task AnythingButJson_Is415(string path)
    {
        using var form = new StringContent("userName=a&password=b", Encoding.UTF8, "application/x-www-form-urlencoded");
        using var answer = await site.Browser.PostAsync(new Uri(path, UriKind.Relative), form);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("/api/session")]
    [InlineData("/api/account")]
    [InlineData("/api/guest")]
    [InlineData("/api/token")]
    [InlineData("/api/token/refresh")]
    [InlineData("/en/account/sign-in")]
    [InlineData("/zh/account/guest")]
    public async Task AnotherSite_IsRefused_SignInIncluded(string path)
    {
        foreach (
            var field in new[]
            {
                ("Origin", "http://evil.example"),
                ("Origin", "null"),
                ("Sec-Fetch-Site", "cross-site"),
                ("Sec-Fetch-Site", "same-site"),
            }
        )
        {
            using var answer = await new Caller(site).SendAsync(
                HttpMethod.Post,
                path,
                new { userName = "a", password = "b" },
                field
            );
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Fact]
    public void WhateverChangesAnAccount_IsGuardedByOneRule()
    {
        var changing = site
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null)
            .Where(endpoint =>
                endpoint
                    .Metadata.GetMetadata<HttpMethodMetadata>()
                    ?.HttpMethods.Any(method => method is "POST" or "PUT" or "PATCH" or "DELETE")
                    is true
            )
            .ToList();

        Assert.NotEmpty(changing);
        Assert.All(
            changing,
            endpoint => Assert.Contains(endpoint.Metadata, rule => rule.GetType().Name == "ChangesAccountAttribute")
        );
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"userName\":1}")]
    [InlineData("{\"userName\":null,\"password\":null}")]
    [InlineData("")]
    public async Task MalformedBody_Is400(string body)
    {
        using var json = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await site.Browser.PostAsync(new Uri("/api/session", UriKind.Relative), json);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task PasswordChange_EndsEveryOtherSignIn_ButNotThisOne()
    {
        var here = new Caller(site);
        var name = await here.EnterAsync();
        var elsewhere = new Caller(site);
        using var alsoIn = await elsewhere.SignInAsync(name);
        var refresh = (await elsewhere.TokensAsync(name)).GetProperty("refresh_token").GetString();

        using var changed = await here.SendWithTokenAsync(
            HttpMethod.Post,
            "/api/account/password",
            new { password = Caller.GoodPassword, newPassword = "another good one" }
        );

        Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);
        Assert.NotNull(await here.MeAsync());
        Assert.Null(await elsewhere.MeAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, (await elsewhere.RefreshAsync(refresh)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await elsewhere.SignInAsync(name)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await elsewhere.SignInAsync(name, "another good one")).StatusCode);
    }

    [Fact]
    public async Task PasswordChange_WantsThePresentOne()
    {
        var caller = new Caller(site);
        await caller.EnterAsync();
        using var refused = await caller.SendWithTokenAsync(
            HttpMethod.Post,
            "/api/account/password",
            new { password = "not the one", newPassword = "another good one" }
        );
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task DeletedAccount_LeavesNothing_AndItsTokenIsRefused()
    {
        var caller = new Caller(site);
        var name = await caller.EnterAsync();
        var bearer = new Caller(site)
        {
            Bearer = (await caller.TokensAsync(name)).GetProperty("access_token").GetString(),
        };
        Assert.Equal((name, "Bearer"), await bearer.MeAsync());
        var id = Assert.Single(Sql.RowsOfSite(site.State, $"SELECT Id FROM Accounts WHERE UserName = '{name}'"));

        using var deleted = await caller.SendWithTokenAsync(
            HttpMethod.Delete,
            "/api/account",
            new { password = Caller.GoodPassword }
        );

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Null(await caller.MeAsync());
        using var after = await bearer.SendAsync(HttpMethod.Get, "/api/me");
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
        Assert.Contains("invalid_token", after.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.Empty(Sql.ColumnsThatHold(site.State, id));
        Assert.Empty(Sql.ColumnsThatHold(site.State, name));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("", HttpStatusCode.Unauthorized)]
    [InlineData("not the one", HttpStatusCode.Unauthorized)]
    [InlineData(Caller.GoodPassword, HttpStatusCode.NoContent)]
    public async Task Deleting_WantsThePassword_ATokenAloneIsNotEnough(string? password, HttpStatusCode expected)
    {
        var caller = new Caller(site);
        await caller.UseTokensAsync(await caller.EnterAsync());

        using var answer = await caller.SendAsync(
            HttpMethod.Delete,
            "/api/account",
            password is null ? null : new { password }
        );

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(expected != HttpStatusCode.NoContent, await caller.MeAsync() is not null);
    }

    [Fact]
    public async Task Export_HoldsWhatThereIs_AndNoSecret()
    {
        var caller = new Caller(site);
        var name = await caller.EnterAsync();
        await caller.TokensAsync(name);

        using var answer = await caller.SendAsync(HttpMethod.Get, "/api/account/data");

        var data = await Caller.JsonAsync(answer);
        Assert.Equal(name, data.GetProperty("userName").GetString());
        Assert.Equal(1, data.GetProperty("sessions").GetArrayLength());
        Assert.Equal(1, data.GetProperty("tokenFamilies").GetArrayLength());
        Assert.DoesNotContain("AQAAAA", data.ToString(), StringComparison.Ordinal); // how Identity's hashes begin
        Assert.DoesNotContain(caller.Cookies["lw-session"], data.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Passwords_AreHashedAsOwaspSays()
    {
        var name = await new Caller(site).EnterAsync();
        var hash = Convert.FromBase64String(
            Assert.Single(Sql.RowsOfSite(site.State, $"SELECT PasswordHash FROM Accounts WHERE UserName = '{name}'"))
        );
        static uint Number(ReadOnlySpan<byte> bytes) =>
            System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes);
        Assert.Equal(1, hash[0]); // Identity's format 3
        Assert.Equal(2u, Number(hash.AsSpan(1))); // HMAC-SHA512
        Assert.InRange(Number(hash.AsSpan(5)), 210_000u, 2_000_000u);
    }
}
