using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace LearnWeb.Models.Notes.Rendering;

/// <summary>
/// Reads <c>{#id}</c> at the end of headings and paragraphs: the one attribute an author can set. Headings
/// without one get an id made from their words.
/// </summary>
internal static partial class TrailingIds
{
    public static void Apply(MarkdownDocument document)
    {
        var used = new HashSet<string>();
        foreach (var block in document.Descendants<LeafBlock>().Where(block => block is HeadingBlock or ParagraphBlock))
        {
            var id = Take(block.Inline);
            if (id is null && block is HeadingBlock)
            {
                id = Numbered(FromWords(PlainText.Of(block.Inline)), used);
            }
            else if (id is not null && !used.Add(id))
            {
                throw new ContentException(block.Line + 1, $"The id `{id}` is used twice. Give each heading and paragraph its own.");
            }

            if (id is not null)
            {
                block.GetAttributes().Id = id;
            }
        }
    }

    private static string? Take(ContainerInline? inline)
    {
        if (inline?.LastChild is not LiteralInline last || TrailingId().Match(last.Content.ToString()) is not { Success: true } match)
        {
            return null;
        }

        last.Content = new Markdig.Helpers.StringSlice(last.Content.ToString()[..match.Index]);
        return match.Groups["id"].Value;
    }

    private static string FromWords(string words)
    {
        var id = new StringBuilder();
        foreach (var rune in words.ToLowerInvariant().EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                id.Append(rune);
            }
            else if (id.Length > 0 && id[^1] != '-')
            {
                id.Append('-');
            }
        }

        return id.ToString().TrimEnd('-') is { Length: > 0 } made ? made : "section";
    }

    private static string Numbered(string id, HashSet<string> used)
    {
        var unique = id;
        for (var n = 2; !used.Add(unique); n++)
        {
            unique = string.Create(CultureInfo.InvariantCulture, $"{id}-{n}");
        }

        return unique;
    }

    [GeneratedRegex(@"\s*\{#(?<id>[A-Za-z0-9][A-Za-z0-9-]{0,63})\}\s*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TrailingId();
}
