using LearnWeb.Models;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace LearnWeb.Rendering.Notes;

/// <summary>A heading and, after it, a link to itself.</summary>
internal sealed class LinkedHeadingRenderer(UiStrings words) : HtmlObjectRenderer<HeadingBlock>
{
    protected override void Write(HtmlRenderer renderer, HeadingBlock obj)
    {
        // The page's title is its only h1.
        var level = Math.Clamp(obj.Level, 2, 6);
        renderer.Write($"<h{level} id=\"").WriteEscape(obj.GetAttributes().Id).Write("\">");
        renderer.WriteLeafInline(obj);
        renderer
            .Write(" <a class=\"heading-link\" href=\"#")
            .WriteEscape(obj.GetAttributes().Id)
            .Write("\" aria-label=\"")
            .WriteEscape(words["LinkToHeading", PlainText.Of(obj.Inline)])
            .Write($"\">#</a></h{level}>\n");
    }
}
