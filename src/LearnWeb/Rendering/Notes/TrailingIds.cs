using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using LearnWeb.Models.Notes;
using Markdig.Extensions.Tables;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace LearnWeb.Rendering.Notes;

/// <summary>
/// Reads <c>{#id}</c> at the end of headings and paragraphs: the one attribute an author can set. Headings
/// without one get an id made from their words.
/// </summary>
internal static partial class TrailingIds
{
    /// <summary>What was meant as an id and is none: it is shown as it stands.</summary>
    public static IEnumerable<NoteMistake> Mistakes(MarkdownDocument document) =>
        from block in document.Descendants<LeafBlock>()
        from text in block.Inline?.Descendants<LiteralInline>() ?? []
        where text.Content.AsSpan().ContainsAny('#', '＃')
        from Match meant in MeantAsId().Matches(text.Content.ToString())
        where !IsEscaped(text, meant.Index)
        where text != block.Inline!.LastChild || Find(block)?.Groups["mark"].Index != meant.Index
        select new NoteMistake(
            text.Line + 1,
            $"`{meant.Value}` is no id and is shown as it stands. Write `{{#id}}`, in half-width signs, at "
                + "the end of a "
                + "heading or paragraph; an id is made of lower-case Latin letters, digits and `-`, at most 64."
        );

    /// <summary>Gives each block its id and takes it from the text.</summary>
    /// <exception cref="ContentException">An id is used twice.</exception>
    public static void Apply(MarkdownDocument document)
    {
        var used = new HashSet<string>();
        foreach (var block in document.Descendants<LeafBlock>())
        {
            if (Take(block) is { } id)
            {
                Shown(block).GetAttributes().Id = used.Add(id)
                    ? id
                    : throw new ContentException(
                        block.Line + 1,
                        $"The id `{id}` is used twice. Give each heading and paragraph its own."
                    );
            }
        }

        foreach (
            var heading in document.Descendants<HeadingBlock>().Where(block => block.TryGetAttributes()?.Id is null)
        )
        {
            heading.GetAttributes().Id = Numbered(FromWords(PlainText.Of(heading.Inline)), used);
        }
    }

    private static Match? Find(LeafBlock block) =>
        block is HeadingBlock or ParagraphBlock
        && block.Inline?.LastChild is LiteralInline last
        && last.Content.AsSpan().TrimEnd() is [.., '}']
        && TrailingId().Match(last.Content.ToString()) is { Success: true } found
        && !IsEscaped(last, found.Groups["mark"].Index)
            ? found
            : null;

    private static bool IsEscaped(LiteralInline text, int at) => at == 0 && text.IsFirstCharacterEscaped;

    private static string? Take(LeafBlock block)
    {
        if (Find(block) is not { } found)
        {
            return null;
        }

        var last = (LiteralInline)block.Inline!.LastChild!;
        last.Content = new Markdig.Helpers.StringSlice(last.Content.ToString()[..found.Index]);
        return found.Groups["id"].Value;
    }

    /// <summary>What has an element of its own on the page: in a cell or a tight list, a paragraph has none.</summary>
    private static Block Shown(LeafBlock block) =>
        block.Parent is TableCell or ListItemBlock { Parent: ListBlock { IsLoose: false } } ? block.Parent : block;

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

    [GeneratedRegex(@"\s*(?<mark>\{#(?<id>[A-Za-z0-9][A-Za-z0-9-]{0,63})\})\s*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TrailingId();

    [GeneratedRegex(@"[{｛]\s*[#＃][^{}｛｝]*[}｝]?", RegexOptions.None, 1000)]
    private static partial Regex MeantAsId();
}
