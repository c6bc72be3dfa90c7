using System.Globalization;
using System.Net;
using LearnWeb.Models;
using LearnWeb.Models.Notes;
using LearnWeb.Rendering.Wire;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace LearnWeb.Rendering.Notes;

/// <summary>Writes fenced blocks: sequence diagrams, recorded traces, HTTP messages, and code in colour.</summary>
internal sealed class FencedBlockRenderer(UiStrings words, BlockCounts counts, ITraceFigures traces)
    : HtmlObjectRenderer<CodeBlock>
{
    protected override void Write(HtmlRenderer renderer, CodeBlock obj)
    {
        var fence = obj as FencedCodeBlock;
        var caption = WebUtility.HtmlDecode(fence?.Arguments ?? "").Trim();
        var text = obj.Lines.ToString();
        try
        {
            renderer.Write(
                fence?.Info switch
                {
                    "sequence" => Sequence(text, caption),
                    "http" => Http(text, caption),
                    "trace" => Trace(text, caption),
                    var language => Code(text, language ?? "", caption),
                }
            );
            renderer.Write("\n");
        }
        catch (ContentException error)
        {
            // The block counts its own lines, from the one after the fence.
            throw new ContentException(obj.Line + 1 + error.Line, error.Message);
        }
    }

    /// <summary>A recorded trace: its name is the first word of the caption.</summary>
    private string Trace(string options, string caption)
    {
        var (name, title) = caption.Split(' ', 2) is [var first, var rest] ? (first, rest) : (caption, "");
        return traces.Render(name, options, NextFigure(), title, words.Language);
    }

    private string NextFigure() => string.Create(CultureInfo.InvariantCulture, $"figure-{++counts.Figures}");

    private string Sequence(string text, string caption)
    {
        var id = NextFigure();
        return SequenceFigure.Render(SequenceDiagram.Parse(text), id, caption, words);
    }

    private string Http(string text, string caption)
    {
        counts.Figures++;
        var (first, rest) = caption.Split(' ', 2) is [var word, ..] parts
            ? (word, parts.ElementAtOrDefault(1) ?? "")
            : ("", "");
        var (lines, label) = first switch
        {
            "crlf" => (BodyLines.Crlf, rest),
            "crlf-final" => (BodyLines.CrlfFinal, rest),
            _ => (BodyLines.Lf, caption),
        };
        var message = HttpText.Parse(text, lines);
        var bytes = message.ToMessage();
        return MessageMarkup.Render(bytes, message.IsResponse, words, words["Wire-Bytes", bytes.TotalBytes], label);
    }

    private string Code(string text, string language, string file) =>
        $"<div class=\"code\">{FileName(file)}<pre tabindex=\"0\" role=\"group\" "
        + $"aria-label=\"{WebUtility.HtmlEncode(words["Code"])}\"><code>{CodeColourer.Colour(text, language)}"
        + $"</code></pre></div>";

    /// <summary>Where a quoted piece of code is from, without the name of the part.</summary>
    private static string FileName(string reference) =>
        reference.Length == 0 ? "" : $"<p class=\"code-file\">{WebUtility.HtmlEncode(reference.Split('#')[0])}</p>";
}
