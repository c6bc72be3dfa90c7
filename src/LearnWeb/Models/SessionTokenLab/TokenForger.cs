using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LearnWeb.Models.Accounts;
using Microsoft.IdentityModel.Tokens;

namespace LearnWeb.Models.SessionTokenLab;

/// <summary>
/// Makes of a good token one that must be refused, as an attacker would, or worse: where the server's own key signs,
/// only the one thing that was changed is wrong.
/// </summary>
public sealed class TokenForger(ECDsaSecurityKey serverKey, TimeProvider clock)
{
    /// <summary>Every attack, in the order in which they are best read (RFC 8725 §2, RFC 7515 §4.1).</summary>
    public static IReadOnlyList<string> Attacks { get; } =
    [
        "alg-none",
        "alg-none-mixed",
        "alg-none-upper",
        "alg-none-signed",
        "empty-signature",
        "payload-edited",
        "signature-edited",
        "hs256-public-key",
        "hs256-pem",
        "other-key",
        "wrong-aud",
        "wrong-iss",
        "typ-jwt",
        "no-typ",
        "expired",
        "not-yet-valid",
        "no-exp",
        "exp-before-nbf",
        "kid-unknown",
        "no-kid",
        "kid-path",
        "kid-sql",
        "jwk",
        "jku",
        "x5u",
        "oversized",
        "two-parts",
        "five-parts",
        "padding",
        "garbage",
    ];

    private long Now => clock.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>The forged token.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such attack.</exception>
    public string Forge(string attack, string good)
    {
        var parts = good.Split('.');
        return attack switch
        {
            "alg-none" => $"{WithAlg(parts[0], "none")}.{parts[1]}.",
            "alg-none-mixed" => $"{WithAlg(parts[0], "None")}.{parts[1]}.",
            "alg-none-upper" => $"{WithAlg(parts[0], "NONE")}.{parts[1]}.",
            "alg-none-signed" => $"{WithAlg(parts[0], "nOnE")}.{parts[1]}.{parts[2]}",
            "empty-signature" => $"{parts[0]}.{parts[1]}.",
            "payload-edited" => EditPayload(good, payload => payload["role"] = "admin"),
            "signature-edited" => $"{parts[0]}.{parts[1]}.{ChangeOne(parts[2])}",
            "hs256-public-key" => Hmac(parts, serverKey.ECDsa.ExportSubjectPublicKeyInfo()),
            "hs256-pem" => Hmac(parts, Encoding.ASCII.GetBytes(serverKey.ECDsa.ExportSubjectPublicKeyInfoPem())),
            "other-key" => WithOwnKey(good, (_, _) => { }),
            "jwk" => WithOwnKey(
                good,
                (header, key) =>
                    header["jwk"] = JsonSerializer.SerializeToNode(PublicKey.Of(key), JsonSerializerOptions.Web)
            ),
            "jku" => WithOwnKey(good, (header, _) => header["jku"] = "http://127.0.0.1:1/jwks.json"),
            "x5u" => WithOwnKey(good, (header, _) => header["x5u"] = "http://127.0.0.1:1/cert.pem"),
            "two-parts" => $"{parts[0]}.{parts[1]}",
            "five-parts" => $"{good}.a.b",
            "padding" => $"{good}==",
            "garbage" => "garbage",
            _ => EditAndSign(attack, good),
        };
    }

    /// <summary>The same text with one character changed for another that is allowed.</summary>
    public static string ChangeOne(string text)
    {
        var middle = text.Length / 2;
        return $"{text[..middle]}{(text[middle] == 'A' ? 'B' : 'A')}{text[(middle + 1)..]}";
    }

    /// <summary>The token with another payload and the old signature.</summary>
    public static string EditPayload(string token, Action<JsonObject> edit)
    {
        var parts = token.Split('.');
        return $"{parts[0]}.{Edit(parts[1], edit)}.{parts[2]}";
    }

    /// <summary>Header and payload as anyone can read them.</summary>
    public static (JsonObject Header, JsonObject Payload) Read(string token) =>
        (
            JsonNode.Parse(Base64UrlEncoder.Decode(token.Split('.')[0]))!.AsObject(),
            JsonNode.Parse(Base64UrlEncoder.Decode(token.Split('.')[1]))!.AsObject()
        );

    /// <summary>A token with another content, signed by the server's key or by a given one.</summary>
    public string Sign(string token, Action<JsonObject, JsonObject> edit, ECDsa? key = null)
    {
        var (header, payload) = Read(token);
        edit(header, payload);
        var input = $"{Encode(header)}.{Encode(payload)}";
        var signature = (key ?? serverKey.ECDsa).SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256);
        return $"{input}.{Base64UrlEncoder.Encode(signature)}";
    }

    private string EditAndSign(string attack, string good) =>
        Sign(
            good,
            attack switch
            {
                "wrong-aud" => (_, payload) => payload["aud"] = "elsewhere",
                "wrong-iss" => (_, payload) => payload["iss"] = "https://evil.example",
                "typ-jwt" => (header, _) => header["typ"] = "JWT",
                "no-typ" => (header, _) => header.Remove("typ"),
                "expired" => (_, payload) => (payload["nbf"], payload["exp"]) = (Now - 300, Now - 60),
                "not-yet-valid" => (_, payload) => payload["nbf"] = Now + 60,
                "no-exp" => (_, payload) => payload.Remove("exp"),
                "exp-before-nbf" => (_, payload) => (payload["nbf"], payload["exp"]) = (Now + 20, Now + 10),
                "kid-unknown" => (header, _) => header["kid"] = "unknown",
                "no-kid" => (header, _) => header.Remove("kid"),
                "kid-path" => (header, _) => header["kid"] = "../../../../dev/null",
                "kid-sql" => (header, _) => header["kid"] = "x' UNION SELECT 'key",
                "oversized" => (_, payload) => payload["filler"] = new string('a', AccessTokens.LongestToken),
                _ => throw new ArgumentOutOfRangeException(nameof(attack), attack, "There is no such attack."),
            }
        );

    private string WithOwnKey(string token, Action<JsonObject, ECDsaSecurityKey> edit)
    {
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Sign(
            token,
            (header, _) => edit(header, new ECDsaSecurityKey(own) { KeyId = (string)header["kid"]! }),
            own
        );
    }

    private static string Hmac(string[] parts, byte[] key)
    {
        var input = $"{WithAlg(parts[0], "HS256")}.{parts[1]}";
        return $"{input}.{Base64UrlEncoder.Encode(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(input)))}";
    }

    private static string WithAlg(string header, string alg) => Edit(header, json => json["alg"] = alg);

    private static string Edit(string part, Action<JsonObject> edit)
    {
        var json = JsonNode.Parse(Base64UrlEncoder.Decode(part))!.AsObject();
        edit(json);
        return Encode(json);
    }

    private static string Encode(JsonObject json) => Base64UrlEncoder.Encode(json.ToJsonString());
}
