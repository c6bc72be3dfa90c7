using System.Text.RegularExpressions;

namespace LearnWeb.Tests;

/// <summary>The fenced code of the notes that are shipped.</summary>
internal static partial class CodeBlocks
{
    /// <summary>All in one language, with the note's file and what stands behind the language.</summary>
    public static IEnumerable<(string Note, string Caption, string Text)> In(string language) =>
        from note in ShippedContent.Notes
        from Match block in Fence().Matches(note.Text.Value.Source)
        where block.Groups["language"].Value == language
        select (
            $"{note.Slug}/{note.Language}.md",
            block.Groups["caption"].Value.Trim(),
            block.Groups["text"].Value.Trim()
        );

    [GeneratedRegex(
        @"^```(?<language>[a-z]+) ?(?<caption>[^\n]*)\n(?<text>.*?)^```$",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.Singleline,
        1000
    )]
    private static partial Regex Fence();
}
