using System.Net.Http.Headers;

namespace LearnWeb.Http.HttpBin;

/// <summary>Which image format answers an <c>Accept</c> field (RFC 9110 §12.5.1).</summary>
public static class ImageChoice
{
    /// <summary>The formats, httpbin's first choice first.</summary>
    public static readonly IReadOnlyList<string> Types = ["image/webp", "image/svg+xml", "image/jpeg", "image/png"];

    /// <summary>
    /// The named type of the highest weight; PNG for a wildcard or no field; <c>null</c> when none is wanted.
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
