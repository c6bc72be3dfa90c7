using System.Globalization;
using System.Net;
using System.Text;
using LearnWeb.Models;

namespace LearnWeb.Rendering.Notes;

/// <summary>A sequence diagram as a figure: the drawing, its caption, and the same facts as a table.</summary>
internal static class SequenceFigure
{
    public static string Render(SequenceDiagram diagram, string id, string caption, UiStrings words)
    {
        var title = Encode(caption);
        var description = string.Join("; ", diagram.Steps.Select(step => InWords(step, words)));
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<figure class=\"sequence\" id=\"{id}\">")
            .Append(
                CultureInfo.InvariantCulture,
                $"<div class=\"figure-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{title}\">"
            )
            .Append(SequenceSvg.Draw(diagram, id, caption, description))
            .Append("</div>")
            .Append(FigureTable.Render(diagram.Steps.Select(step => Row(step, words)), words))
            .Append(CultureInfo.InvariantCulture, $"<figcaption>{title}</figcaption></figure>");
        return html.ToString();
    }

    private static (string From, string To, string What) Row(SequenceStep step, UiStrings words) =>
        step switch
        {
            MessageStep message => (
                message.From.Label,
                message.To.Label,
                message.Lost ? words["Sequence-Lost", message.Text] : message.Text
            ),
            StateStep state => (state.At.Label, "", words["Sequence-State", state.Name]),
            NoteStep note => (
                note.First.Label,
                note.First == note.Last ? "" : note.Last.Label,
                words["Sequence-Note", note.Text]
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(step)),
        };

    private static string InWords(SequenceStep step, UiStrings words)
    {
        var (from, to, what) = Row(step, words);
        return to.Length > 0 ? $"{from} → {to}: {what}" : $"{from}: {what}";
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
