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
                    foreach (var (start, length) in SiteCookies.ValuesIn(line[(colon + 1)..], SiteCookies.IsSecret).Select(value => value.GetOffsetAndLength(line.Length)))
                    {
                        Cover(message, new ByteSpan(part.Start + colon + 1 + start, length), covered);
                    }

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

    private static void Cover(Span<byte> message, ByteSpan secret, List<ByteSpan> covered)
    {
        if (secret.Length > 0)
        {
            message.Slice(secret.Start, secret.Length).Fill((byte)'*');
            covered.Add(secret);
        }
    }
}
