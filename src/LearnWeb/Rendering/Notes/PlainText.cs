using System.Text;
using LearnWeb.Models.Notes;
using Markdig.Extensions.CustomContainers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace LearnWeb.Rendering.Notes;

/// <summary>The words of a note without their markup, for headings and for search.</summary>
internal static class PlainText
{
    public static string Of(ContainerInline? inline)
    {
        var text = new StringBuilder();
        if (inline is not null)
        {
            Append(text, inline);
        }

        return text.ToString().Trim();
    }

    /// <summary>The words of an inline by itself, without what stands within it.</summary>
    public static ReadOnlySpan<char> WordsOf(Inline inline) =>
        inline switch
        {
            LiteralInline literal => literal.Content.AsSpan(),
            CodeInline code => code.Content,
            AutolinkInline link => link.Url,
            LineBreakInline => "\n",
            HtmlEntityInline entity => entity.Transcoded.AsSpan(),
            _ => [],
        };

    /// <summary>
    /// The words under each heading, in order; what stands before the first heading has an empty anchor and no title.
    /// </summary>
    public static IReadOnlyList<Section> Sections(MarkdownDocument document)
    {
        var sections = new List<Section>();
        var (anchor, title, text) = ("", "", new StringBuilder());
        foreach (var block in document.Descendants<Block>())
        {
            if (block is HeadingBlock heading)
            {
                sections.Add(new Section(anchor, title, text.ToString().Trim()));
                (anchor, title, text) = (heading.GetAttributes().Id ?? "", Of(heading.Inline), new StringBuilder());
            }
            else if (block is CodeBlock code)
            {
                text.Append(code.Lines.ToString()).Append('\n');
            }
            else if (block is LeafBlock { Inline: { } inline })
            {
                Append(text, inline);
                text.Append('\n');
            }
        }

        sections.Add(new Section(anchor, title, text.ToString().Trim()));
        return sections;
    }

    /// <summary>The words one reads from top to bottom: no code, no messages, no quiz.</summary>
    public static string Prose(MarkdownDocument document)
    {
        var text = new StringBuilder();
        foreach (
            var block in document.Descendants<LeafBlock>().Where(block => block.Inline is not null && !IsInQuiz(block))
        )
        {
            Append(text, block.Inline!);
            text.Append('\n');
        }

        return text.ToString();
    }

    private static bool IsInQuiz(Block block) =>
        block.Parent is { } parent && (parent is CustomContainer { Info: "quiz" } || IsInQuiz(parent));

    private static void Append(StringBuilder text, ContainerInline container)
    {
        foreach (var inline in container)
        {
            text.Append(WordsOf(inline));
            if (inline is ContainerInline inner)
            {
                Append(text, inner);
            }
        }
    }
}
