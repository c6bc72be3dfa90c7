using System.Net.Http.Headers;

namespace LearnWeb.Http.HttpBin;

/// <summary>Chooses the image format for an <c>Accept</c> field (RFC 9110 §12.5.1).</summary>
public static class ImageChoice
{
    /// <summary>The formats in httpbin's order of preference.</summary>
    public static readonly IReadOnlyList<string> Types = ["image/webp", "image/svg+xml", "image/jpeg", "image/png"];

    /// <summary>
    /// The type with the highest weight among those that the field names. PNG answers a wildcard or a missing field;
    /// the result is <c>null</c> if the field accepts none of the formats.
    /// </summary>
    public static string? For(string? accept)
    {
        if (string.IsNullOrWhiteSpace(accept))
        {
            return "image/png";
        }

        var wanted = accept
            .Split(',')
            .Select(range => MediaTypeWithQualityHeaderValue.TryParse(range.Trim(), out var type) ? type : null)
            .OfType<MediaTypeWithQualityHeaderValue>()
            .ToLookup(type => type.MediaType!, type => type.Quality ?? 1, StringComparer.OrdinalIgnoreCase);
        var named = Types
            .Where(type => wanted[type].Any(weight => weight > 0))
            .OrderByDescending(type => wanted[type].Max())
            .FirstOrDefault();
        return named
            ?? (
                !wanted.Contains("image/png") && wanted["image/*"].Concat(wanted["*/*"]).Any(weight => weight > 0)
                    ? "image/png"
                    : null
            );
    }
}
