using System.Buffers.Text;
using System.Text;

namespace LearnWeb.Http;

/// <summary>
/// Masks the site's own credentials, which no page may show: the values of its cookies, and what follows the scheme in
/// <c>Authorization</c>. They are masked byte for byte when a message is captured, so that nothing that is stored holds
/// one. Other cookies, including those of labs (<c>lw-lab-…</c>), protect nothing and stay legible.
/// </summary>
public static class SiteSecrets
{
    /// <summary>
    /// Masks the secrets in every line that looks like a field line, wherever it stands: what seems to be content may
    /// be the header section of another message.
    /// </summary>
    /// <param name="bytes">The message. Every byte of a secret in it is replaced by <c>*</c>.</param>
    /// <returns>The masked ranges, in order.</returns>
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

    /// <summary>Masks parts of a text. The text keeps its length.</summary>
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

    /// <summary>The text behind the scheme, or all of the value if there is no scheme.</summary>
    private static IEnumerable<(int Offset, int Length)> CredentialsIn(string value)
    {
        var scheme = value.Length - value.TrimStart().Length;
        var start = value.IndexOf(' ', scheme) is >= 0 and var space ? space + 1 : scheme;
        return IsOfALab(value[start..]) ? [] : [(start, value.Length - start)];
    }

    /// <summary>
    /// Whether a token was issued by a lab, as its payload says. A visitor who writes that into a token of his own only
    /// reveals his own token.
    /// </summary>
    private static bool IsOfALab(string token) =>
        token.Split('.') is [_, var payload, _]
        && Base64Url.IsValid(payload)
        && Encoding
            .UTF8.GetString(Base64Url.DecodeFromChars(payload))
            .Contains("\"iss\":\"urn:learnweb:labs:", StringComparison.Ordinal);
}
