using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace LearnWeb.Models.Notes;

/// <summary>What a note says about itself, between the two lines of <c>---</c> that open its file.</summary>
/// <param name="Title">The station's name.</param>
/// <param name="ShortTitle">What the journey line calls it: words of the title, or all of it where none are
/// given.</param>
/// <param name="Summary">One sentence, for the page's head, search and feeds.</param>
/// <param name="Order">The station's number on the line, from 1.</param>
/// <param name="Requires">Slugs of the notes to read before.</param>
/// <param name="Updated">The day (UTC) on which the meaning last changed.</param>
/// <param name="Covers">Ids of headings and paragraphs that answer a checklist.</param>
public sealed partial record FrontMatter(
    string Title,
    string ShortTitle,
    string Summary,
    int Order,
    IReadOnlyList<string> Requires,
    DateOnly Updated,
    IReadOnlyList<string> Covers
)
{
    private const string Known = "title, short, summary, order, requires, updated, covers";

    /// <summary>Splits a file into its front matter and its text.</summary>
    /// <param name="source">The file.</param>
    /// <param name="language">The language it is written in.</param>
    /// <returns>The front matter, the Markdown after it, and how many lines stand before that Markdown.</returns>
    /// <exception cref="ContentException">A key is missing, unknown, given twice or of the wrong form.</exception>
    public static (FrontMatter Front, string Markdown, int LinesBefore) Parse(string source, Language language)
    {
        var text = source.ReplaceLineEndings("\n");
        var head = Head().Match(text);
        if (!head.Success)
        {
            throw new ContentException(1, "The file must open with front matter. Put it between two lines of `---`.");
        }

        var keys = ReadKeys(head.Groups["yaml"].Value.TrimEnd('\n'));
        var title = Words("title");
        var front = new FrontMatter(
            title,
            keys.ContainsKey("short") ? Words("short") : title,
            Words("summary"),
            Number(keys, "order"),
            List(keys, "requires"),
            Date(keys, "updated"),
            keys.ContainsKey("covers") ? List(keys, "covers") : []
        );
        return (front, text[head.Length..], head.Value.Count('\n'.Equals));

        string Words(string key) => SegmentBreak.Remove(FoldedText.Of(Text(keys, key), language), "\n", language);
    }

    private static Dictionary<string, YamlNode> ReadKeys(string yaml)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException error)
        {
            throw new ContentException(LineOf(error.Start), $"The front matter is not valid YAML. {error.Message}");
        }

        if (stream.Documents is not [{ RootNode: YamlMappingNode root }])
        {
            throw new ContentException(1, "The front matter must be a list of `key: value` lines.");
        }

        var keys = new Dictionary<string, YamlNode>();
        foreach (var (key, value) in root.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            if (!Known.Split(", ").Contains(name))
            {
                throw new ContentException(
                    LineOf(key.Start),
                    $"Unknown key `{name}`. Remove it, or use one of: {Known}."
                );
            }

            keys.Add(name, value);
        }

        return keys;
    }

    private static YamlNode Required(Dictionary<string, YamlNode> keys, string key) =>
        keys.TryGetValue(key, out var node)
            ? node
            : throw new ContentException(1, $"The key `{key}` is missing. Add a line `{key}: …` to the front matter.");

    private static YamlScalarNode Text(Dictionary<string, YamlNode> keys, string key) =>
        Required(keys, key) is YamlScalarNode { Value.Length: > 0 } text
            ? text
            : throw new ContentException(
                LineOf(keys[key].Start),
                $"The key `{key}` is empty. Write one line of text after it."
            );

    private static int Number(Dictionary<string, YamlNode> keys, string key) =>
        int.TryParse(Text(keys, key).Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number > 0
            ? number
            : throw new ContentException(LineOf(keys[key].Start), $"The key `{key}` must be a whole number from 1.");

    private static DateOnly Date(Dictionary<string, YamlNode> keys, string key) =>
        DateOnly.TryParseExact(
            Text(keys, key).Value,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var date
        )
            ? date
            : throw new ContentException(LineOf(keys[key].Start), $"The key `{key}` must be a date like 2026-11-23.");

    private static List<string> List(Dictionary<string, YamlNode> keys, string key)
    {
        if (Required(keys, key) is YamlSequenceNode list && list.Children.All(item => item is YamlScalarNode))
        {
            return [.. list.Children.Select(item => ((YamlScalarNode)item).Value ?? "")];
        }

        throw new ContentException(
            LineOf(keys[key].Start),
            $"The key `{key}` must be a list. Write `{key}: [a, b]`, or `[]` for none."
        );
    }

    // YAML counts from the line after the opening `---`.
    private static int LineOf(Mark mark) => (int)mark.Line + 1;

    [GeneratedRegex(@"\A---[ \t]*\n(?<yaml>(.*\n)*?)---[ \t]*(\n|\z)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Head();
}
