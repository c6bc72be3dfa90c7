using Markdig.Renderers;
using Markdig.Renderers.Html.Inlines;
using Markdig.Syntax.Inlines;

namespace LearnWeb.Rendering.Notes;

/// <summary>
/// Code in a line of text. What is long may break after its punctuation, as a reader would break it: else a narrow
/// column of a table cuts it into letters, or is as wide as the whole of it.
/// </summary>
internal sealed class LongCodeRenderer : CodeInlineRenderer
{
    /// <summary>Code of up to so many characters stays whole.</summary>
    private const int Short = 16;

    protected override void Write(HtmlRenderer renderer, CodeInline obj)
    {
        if (obj.Content.Length <= Short || !renderer.EnableHtmlForInline)
        {
            base.Write(renderer, obj);
            return;
        }

        renderer.Write("<code>");
        var start = 0;
        for (var end = 1; end < obj.Content.Length; end++)
        {
            if (
                char.IsAsciiLetterOrDigit(obj.Content[end])
                && "/?&=.,;:_(".Contains(obj.Content[end - 1], StringComparison.Ordinal)
            )
            {
                renderer.WriteEscape(obj.Content[start..end]).Write("<wbr>");
                start = end;
            }
        }

        renderer.WriteEscape(obj.Content[start..]).Write("</code>");
    }
}
