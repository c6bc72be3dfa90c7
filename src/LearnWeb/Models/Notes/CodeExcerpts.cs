using System.Text.RegularExpressions;

namespace LearnWeb.Models.Notes;

/// <summary>
/// Code that notes show, cut from files that run: those beside a note, and the site's own source. A part is marked
/// in its file by comment lines <c>excerpt: name</c> and <c>end: name</c>.
/// </summary>
/// <param name="contentFolder">Where a plain file name is looked for, in the note's folder.</param>
/// <param name="sourceFolder">Where <c>src/…</c> is looked for.</param>
public sealed partial class CodeExcerpts(string contentFolder, string sourceFolder)
{
    /// <summary>Cuts what a note refers to.</summary>
    /// <param name="slug">The note's folder.</param>
    /// <param name="reference"><c>file.py</c>, <c>file.py#part</c> or <c>src/…/File.cs#part</c>.</param>
    /// <exception cref="ContentException">There is no such file, or no such part in it; the line is that of the
    /// reference.</exception>
    public string Find(string slug, string reference)
    {
        if (Reference().Match(reference) is not { Success: true } parts)
        {
            throw new ContentException(
                1,
                $"`{reference}` is not a reference to code. Write `file.py`, `file.py#part` or `src/…/File.cs#part`."
            );
        }

        var file = parts.Groups["file"].Value;
        var path = file.StartsWith("src/", StringComparison.Ordinal)
            ? Path.Combine(sourceFolder, file)
            : Path.Combine(contentFolder, slug, file);
        return File.Exists(path)
            ? Cut(File.ReadAllText(path), parts.Groups["part"].Value, reference)
            : throw new ContentException(
                1,
                $"There is no file `{file}`. Put it beside the note, or name one under `src/`."
            );
    }

    /// <summary>The lines between the marks (all lines for no part), without any marks, moved to the margin.</summary>
    /// <exception cref="ContentException">The part is not marked exactly once.</exception>
    public static string Cut(string text, string part, string reference)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n').ToList();
        if (part.Length > 0)
        {
            var starts = Places(lines, "excerpt", part);
            var ends = Places(lines, "end", part);
            if (starts is not [var start] || ends is not [var end] || end < start)
            {
                throw new ContentException(
                    1,
                    $"`{reference}` names a part that is not marked once. Mark it with comment lines "
                        + $"`excerpt: {part}` and `end: {part}`."
                );
            }

            lines = lines[(start + 1)..end];
        }

        lines.RemoveAll(line => Mark().IsMatch(line));
        var margin = lines
            .Where(line => line.Trim().Length > 0)
            .Select(line => line.Length - line.TrimStart().Length)
            .DefaultIfEmpty()
            .Min();
        return string.Join('\n', lines.Select(line => line[Math.Min(margin, line.Length)..].TrimEnd())).Trim('\n');
    }

    private static List<int> Places(List<string> lines, string kind, string part) =>
        [
            .. Enumerable
                .Range(0, lines.Count)
                .Where(i =>
                    Mark().Match(lines[i]) is { Success: true } mark
                    && mark.Groups["kind"].Value == kind
                    && mark.Groups["part"].Value == part
                ),
        ];

    [GeneratedRegex(
        @"^(?<file>([A-Za-z0-9_-]+/)*[A-Za-z0-9_-]+(\.[A-Za-z0-9]+)+)(#(?<part>[a-z0-9-]+))?\z",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Reference();

    [GeneratedRegex(
        @"^\s*(//|#|@\*|\{#|<!--|--)\s*(?<kind>excerpt|end): (?<part>[a-z0-9-]+)\s*(\*@|#\}|-->)?\s*$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Mark();
}
