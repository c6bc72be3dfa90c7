using System.Net;

namespace LearnWeb.Models.Bin;

/// <summary>Names and values as a query or a URL-encoded form carries them.</summary>
public static class FormFields
{
    /// <summary>The most fields that a form may have; each costs far more memory than its bytes.</summary>
    public const int Most = 1000;

    /// <summary>
    /// The fields in the order sent, percent-encoding undone, <c>+</c> read as a space; bytes that are not UTF-8
    /// become U+FFFD. <c>null</c> if there are more than <see cref="Most"/>.
    /// </summary>
    /// <param name="text">Without the <c>?</c> before a query.</param>
    public static IReadOnlyList<KeyValuePair<string, string>>? Read(string? text)
    {
        var fields = new List<KeyValuePair<string, string>>();
        var whole = text.AsSpan();
        foreach (var range in whole.Split('&'))
        {
            var field = whole[range];
            if (field.IsEmpty)
            {
                continue;
            }

            if (fields.Count == Most)
            {
                return null;
            }

            var equals = field.IndexOf('=');
            fields.Add(equals < 0
                ? new(Decode(field), "")
                : new(Decode(field[..equals]), Decode(field[(equals + 1)..])));
        }

        return fields;
    }

    private static string Decode(ReadOnlySpan<char> text) => WebUtility.UrlDecode(text.ToString());
}
