using LearnWeb.Models;
using LearnWeb.Models.Notes;
using Markdig.Extensions.Footnotes;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace LearnWeb.Rendering.Notes;

/// <summary>
/// Takes the soft line breaks out of a document that would show as spaces between Chinese characters, whatever stands
/// around the characters: emphasis, links, code. For pages and plain text alike; hard breaks stay.
/// </summary>
internal static class SoftBreaks
{
    public static void Apply(MarkdownDocument document, Language language)
    {
        foreach (var block in document.Descendants<LeafBlock>())
        {
            Apply(block.Inline, language);
        }

        foreach (var image in document.Descendants<LinkInline>().Where(link => link.IsImage))
        {
            Apply(image, language); // the words for who does not see it are a text of their own
        }
    }

    private static void Apply(ContainerInline? text, Language language)
    {
        var pieces = text is null ? [] : Pieces(text).ToList();
        for (var i = 1; i < pieces.Count - 1; i++)
        {
            var (before, after) = (pieces[i - 1], pieces[i + 1]);
            if (
                pieces[i] is LineBreakInline { IsHard: false } end
                && SegmentBreak.IsRemoved(PlainText.WordsOf(before), PlainText.WordsOf(after), language)
            )
            {
                end.Remove();
            }
        }
    }

    /// <summary>What one reads, in order. The mark of a footnote is no part of the sentence.</summary>
    private static IEnumerable<Inline> Pieces(ContainerInline text) =>
        text.SelectMany(inline =>
            inline switch
            {
                FootnoteLink => [],
                LinkInline { IsImage: true } => [inline],
                ContainerInline inner => Pieces(inner),
                _ => PlainText.WordsOf(inline).Length > 0 || inline is LineBreakInline
                    ? [inline]
                    : Enumerable.Empty<Inline>(),
            }
        );
}
