using LearnWeb.Models;
using LearnWeb.Models.Notes;
using Markdig;
using Markdig.Extensions.CustomContainers;
using Markdig.Extensions.Figures;
using Markdig.Extensions.Tables;
using Markdig.Extensions.TaskLists;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Renderers.Html.Inlines;
using Markdig.Syntax;

namespace LearnWeb.Rendering.Notes;

/// <summary>
/// Turns a note's Markdown into HTML that is safe to send. Extensions are listed one by one, because some of
/// Markdig's let attributes, styles or foreign frames through.
/// </summary>
public sealed class NoteRenderer(ILabCards labs, CodeExcerpts code, ITraceFigures traces) : INoteRenderer
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

    /// <inheritdoc/>
    public RenderedText Render(
        string markdown,
        string slug,
        Language language,
        IReadOnlyDictionary<string, Erratum> errata
    )
    {
        try
        {
            return RenderParsed(Markdown.Parse(markdown, Pipeline), slug, language, errata);
        }
        catch (ArgumentException) when (Nesting.FirstTooDeep(markdown, Pipeline) is { } line)
        {
            throw new ContentException(
                line,
                "Up to here, lists, quotes or brackets stand too deeply within each other. Use fewer levels."
            );
        }
    }

    private RenderedText RenderParsed(
        MarkdownDocument document,
        string slug,
        Language language,
        IReadOnlyDictionary<string, Erratum> errata
    )
    {
        NoteMistake[] mistakes = // before errata are quoted, whose lines are others
        [
            .. SafeLinks.Mistakes(document, slug, language),
            .. TrailingIds.Mistakes(document),
            .. PipeTables.Mistakes(document),
        ];
        Quotes.Fill(
            document,
            Pipeline,
            language,
            id => errata.GetValueOrDefault(id),
            reference => code.Find(slug, reference)
        );
        Settle(document, slug, language);
        TrailingIds.Apply(document);
        var counts = new BlockCounts();
        var html = Write(document, language, counts);

        counts.Figures += document.Descendants<Figure>().Count();
        return new RenderedText(
            html,
            [.. document.Descendants<HeadingBlock>().Where(h => h.Level is 2 or 3).Select(ToHeading)],
            PlainText.Sections(document),
            PlainText.Prose(document),
            counts.Figures,
            counts.Questions,
            mistakes
        );
    }

    /// <inheritdoc/>
    public RenderedErratum Render(Erratum erratum, Language language)
    {
        var (claim, truth) = (Parse(erratum.Texts[language].Claim), Parse(erratum.Texts[language].Truth));
        var words = new Section(erratum.Id, PlainText.Sections(claim)[0].Text, PlainText.Sections(truth)[0].Text);
        return new RenderedErratum(
            erratum,
            language,
            Html(claim, inline: true),
            Html(truth, inline: false),
            Html(Parse(erratum.Source), inline: true),
            words
        );

        string Html(MarkdownDocument part, bool inline) => Write(part, language, new BlockCounts(), inline);

        MarkdownDocument Parse(string part)
        {
            var document = Markdown.Parse(part, Pipeline);
            Settle(document, erratum.Slug, language);
            return document;
        }
    }

    /// <summary>Makes of what Markdig understood what this site shows.</summary>
    private static void Settle(MarkdownDocument document, string slug, Language language)
    {
        SoftBreaks.Apply(document, language);
        PipeTables.Apply(document);
        SafeLinks.Apply(document, slug);
    }

    private string Write(MarkdownDocument document, Language language, BlockCounts counts, bool inline = false)
    {
        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer) { ImplicitParagraph = inline };
        Pipeline.Setup(renderer);
        UseOwnRenderers(renderer, language, counts);
        renderer.Render(document);
        return writer.ToString();
    }

    private void UseOwnRenderers(HtmlRenderer renderer, Language language, BlockCounts counts)
    {
        var words = UiStrings.For(language);
        renderer.ObjectRenderers.ReplaceOrAdd<CodeBlockRenderer>(new FencedBlockRenderer(words, counts, traces));
        renderer.ObjectRenderers.ReplaceOrAdd<HtmlCustomContainerRenderer>(
            new ContainerRenderer(words, counts, slug => labs.Find(slug, language), $"/{language}/errata")
        );
        renderer.ObjectRenderers.ReplaceOrAdd<HeadingRenderer>(new LinkedHeadingRenderer(words));
        renderer.ObjectRenderers.ReplaceOrAdd<HtmlTableRenderer>(new ScrollingTableRenderer(words));
        renderer.ObjectRenderers.ReplaceOrAdd<CodeInlineRenderer>(new LongCodeRenderer());
        renderer.ObjectRenderers.ReplaceOrAdd<HtmlTaskListRenderer>(new PlainTaskRenderer());
    }

    private static Heading ToHeading(HeadingBlock block) =>
        new(block.Level, block.GetAttributes().Id ?? "", PlainText.Of(block.Inline));

    private sealed class PlainTaskRenderer : HtmlObjectRenderer<TaskList>
    {
        protected override void Write(HtmlRenderer renderer, TaskList obj) =>
            renderer.Write(obj.Checked ? "[x]" : "[ ]");
    }
}

/// <summary>What the block renderers count while they write, and number their ids by.</summary>
internal sealed class BlockCounts
{
    public int Figures { get; set; }

    public int Questions { get; set; }
}
