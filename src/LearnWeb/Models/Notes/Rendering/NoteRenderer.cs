using Markdig;
using Markdig.Extensions.CustomContainers;
using Markdig.Extensions.Figures;
using Markdig.Extensions.Tables;
using Markdig.Extensions.TaskLists;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace LearnWeb.Models.Notes.Rendering;

/// <summary>What a note's Markdown becomes.</summary>
public sealed record RenderedText(
    string Html,
    IReadOnlyList<Heading> Headings,
    IReadOnlyList<Section> Sections,
    int Figures,
    int Questions);

/// <summary>
/// Turns a note's Markdown into HTML that is safe to send. Extensions are listed one by one, because some of
/// Markdig's let attributes, styles or foreign frames through.
/// </summary>
public sealed class NoteRenderer(ILabCards labs)
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .DisableHtml()
        .UsePipeTables()
        .UseFootnotes()
        .UseFigures()
        .UseCustomContainers()
        .UseTaskLists()
        .UseCjkFriendlyEmphasis()
        .Build();

    /// <summary>Renders one note.</summary>
    /// <param name="markdown">The text after the front matter.</param>
    /// <param name="slug">The note's slug; its images are served under it.</param>
    /// <param name="language">The language of the words the blocks add.</param>
    /// <param name="summary">The title of what stands before the first heading.</param>
    /// <exception cref="ContentException">A block is malformed; the line is counted in <paramref name="markdown"/>.</exception>
    public RenderedText Render(string markdown, string slug, Language language, string summary)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        TrailingIds.Apply(document);
        SafeLinks.Apply(document, slug);
        AlignByClass(document);

        using var writer = new StringWriter();
        var counts = new BlockCounts();
        var renderer = new HtmlRenderer(writer);
        Pipeline.Setup(renderer);
        UseOwnRenderers(renderer, language, counts);
        renderer.Render(document);

        counts.Figures += document.Descendants<Figure>().Count();
        return new RenderedText(
            writer.ToString(),
            [.. document.Descendants<HeadingBlock>().Where(h => h.Level is 2 or 3).Select(ToHeading)],
            PlainText.Sections(document, summary),
            counts.Figures,
            counts.Questions);
    }

    private void UseOwnRenderers(HtmlRenderer renderer, Language language, BlockCounts counts)
    {
        var words = UiStrings.For(language);
        renderer.ObjectRenderers.ReplaceOrAdd<CodeBlockRenderer>(new FencedBlockRenderer(words, counts));
        renderer.ObjectRenderers.ReplaceOrAdd<HtmlCustomContainerRenderer>(
            new ContainerRenderer(words, counts, slug => labs.Find(slug, language)));
        renderer.ObjectRenderers.ReplaceOrAdd<HeadingRenderer>(new LinkedHeadingRenderer(words));
        renderer.ObjectRenderers.ReplaceOrAdd<HtmlTableRenderer>(new ScrollingTableRenderer(words));
        renderer.ObjectRenderers.ReplaceOrAdd<HtmlTaskListRenderer>(new PlainTaskRenderer());
    }

    /// <summary>Markdig aligns cells with <c>style=</c>, which the Content-Security-Policy blocks.</summary>
    private static void AlignByClass(MarkdownDocument document)
    {
        foreach (var table in document.Descendants<Table>())
        {
            foreach (var row in table.OfType<TableRow>())
            {
                for (var column = 0; column < row.Count && column < table.ColumnDefinitions.Count; column++)
                {
                    if (table.ColumnDefinitions[column].Alignment is { } alignment)
                    {
                        row[column].GetAttributes().AddClass($"align-{alignment.ToString().ToLowerInvariant()}");
                    }
                }
            }

            table.ColumnDefinitions.ForEach(definition => definition.Alignment = null);
        }
    }

    private static Heading ToHeading(HeadingBlock block) =>
        new(block.Level, block.GetAttributes().Id ?? "", PlainText.Of(block.Inline));

    private sealed class PlainTaskRenderer : HtmlObjectRenderer<TaskList>
    {
        protected override void Write(HtmlRenderer renderer, TaskList obj) => renderer.Write(obj.Checked ? "[x]" : "[ ]");
    }
}

/// <summary>What the block renderers count while they write, and number their ids by.</summary>
internal sealed class BlockCounts
{
    public int Figures { get; set; }

    public int Questions { get; set; }
}

/// <summary>The card of a lab, for notes that point to one. All that notes know of labs.</summary>
public sealed record LabCard(string Title, string Summary, string Path);

/// <summary>Finds lab cards by slug.</summary>
public interface ILabCards
{
    /// <summary>The card of this lab; <c>null</c> if there is no such lab (yet).</summary>
    LabCard? Find(string slug, Language language);
}
