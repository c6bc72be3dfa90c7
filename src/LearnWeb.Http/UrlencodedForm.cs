using System.Net;

namespace LearnWeb.Http;

/// <summary>One field of a URL-encoded form.</summary>
/// <param name="Name">Decoded.</param>
/// <param name="Value">Decoded; empty where there is no <c>=</c>.</param>
/// <param name="Raw">The pair as it travelled.</param>
public sealed record UrlencodedField(string Name, string Value, string Raw);

/// <summary><c>application/x-www-form-urlencoded</c>, in a query or a body (URL Standard §5.1).</summary>
public static class UrlencodedForm
{
    /// <summary>Whether a content type says that a body is one.</summary>
    public static bool IsTypeOf(string? contentType) =>
        string.Equals(
            contentType?.Split(';')[0].Trim(),
            "application/x-www-form-urlencoded",
            StringComparison.OrdinalIgnoreCase
        );

    /// <summary>
    /// The fields in the order sent, percent-encoding undone, <c>+</c> read as a space; bytes that are not UTF-8 become
    /// U+FFFD. One by one, so that the caller says how many are enough.
    /// </summary>
    /// <param name="text">Without the <c>?</c> before a query.</param>
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
