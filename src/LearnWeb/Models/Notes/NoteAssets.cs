using System.Text.RegularExpressions;

namespace LearnWeb.Models.Notes;

/// <summary>The images that stand beside a note, by file name. Only a name found here is ever opened.</summary>
public sealed partial class NoteAssets
{
    private readonly Dictionary<string, string> _paths;

    private NoteAssets(Dictionary<string, string> paths) => _paths = paths;

    /// <summary>Lists the images in a note's folder.</summary>
    public static NoteAssets In(string folder) =>
        new(
            Directory
                .EnumerateFiles(folder)
                .Where(path => IsAllowed(Path.GetFileName(path)))
                .ToDictionary(path => Path.GetFileName(path), path => path)
        );

    /// <summary>The names of the images, in order.</summary>
    public IEnumerable<string> Names => _paths.Keys.Order(StringComparer.Ordinal);

    /// <summary>The full path of an image, or <c>null</c>.</summary>
    public string? Find(string name) => _paths.GetValueOrDefault(name);

    /// <summary>
    /// Whether a file of this name may be served: lower-case words, one image ending, at most 64 characters.
    /// </summary>
    public static bool IsAllowed(string name) => name.Length <= 64 && AllowedName().IsMatch(name);

    /// <summary>The media type of an allowed name.</summary>
    public static string MediaTypeOf(string name) =>
        Path.GetExtension(name) switch
        {
            ".svg" => "image/svg+xml",
            ".jpg" => "image/jpeg",
            var ending => $"image/{ending[1..]}",
        };

    [GeneratedRegex(@"^[a-z0-9-]+\.(png|jpg|webp|svg)\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AllowedName();
}
