using System.Buffers.Text;
using System.Text;

namespace LearnWeb.Http;

/// <summary>
/// The site's own credentials, which appear on no page: the values of its cookies, and what follows the scheme in
/// <c>Authorization</c>. Covered byte for byte at capture, so that nothing that is kept holds one. Other cookies, those
/// of labs (<c>lw-lab-…</c>) among them, are worth nothing here and stay legible.
/// </summary>
public static class SiteSecrets
{
    /// <summary>
    /// Covers the secrets in every line that reads like a field, wherever it stands: what seems to be content may be
    /// the head of another message.
    /// </summary>
    /// <param name="bytes">Changed in place: every byte of a secret becomes <c>*</c>.</param>
    /// <returns>What was covered, in order.</returns>
    public static IReadOnlyList<ByteSpan> Cover(Span<byte> bytes)
    {
        var covered = new List<ByteSpan>();
        var at = 0;
        while (at < bytes.Length)
        {
            var length = bytes[at..].IndexOf((byte)'\n') is >= 0 and var end ? end + 1 : bytes.Length - at;
            foreach (var secret in SecretsIn(bytes.Slice(at, length)))
            {
                bytes.Slice(at + secret.Start, secret.Length).Fill((byte)'*');
                covered.Add(secret with { Start = at + secret.Start });
            }

            at += length;
        }

        return covered;
    }

    /// <summary>A text with these parts of it covered, at the same length.</summary>
    public static string Cover(string text, IEnumerable<Range> secrets)
    {
        var shown = text.ToCharArray();
        foreach (var secret in secrets)
        {
            shown.AsSpan(secret).Fill('*');
        }

        return new string(shown);
    }

    private static IEnumerable<ByteSpan> SecretsIn(ReadOnlySpan<byte> line)
    {
        var (name, value) = FieldLine.Split(FieldLine.TextOf(line));
        var secrets = name.Trim().ToUpperInvariant() switch
        {
            "COOKIE" or "SET-COOKIE" => SiteCookies
                .ValuesIn(value, SiteCookies.IsSecret)
                .Select(range => range.GetOffsetAndLength(value.Length)),
            "AUTHORIZATION" or "PROXY-AUTHORIZATION" => CredentialsIn(value),
            _ => [],
        };
        return secrets
            .Where(secret => secret.Length > 0)
            .Select(secret => new ByteSpan(name.Length + 1 + secret.Offset, secret.Length));
    }

    /// <summary>What follows the scheme, if a scheme is there.</summary>
    private static IEnumerable<(int Offset, int Length)> CredentialsIn(string value)
    {
        var scheme = value.Length - value.TrimStart().Length;
        var start = value.IndexOf(' ', scheme) is >= 0 and var space ? space + 1 : scheme;
        return IsOfALab(value[start..]) ? [] : [(start, value.Length - start)];
    }

    /// <summary>
    /// A lab's token says so in its payload. Whoever writes that into one of his own uncovers his own.
    /// </summary>
    private static bool IsOfALab(string token) =>
        token.Split('.') is [_, var payload, _]
        && Base64Url.IsValid(payload)
        && Encoding
            .UTF8.GetString(Base64Url.DecodeFromChars(payload))
            .Contains("\"iss\":\"urn:learnweb:labs:", StringComparison.Ordinal);
}
