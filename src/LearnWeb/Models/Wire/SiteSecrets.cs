using System.Text;

namespace LearnWeb.Models.Wire;

/// <summary>
/// The site's own credentials, which appear on no page: the values of its cookies. Covered byte for byte at capture, so
/// that nothing that is kept holds one. Cookies that a lab makes (<c>lw-lab-…</c>) are worth nothing and stay legible.
/// </summary>
public static class SiteSecrets
{
    private static readonly string[] CookieNames =
        ["lw-session", "__Host-lw-session", "lw-refresh", "__Secure-lw-refresh", "lw-visitor", "lw-antiforgery"];

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
            if (colon > 0 && line[..colon].Trim().ToUpperInvariant() is "COOKIE" or "SET-COOKIE")
            {
                CoverCookies(message, part.Start, line, colon + 1, covered);
            }
        }

        return covered;
    }

    private static void CoverCookies(Span<byte> message, int start, string line, int at, List<ByteSpan> covered)
    {
        while (at < line.Length)
        {
            var end = line.IndexOf(';', at) is >= 0 and var semicolon ? semicolon : line.Length;
            var equals = line.IndexOf('=', at);
            if (equals >= 0 && equals < end && IsSecretCookie(line[at..equals].Trim()))
            {
                var secret = new ByteSpan(start + equals + 1, end - equals - 1);
                message.Slice(secret.Start, secret.Length).Fill((byte)'*');
                covered.Add(secret);
            }

            at = end + 1;
        }
    }
}
