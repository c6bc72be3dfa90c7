using System.Text.RegularExpressions;
using LearnWeb.Models;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Syntax;

namespace LearnWeb.Rendering.Notes;

/// <summary>
/// A table in a box that scrolls sideways, by keyboard too, where the screen is narrower than the table. Where the
/// corner is empty, the first column says what each row is about: its cells are heads.
/// </summary>
internal sealed partial class ScrollingTableRenderer(UiStrings words) : HtmlTableRenderer
{
    protected override void Write(HtmlRenderer renderer, Table obj)
    {
        renderer
            .Write("<div class=\"table-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"")
            .WriteEscape(words["Table"])
            .Write("\">");
        if (HasEmptyCorner(obj))
        {
            WriteWithRowHeads(renderer, obj);
        }
        else
        {
            base.Write(renderer, obj);
        }

        renderer.Write("</div>\n");
    }

    private static bool HasEmptyCorner(Table table) =>
        table.FirstOrDefault() is TableRow { IsHeader: true } head
        && head.FirstOrDefault() is TableCell corner
        && corner.All(block => block is LeafBlock { Inline: null or { FirstChild: null } });

    // The library writes every cell of the body as data.
    private void WriteWithRowHeads(HtmlRenderer renderer, Table table)
    {
        var page = renderer.Writer;
        using var written = new StringWriter();
        renderer.Writer = written;
        base.Write(renderer, table);
        renderer.Writer = page;
        renderer.Write(FirstCell().Replace(written.ToString(), "${row}<th scope=\"row\"${attributes}>${content}</th>"));
    }

    [GeneratedRegex(
        @"(?<row><tr>\s*)<td(?<attributes>[^>]*)>(?<content>.*?)</td>",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex FirstCell();
}
