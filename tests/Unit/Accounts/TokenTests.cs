using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LearnWeb.Models.Accounts;
using LearnWeb.Tests.Unit.Pages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace LearnWeb.Tests.Unit.Accounts;

/// <summary>What a token must not get away with, each sent as it is; and that the good one is accepted.</summary>
public sealed class TokenTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Tokens_AreAnsweredAsRfc6749Says()
    {
        var caller = new Caller(site);
        var name = await caller.EnterAsync();
        using var answer = await caller.SendAsync(HttpMethod.Post, "/api/token", new { userName = name, password = Caller.GoodPassword });
        var tokens = await Caller.JsonAsync(answer);

        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        Assert.Equal("Bearer", tokens.GetProperty("token_type").GetString());
        Assert.Equal(300, tokens.GetProperty("expires_in").GetInt32());
        Assert.Matches("^[A-Za-z0-9_-]{43}$", tokens.GetProperty("refresh_token").GetString()!);
        var (header, payload) = Read(tokens.GetProperty("access_token").GetString()!);
        Assert.Equal(("ES256", "at+jwt"), ((string)header["alg"]!, (string)header["typ"]!));
        Assert.Equal(["aud", "client_id", "exp", "iat", "iss", "jti", "nbf", "sid", "sub"], payload.Select(claim => claim.Key).Order(StringComparer.Ordinal));
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
        using var answer = await site.GetAsync("/api/me", authorization is null ? [] : [("Authorization", authorization)]);
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

    public static TheoryData<string> Attacks { get; } =
    [
        "alg none", "alg None", "alg NONE", "alg nOnE with the old signature", "empty signature", "payload edited", "signature edited", "HS256 with the public key",
        "HS256 with the PEM", "another key of the same kid", "wrong aud", "aud of another", "wrong iss", "typ JWT", "no typ", "expired", "not yet valid", "no exp", "exp before nbf",
        "kid unknown", "no kid", "kid with a path", "kid with SQL", "jwk in the header", "jku in the header", "x5u in the header", "oversized", "two parts", "padding", "garbage", "five parts",
    ];

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task Attack_Fails(string attack)
    {
        var (_, good) = await TokenAsync();
        using var answer = await site.GetAsync("/api/me", ("Authorization", $"Bearer {Forge(attack, good)}"));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.StartsWith("Bearer error=\"invalid_token\"", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-29, true)]
    [InlineData(-31, false)]
    public async Task Expiry_IsForgivenForThirtySeconds(int expiresIn, bool accepted)
    {
        var (_, good) = await TokenAsync();
        var token = Resign(good, (_, payload) => (payload["nbf"], payload["exp"]) = (Now - 300, Now + expiresIn));
        using var answer = await site.GetAsync("/api/me", ("Authorization", $"Bearer {token}"));
        Assert.Equal(accepted ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task PublicKeys_AreServed_AndHoldNothingPrivate()
    {
        var (_, token) = await TokenAsync();
        using var answer = await site.GetAsync("/.well-known/jwks.json");
        var key = (await Caller.JsonAsync(answer)).GetProperty("keys")[0];

        Assert.Equal((string)Read(token).Header["kid"]!, key.GetProperty("kid").GetString());
        Assert.Equal(["alg", "crv", "kid", "kty", "use", "x", "y"], key.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
        Assert.Equal("public, max-age=300", answer.Headers.CacheControl!.ToString());
        using var ecdsa = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new() { X = Base64UrlEncoder.DecodeBytes(key.GetProperty("x").GetString()), Y = Base64UrlEncoder.DecodeBytes(key.GetProperty("y").GetString()) },
        });
        var parts = token.Split('.');
        Assert.True(ecdsa.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64UrlEncoder.DecodeBytes(parts[2]), HashAlgorithmName.SHA256));
    }

    [Fact]
    public async Task RefreshInACookie_StaysOutOfTheBody_AndGoesOnInTheCookie()
    {
        var name = await new Caller(site).EnterAsync();
        var caller = new Caller(site);
        using var answer = await caller.SendAsync(HttpMethod.Post, "/api/token", new { userName = name, password = Caller.GoodPassword, refresh = "cookie" });
        Assert.False((await Caller.JsonAsync(answer)).TryGetProperty("refresh_token", out _));
        Assert.Matches("^lw-refresh=[A-Za-z0-9_-]{43}; max-age=604800; path=/api/token; samesite=strict; httponly$", Assert.Single(answer.Headers.GetValues("Set-Cookie")));
        var first = caller.Cookies["lw-refresh"];

        using var refreshed = await caller.SendAsync(HttpMethod.Post, "/api/token/refresh", new { }, ("Origin", "http://localhost"));

        Assert.Equal(HttpStatusCode.OK, refreshed.StatusCode);
        Assert.NotEqual(first, caller.Cookies["lw-refresh"]);
        using var again = await new Caller(site) { Cookies = { ["lw-refresh"] = first } }.SendAsync(HttpMethod.Post, "/api/token/refresh", new { }, ("Origin", "http://localhost"));
        Assert.Equal(HttpStatusCode.Unauthorized, again.StatusCode);
        Assert.False(again.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task RefreshByCookie_OfUnknownOrigin_IsRefused()
    {
        var name = await new Caller(site).EnterAsync();
        var caller = new Caller(site);
        using var answer = await caller.SendAsync(HttpMethod.Post, "/api/token", new { userName = name, password = Caller.GoodPassword, refresh = "cookie" });
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
        using var again = await caller.SendAsync(HttpMethod.Post, "/api/token/revoke", new { refresh_token = "nonsense" });
        using var refused = await caller.RefreshAsync(token);
        Assert.Equal([HttpStatusCode.NoContent, HttpStatusCode.NoContent, HttpStatusCode.Unauthorized], [revoked.StatusCode, again.StatusCode, refused.StatusCode]);
    }

    [Fact]
    public async Task Secrets_AreNotKept_WhateverTheRequestAsksFor()
    {
        using var answer = await new Caller(site).SendAsync(HttpMethod.Post, "/api/session", new { userName = "a", password = "secret" }, ("X-Wire", "keep"));
        Assert.False(answer.Headers.Contains("X-Wire-Id"));
    }

    private static long Now => DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    private ECDsaSecurityKey Key => site.Services.GetRequiredService<SigningKeys>().Signing();

    private async Task<(string Name, string Token)> TokenAsync()
    {
        var name = await new Caller(site).EnterAsync();
        return (name, (await new Caller(site).TokensAsync(name)).GetProperty("access_token").GetString()!);
    }

    private string Forge(string attack, string good)
    {
        var parts = good.Split('.');
        var publicKey = Key.ECDsa.ExportSubjectPublicKeyInfo();
        return attack switch
        {
            "alg none" or "alg None" or "alg NONE" => $"{Edit(parts[0], header => header["alg"] = attack[4..])}.{parts[1]}.",
            "alg nOnE with the old signature" => $"{Edit(parts[0], header => header["alg"] = "nOnE")}.{parts[1]}.{parts[2]}",
            "empty signature" => $"{parts[0]}.{parts[1]}.",
            "payload edited" => $"{parts[0]}.{Edit(parts[1], payload => payload["exp"] = Now + 9999)}.{parts[2]}",
            "signature edited" => $"{parts[0]}.{parts[1]}.{(parts[2][0] == 'A' ? 'B' : 'A')}{parts[2][1..]}",
            "HS256 with the public key" => Hmac(parts, publicKey),
            "HS256 with the PEM" => Hmac(parts, Encoding.ASCII.GetBytes(new string(PemEncoding.Write("PUBLIC KEY", publicKey)))),
            "another key of the same kid" => Resign(good, (_, _) => { }, ECDsa.Create(ECCurve.NamedCurves.nistP256)),
            "wrong aud" => Resign(good, (_, payload) => payload["aud"] = "elsewhere"),
            "aud of another" => Resign(good, (_, payload) => payload["aud"] = new JsonArray("elsewhere", "and there")),
            "wrong iss" => Resign(good, (_, payload) => payload["iss"] = "https://evil.example"),
            "typ JWT" => Resign(good, (header, _) => header["typ"] = "JWT"),
            "no typ" => Resign(good, (header, _) => header.Remove("typ")),
            "expired" => Resign(good, (_, payload) => payload["exp"] = Now - 60),
            "not yet valid" => Resign(good, (_, payload) => payload["nbf"] = Now + 60),
            "no exp" => Resign(good, (_, payload) => payload.Remove("exp")),
            "exp before nbf" => Resign(good, (_, payload) => (payload["nbf"], payload["exp"]) = (Now + 20, Now + 10)),
            "kid unknown" => Resign(good, (header, _) => header["kid"] = "unknown"),
            "no kid" => Resign(good, (header, _) => header.Remove("kid")),
            "kid with a path" => Resign(good, (header, _) => header["kid"] = "../../../../dev/null"),
            "kid with SQL" => Resign(good, (header, _) => header["kid"] = "x' UNION SELECT 'key"),
            "jwk in the header" => WithOwnKey(good, (header, key) => header["jwk"] = JsonSerializer.SerializeToNode(PublicKey.Of(key))),
            "jku in the header" => WithOwnKey(good, (header, _) => header["jku"] = "http://127.0.0.1:1/jwks.json"),
            "x5u in the header" => WithOwnKey(good, (header, _) => header["x5u"] = "http://127.0.0.1:1/cert.pem"),
            "oversized" => Resign(good, (_, payload) => payload["filler"] = new string('a', AccessTokens.LongestToken)),
            "two parts" => $"{parts[0]}.{parts[1]}",
            "padding" => $"{good}==",
            "garbage" => "garbage",
            "five parts" => $"{good}.a.b",
            _ => throw new ArgumentOutOfRangeException(nameof(attack), attack, "Unknown."),
        };
    }

    private string WithOwnKey(string token, Action<JsonObject, ECDsaSecurityKey> edit)
    {
        var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Resign(token, (header, _) => edit(header, new ECDsaSecurityKey(own) { KeyId = "own" }), own);
    }

    /// <summary>The token changed and signed again: with the server's own key, so that only what was changed is wrong.</summary>
    private string Resign(string token, Action<JsonObject, JsonObject> edit, ECDsa? key = null)
    {
        var (header, payload) = Read(token);
        edit(header, payload);
        var input = $"{Encode(header)}.{Encode(payload)}";
        return $"{input}.{Base64UrlEncoder.Encode((key ?? Key.ECDsa).SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256))}";
    }

    private static string Hmac(string[] parts, byte[] key)
    {
        var input = $"{Edit(parts[0], header => header["alg"] = "HS256")}.{parts[1]}";
        return $"{input}.{Base64UrlEncoder.Encode(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(input)))}";
    }

    private static (JsonObject Header, JsonObject Payload) Read(string token) =>
        (JsonNode.Parse(Base64UrlEncoder.Decode(token.Split('.')[0]))!.AsObject(), JsonNode.Parse(Base64UrlEncoder.Decode(token.Split('.')[1]))!.AsObject());

    private static string Edit(string part, Action<JsonObject> edit)
    {
        var json = JsonNode.Parse(Base64UrlEncoder.Decode(part))!.AsObject();
        edit(json);
        return Encode(json);
    }

    private static string Encode(JsonObject json) => Base64UrlEncoder.Encode(json.ToJsonString());
}
