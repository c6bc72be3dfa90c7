using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace LearnWeb.Models.Accounts;

/// <summary>
/// A credential that means nothing by itself: 256 random bits. The server keeps only its hash, so that who
/// reads the database cannot use what stands there. A plain hash is enough, since nobody can guess 256 bits.
/// </summary>
public static class OpaqueToken
{
    /// <summary>The length of every such token, in characters (base64url of 32 bytes).</summary>
    public const int Length = 43;

    /// <summary>A new one, from the system's random number generator.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>What is stored and looked up: SHA-256, in base64url.</summary>
    public static string Hash(string token) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>Whether a text has the form of one; saves looking up what cannot be there.</summary>
    public static bool IsOne(string? text) =>
        text is { Length: Length } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
