using System.Buffers.Text;
using System.Text;

namespace LearnWeb.Models.Wire;

/// <summary>
/// The site's own credentials, which appear on no page: the values of its cookies, and what follows the scheme in
/// <c>Authorization</c>. Covered byte for byte at capture, so that nothing that is kept holds one. Other cookies, those
/// of labs (<c>lw-lab-…</c>) among them, are worth nothing here and stay legible.
/// </summary>
public static class SiteSecrets
{
    private static readonly string[] CookieNames =
        ["lw-session", "__Host-lw-session", "lw-refresh", "__Secure-lw-refresh", "lw-visitor", "lw-antiforgery", "lw-flash"];

    /// <summary>Whether a cookie of this name is the site's own and secret. Browsers compare names case-sensitively.</summary>
    public static bool IsSecretCookie(string name) => CookieNames.Contains(name, StringComparer.Ordinal);

    /// <summary>Covers the secrets in the head of a message.</summary>
    /// <param name="message">Changed in place: every byte of a secret becomes <c>*</c>.</param>
    /// <returns>What was covered, in order.</returns>
    public static IReadOnlyList<ByteSpan> Cover(Span<byte> message)
    {
        var covered = new List<ByteSpan>();
        foreach (var part in MessageParts.Of(message).Where(part => part.Kind == PartKind.FieldLine))
        {
            var line = Encoding.Latin1.GetString(message.Slice(part.Start, part.Length)).TrimEnd('\r', '\n');
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            switch (colon > 0 ? line[..colon].Trim().ToUpperInvariant() : "")
            {
                case "COOKIE" or "SET-COOKIE":
                    CoverCookies(message, part.Start, line, colon + 1, covered);
                    break;
                case "AUTHORIZATION" or "PROXY-AUTHORIZATION":
                    var value = line.Length - line[(colon + 1)..].TrimStart().Length;
                    var credentials = line.IndexOf(' ', value) is >= 0 and var space ? space + 1 : value;
                    if (!IsOfALab(line[credentials..]))
                    {
                        Cover(message, new ByteSpan(part.Start + credentials, line.Length - credentials), covered);
                    }

                    break;
            }
        }

        return covered;
    }

    /// <summary>A lab's token says so in its payload. Whoever writes that into one of his own uncovers his own.</summary>
    private static bool IsOfALab(string token) =>
        token.Split('.') is [_, var payload, _]
        && Base64Url.IsValid(payload)
        && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(payload)).Contains("\"iss\":\"urn:learnweb:labs:", StringComparison.Ordinal);

    private static void CoverCookies(Span<byte> message, int start, string line, int at, List<ByteSpan> covered)
    {
        while (at < line.Length)
        {
            var end = line.IndexOf(';', at) is >= 0 and var semicolon ? semicolon : line.Length;
            var equals = line.IndexOf('=', at);
            if (equals >= 0 && equals < end && IsSecretCookie(line[at..equals].Trim()))
            {
                Cover(message, new ByteSpan(start + equals + 1, end - equals - 1), covered);
            }

            at = end + 1;
        }
    }

    private static void Cover(Span<byte> message, ByteSpan secret, List<ByteSpan> covered)
    {
        if (secret.Length > 0)
        {
            message.Slice(secret.Start, secret.Length).Fill((byte)'*');
            covered.Add(secret);
        }
    }
}
