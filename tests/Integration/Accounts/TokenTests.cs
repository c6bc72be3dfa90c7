using System.Net;
using System.Security.Cryptography;
using System.Text;
using LearnWeb.Models.Accounts;
using LearnWeb.Models.SessionTokenLab;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace LearnWeb.Tests.Integration.Accounts;

/// <summary>What a token must not get away with, each sent as it is; and that the good one is accepted.</summary>
public sealed class TokenTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Tokens_AreAnsweredAsRfc6749Says()
    {
        var caller = new Caller(site);
        var name = await caller.EnterAsync();
        using var answer = await caller.SendAsync(
            HttpMethod.Post,
            "/api/token",
            new { userName = name, password = Caller.GoodPassword }
        );
        var tokens = await Caller.JsonAsync(answer);

        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        Assert.Equal("Bearer", tokens.GetProperty("token_type").GetString());
        Assert.Equal(300, tokens.GetProperty("expires_in").GetInt32());
        Assert.Matches("^[A-Za-z0-9_-]{43}$", tokens.GetProperty("refresh_token").GetString()!);
        var (header, payload) = TokenForger.Read(tokens.GetProperty("access_token").GetString()!);
        Assert.Equal(("ES256", "at+jwt"), ((string)header["alg"]!, (string)header["typ"]!));
        Assert.Equal(
            ["aud", "client_id", "exp", "iat", "iss", "jti", "nbf", "sid", "sub"],
            payload.Select(claim => claim.Key).Order(StringComparer.Ordinal)
        );
        Assert.Equal(300, (long)payload["exp"]! - (long)payload["iat"]!);
    }

    [Fact]
    public async Task GoodToken_IsAccepted_WhateverTheCaseOfTheScheme()
    {
        var (name, token) = await TokenAsync();
        foreach (var scheme in new[] { "Bearer", "bearer", "BEARER" })
        {
            using var answer = await site.GetAsync("/api/me", ("Authorization", $"{scheme} {token}"));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(name, (await Caller.JsonAsync(answer)).GetProperty("userName").GetString());
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Basic eDp5")]
    public async Task NoToken_Is401_WithoutAnError(string? authorization)
    {
        using var answer = await site.GetAsync(
            "/api/me",
            authorization is null ? [] : [("Authorization", authorization)]
        );
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task TokenInTheQuery_IsNotLookedAt()
    {
        var (_, token) = await TokenAsync();
        using var answer = await site.GetAsync($"/api/me?access_token={token}");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    public static TheoryData<string> Attacks { get; } = [.. TokenForger.Attacks];

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task Attack_Fails(string attack)
    {
        var (_, good) = await TokenAsync();
        using var answer = await site.GetAsync("/api/me", ("Authorization", $"Bearer {Forger.Forge(attack, good)}"));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.StartsWith(
            "Bearer error=\"invalid_token\"",
            answer.Headers.WwwAuthenticate.ToString(),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(-29, true)]
    [InlineData(-31, false)]
    public async Task Expiry_IsForgivenForThirtySeconds(int expiresIn, bool accepted)
    {
        var (_, good) = await TokenAsync();
        var token = Forger.Sign(good, (_, payload) => (payload["nbf"], payload["exp"]) = (Now - 300, Now + expiresIn));
        using var answer = await site.GetAsync("/api/me", ("Authorization", $"Bearer {token}"));
        Assert.Equal(accepted ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task PublicKeys_AreServed_AndHoldNothingPrivate()
    {
        var (_, token) = await TokenAsync();
        using var answer = await site.GetAsync("/.well-known/jwks.json");
        var key = (await Caller.JsonAsync(answer)).GetProperty("keys")[0];

        Assert.Equal((string)TokenForger.Read(token).Header["kid"]!, key.GetProperty("kid").GetString());
        Assert.Equal(
            ["alg", "crv", "kid", "kty", "use", "x", "y"],
            key.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal)
        );
        Assert.Equal("public, max-age=300", answer.Headers.CacheControl!.ToString());
        using var ecdsa = ECDsa.Create(
            new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new()
                {
                    X = Base64UrlEncoder.DecodeBytes(key.GetProperty("x").GetString()),
                    Y = Base64UrlEncoder.DecodeBytes(key.GetProperty("y").GetString()),
                },
            }
        );
        var parts = token.Split('.');
        Assert.True(
            ecdsa.VerifyData(
                Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"),
                Base64UrlEncoder.DecodeBytes(parts[2]),
                HashAlgorithmName.SHA256
            )
        );
    }

    [Fact]
    public async Task RefreshInACookie_StaysOutOfTheBody_AndGoesOnInTheCookie()
    {
        var name = await new Caller(site).EnterAsync();
        var caller = new Caller(site);
        using var answer = await caller.SendAsync(
            HttpMethod.Post,
            "/api/token",
            new
            {
                userName = name,
                password = Caller.GoodPassword,
                refresh = "cookie",
            }
        );
        Assert.False((await Caller.JsonAsync(answer)).TryGetProperty("refresh_token", out _));
        Assert.Matches(
            "^lw-refresh=[A-Za-z0-9_-]{43}; max-age=604800; path=/api/token; samesite=strict; httponly$",
            Assert.Single(answer.Headers.GetValues("Set-Cookie"), Caller.IsCredential)
        );
        var first = caller.Cookies["lw-refresh"];

        using var refreshed = await caller.SendAsync(
            HttpMethod.Post,
            "/api/token/refresh",
            new { },
            ("Origin", "http://localhost")
        );

        Assert.Equal(HttpStatusCode.OK, refreshed.StatusCode);
        Assert.NotEqual(first, caller.Cookies["lw-refresh"]);
        using var again = await new Caller(site) { Cookies = { ["lw-refresh"] = first } }.SendAsync(
            HttpMethod.Post,
            "/api/token/refresh",
            new { },
            ("Origin", "http://localhost")
        );
        Assert.Equal(HttpStatusCode.Unauthorized, again.StatusCode);
        Assert.False(again.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task RefreshByCookie_OfUnknownOrigin_IsRefused()
    {
        var name = await new Caller(site).EnterAsync();
        var caller = new Caller(site);
        using var answer = await caller.SendAsync(
            HttpMethod.Post,
            "/api/token",
            new
            {
                userName = name,
                password = Caller.GoodPassword,
                refresh = "cookie",
            }
        );
        using var refused = await caller.SendAsync(HttpMethod.Post, "/api/token/refresh", new { });
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task RevokedFamily_CannotBeRefreshed_AndRevokingNothingIsFine()
    {
        var caller = new Caller(site);
        var name = await caller.EnterAsync();
        var token = (await caller.TokensAsync(name)).GetProperty("refresh_token").GetString();
        using var revoked = await caller.SendAsync(HttpMethod.Post, "/api/token/revoke", new { refresh_token = token });
        using var again = await caller.SendAsync(
            HttpMethod.Post,
            "/api/token/revoke",
            new { refresh_token = "nonsense" }
        );
        using var refused = await caller.RefreshAsync(token);
        Assert.Equal(
            [HttpStatusCode.NoContent, HttpStatusCode.NoContent, HttpStatusCode.Unauthorized],
            [revoked.StatusCode, again.StatusCode, refused.StatusCode]
        );
    }

    [Fact]
    public async Task Secrets_AreNotKept_WhateverTheRequestAsksFor()
    {
        using var answer = await new Caller(site).SendAsync(
            HttpMethod.Post,
            "/api/session",
            new { userName = "a", password = "secret" },
            ("X-Wire", "keep")
        );
        Assert.False(answer.Headers.Contains("X-Wire-Id"));
    }

    private static long Now => DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    private TokenForger Forger => new(site.Services.GetRequiredService<SigningKeys>().Signing(), TimeProvider.System);

    private async Task<(string Name, string Token)> TokenAsync()
    {
        var name = await new Caller(site).EnterAsync();
        return (name, (await new Caller(site).TokensAsync(name)).GetProperty("access_token").GetString()!);
    }
}
