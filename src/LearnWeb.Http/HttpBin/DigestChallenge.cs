using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace LearnWeb.Http.HttpBin;

/// <summary>
/// The challenge that the server sends in Digest authentication (RFC 7616 §3.3), and the check of the credentials.
/// </summary>
/// <param name="Qop"><c>auth</c>, or <c>auth-int</c>, which also covers the body; <c>null</c> offers both.</param>
/// <param name="Algorithm"><c>MD5</c>, <c>SHA-256</c>, or httpbin's <c>SHA-512</c>.</param>
public sealed record DigestChallenge(string? Qop, string Algorithm)
{
    public const string Realm = "LearnWeb";

    /// <summary>The challenge for these names. An unknown name is replaced by the default, as in httpbin.</summary>
    public static DigestChallenge For(string? qop, string? algorithm) =>
        new(qop is "auth" or "auth-int" ? qop : null, algorithm is "SHA-256" or "SHA-512" ? algorithm : "MD5");

    /// <summary>The value of <c>WWW-Authenticate</c>.</summary>
    /// <param name="nonce">A nonce that the server has made for this response.</param>
    /// <param name="stale">
    /// Whether the credentials were right except that their nonce was too old. The client then need not ask its user
    /// again.
    /// </param>
    public string Field(string nonce, bool stale) =>
        $"Digest realm=\"{Realm}\", qop=\"{Qop ?? "auth, auth-int"}\", algorithm={Algorithm}, nonce=\"{nonce}\", "
        + $"stale={(stale ? "true" : "false")}";

    /// <summary>Whether the credentials answer this challenge. The age of their nonce is not checked here.</summary>
    public bool IsMetBy(
        DigestCredentials given,
        string user,
        string password,
        string method,
        string target,
        ReadOnlySpan<byte> body
    ) =>
        given["username"] == user
        && given["realm"] == Realm
        && given["uri"] == target
        && (given["algorithm"] ?? "MD5").Equals(Algorithm, StringComparison.OrdinalIgnoreCase)
        && given["qop"] is "auth" or "auth-int"
        && (Qop is null || given["qop"] == Qop)
        && given["nc"] is not null
        && given["cnonce"] is not null
        && string.Equals(
            given["response"],
            Response(given, user, password, method, body),
            StringComparison.OrdinalIgnoreCase
        );

    /// <summary>The response that these credentials should carry (RFC 7616 §3.4.1).</summary>
    public string Response(
        DigestCredentials given,
        string user,
        string password,
        string method,
        ReadOnlySpan<byte> body
    )
    {
        var a1 = Hash($"{user}:{given["realm"]}:{password}");
        var a2 =
            given["qop"] == "auth-int"
                ? Hash($"{method}:{given["uri"]}:{Hash(body)}")
                : Hash($"{method}:{given["uri"]}");
        return Hash($"{a1}:{given["nonce"]}:{given["nc"]}:{given["cnonce"]}:{given["qop"]}:{a2}");
    }

    private string Hash(string text) => Hash(Encoding.UTF8.GetBytes(text));

    [SuppressMessage("Security", "CA5351", Justification = "RFC 7616 names MD5; it guards nothing here.")]
    private string Hash(ReadOnlySpan<byte> bytes) =>
        Convert.ToHexStringLower(
            Algorithm switch
            {
                "SHA-256" => SHA256.HashData(bytes),
                "SHA-512" => SHA512.HashData(bytes),
                _ => MD5.HashData(bytes),
            }
        );
}
