using System.Text.RegularExpressions;

namespace LearnWeb.Tests.Integration.Labs;

/// <summary>
/// A text that says what to write into which files: a block of code belongs to the file that the line before it names.
/// </summary>
internal sealed partial record Walk(IReadOnlyList<(string File, string Code)> Blocks)
{
    /// <summary>How the lines of an existing file begin that blocks go before: the end of a list.</summary>
    private const string EndOfList = "    ];\n";

    public static Walk Read(string text) =>
        new([.. Block().Matches(text).Select(match => (match.Groups["file"].Value, match.Groups["code"].Value))]);

    /// <summary>Does as the text says, in a copy of the source.</summary>
    public void Follow(string root)
    {
        foreach (var (file, code) in Blocks)
        {
            var path = Path.Combine(root, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, File.Exists(path) ? Insert(code, File.ReadAllText(path)) : code);
        }
    }

    private static string Insert(string code, string source)
    {
        var end = source.IndexOf(EndOfList, StringComparison.Ordinal);
        return source.Insert(end, code);
    }

    // `src/…/File.cs`, a new file:
    //
    // ```csharp
    // …
    // ```
    [GeneratedRegex(
        @"^`(?<file>(src|tests)/[^`\n]+)`, [^\n]+:\n\n```\w+\n(?<code>.*?)^```$",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Block();
}
