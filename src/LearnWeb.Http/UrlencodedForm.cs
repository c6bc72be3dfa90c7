using System.Net;

namespace LearnWeb.Http;

/// <summary>One field of a URL-encoded form.</summary>
/// <param name="Name">The decoded name.</param>
/// <param name="Value">The decoded value; empty if the pair has no <c>=</c>.</param>
/// <param name="Raw">The pair as it was sent, still encoded.</param>
public sealed record UrlencodedField(string Name, string Value, string Raw);

/// <summary>Reads <c>application/x-www-form-urlencoded</c> from a query or a body (URL Standard §5.1).</summary>
public static class UrlencodedForm
{
    /// <summary>Whether a <c>Content-Type</c> value names this encoding.</summary>
    public static bool IsTypeOf(string? contentType) =>
        string.Equals(
            contentType?.Split(';')[0].Trim(),
            "application/x-www-form-urlencoded",
            StringComparison.OrdinalIgnoreCase
        );

    /// <summary>
    /// The fields in the order sent, with their percent-encoding decoded and <c>+</c> read as a space. Bytes that are
    /// not UTF-8 become U+FFFD. The fields are read one by one, so that the caller can stop when it has enough.
    /// </summary>
    /// <param name="text">The query or the body, without the <c>?</c> that precedes a query.</param>
    public static IEnumerable<UrlencodedField> Read(string? text)
    {
        var start = 0;
        while (start < (text?.Length ?? 0))
        {
            var end = text!.IndexOf('&', start) is >= 0 and var ampersand ? ampersand : text.Length;
            if (end > start)
            {
                var equals = text.IndexOf('=', start, end - start);
                var (name, value) =
                    equals < 0 ? (text[start..end], "") : (text[start..equals], text[(equals + 1)..end]);
                yield return new UrlencodedField(
                    WebUtility.UrlDecode(name),
                    WebUtility.UrlDecode(value),
                    text[start..end]
                );
            }

            start = end + 1;
        }
    }
}
