using System.Globalization;
using System.Net;
using System.Text;

namespace LearnWeb.Rendering.Notes;

/// <summary>
/// Draws a sequence diagram as SVG. Colours come from classes, so that light, dark and print each have their own;
/// there is no style attribute, which the Content-Security-Policy would block.
/// </summary>
internal sealed class SequenceSvg
{
    private const double Top = 62;
    private const double Slant = 26; // how far a message falls on its way: time passes downwards
    private const double Bar = 12;
    private const double LargestUnscrolled = 830; // beyond it the text would shrink too far; it scrolls instead

    private readonly SequenceDiagram _diagram;
    private readonly SequenceLayout _layout;
    private readonly Dictionary<Participant, (string Name, double From)> _states = [];
    private readonly StringBuilder _bars = new();
    private readonly StringBuilder _steps = new();
    private double _y = Top;

    private SequenceSvg(SequenceDiagram diagram)
    {
        _diagram = diagram;
        _layout = new SequenceLayout(diagram);
    }

    /// <summary>The whole <c>svg</c> element.</summary>
    /// <param name="diagram">What to draw.</param>
    /// <param name="id">Prefix of the ids of title and description.</param>
    /// <param name="title">What the figure is.</param>
    /// <param name="description">What happens in it, in words.</param>
    public static string Draw(SequenceDiagram diagram, string id, string title, string description)
    {
        var svg = new SequenceSvg(diagram);
        foreach (var step in diagram.Steps)
        {
            svg.Draw(step);
        }

        foreach (var participant in svg._states.Keys.ToList())
        {
            svg.EndState(participant, svg._y);
        }

        return svg.Whole(id, title, description);
    }

    private string Whole(string id, string title, string description)
    {
        var (width, height) = (_layout.Width, _y + 20);
        var svg = new StringBuilder();
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg class=\"{(width > LargestUnscrolled ? "seq-wide" : "seq-fits")}\" role=\"img\" "
                + $"aria-labelledby=\"{id}-title {id}-desc\" width=\"{width:0}\" height=\"{height:0}\" viewBox=\"0 0 "
                + $"{width:0} {height:0}\">"
        );
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<title id=\"{id}-title\">{Encode(title)}</title><desc id=\"{id}-desc\">{Encode(description)}</desc>"
        );
        foreach (var participant in _diagram.Participants)
        {
            var x = _layout[participant];
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<text class=\"seq-label actor-{participant.Role}\" x=\"{x:0.#}\" y=\"26\" "
                    + $"text-anchor=\"middle\">{Encode(participant.Label)}</text>"
            );
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<line class=\"seq-line\" x1=\"{x:0.#}\" y1=\"42\" x2=\"{x:0.#}\" y2=\"{height - 8:0.#}\"/>"
            );
        }

        return svg.Append(_bars).Append(_steps).Append("</svg>").ToString();
    }

    private void Draw(SequenceStep step)
    {
        switch (step)
        {
            case MessageStep { From: var from, To: var to } loop when from == to:
                DrawLoop(loop);
                break;
            case MessageStep message:
                DrawMessage(message);
                break;
            case StateStep state:
                DrawState(state);
                break;
            case NoteStep note:
                DrawNote(note);
                break;
        }
    }

    private void DrawMessage(MessageStep message)
    {
        var (from, to) = (_layout[message.From], _layout[message.To]);
        var direction = Math.Sign(to - from);
        var (x1, y1) = (from + (direction * (Bar / 2)), _y);
        var (x2, y2) = (to - (direction * (Bar / 2)), _y + Slant);
        var angle = Math.Atan2((y2 - y1) * direction, Math.Abs(x2 - x1)) * 180 / Math.PI;
        var (middleX, middleY) = ((x1 + x2) / 2, (y1 + y2) / 2);

        _steps.Append(
            CultureInfo.InvariantCulture,
            $"<g class=\"seq-message actor-{message.From.Role}{(message.Lost ? " seq-lost" : "")}\">"
        );
        if (message.Lost)
        {
            // It gets two thirds of the way.
            var (endX, endY) = (x1 + ((x2 - x1) * 0.66), y1 + ((y2 - y1) * 0.66));
            _steps.Append(
                CultureInfo.InvariantCulture,
                $"<line x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{endX - (direction * 12):0.#}\" y2=\"{endY:0.#}\"/>"
            );
            _steps.Append(
                CultureInfo.InvariantCulture,
                $"<path class=\"seq-cross\" d=\"M{endX - 6:0.#} {endY - 6:0.#}l12 12m0 -12l-12 12\"/>"
            );
        }
        else
        {
            _steps.Append(
                CultureInfo.InvariantCulture,
                $"<line x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2 - (direction * 9):0.#}\" "
                    + $"y2=\"{y2 - (Slant * 9 / Math.Abs(x2 - x1)):0.#}\"/>"
            );
            _steps.Append(
                CultureInfo.InvariantCulture,
                $"<path class=\"seq-head\" d=\"M0 0l-11 -5v10z\" transform=\"translate({x2:0.#} {y2:0.#}) "
                    + $"rotate({(direction > 0 ? angle : 180 + angle):0.##})\"/>"
            );
        }

        _steps.Append(
            CultureInfo.InvariantCulture,
            $"<text text-anchor=\"middle\" transform=\"translate({middleX:0.#} {middleY - 7:0.#}) "
                + $"rotate({angle:0.##})\">{Encode(message.Text)}</text></g>"
        );
        _y += Slant + 24;
    }

    private void DrawLoop(MessageStep message)
    {
        var x = _layout[message.From] + (Bar / 2);
        _steps.Append(
            CultureInfo.InvariantCulture,
            $"<g class=\"seq-message actor-{message.From.Role}\"><path class=\"seq-loop\" d=\"M{x:0.#} "
                + $"{_y:0.#}h28v22h-20\"/>"
        );
        _steps.Append(
            CultureInfo.InvariantCulture,
            $"<path class=\"seq-head\" d=\"M0 0l-11 -5v10z\" transform=\"translate({x:0.#} {_y + 22:0.#}) "
                + $"rotate(180)\"/>"
        );
        _steps.Append(
            CultureInfo.InvariantCulture,
            $"<text x=\"{x + 36:0.#}\" y=\"{_y + 15:0.#}\">{Encode(message.Text)}</text></g>"
        );
        _y += 46;
    }

    private void DrawState(StateStep state)
    {
        var from = _y - 16;
        if (_states.TryGetValue(state.At, out var last) && from - last.From < 26)
        {
            // Two states with nothing between them still need room for both names.
            from = last.From + 26;
            _y = from + 16;
        }

        EndState(state.At, from);
        _states[state.At] = (state.Name, from);
    }

    private void EndState(Participant participant, double until)
    {
        if (!_states.TryGetValue(participant, out var state))
        {
            return;
        }

        var x = _layout[participant];
        var outward = participant == _diagram.Participants[0] ? -1 : 1;
        var established = state.Name is "ESTABLISHED" ? " seq-state-full" : "";
        _bars.Append(
            CultureInfo.InvariantCulture,
            $"<rect class=\"seq-state actor-{participant.Role}{established}\" x=\"{x - (Bar / 2):0.#}\" "
                + $"y=\"{state.From:0.#}\" width=\"{Bar:0}\" height=\"{Math.Max(8, until - state.From - 1):0.#}\" "
                + $"rx=\"2\"/>"
        );
        _bars.Append(
            CultureInfo.InvariantCulture,
            $"<text class=\"seq-state-name\" x=\"{x + (outward * (Bar + 2)):0.#}\" y=\"{state.From + 14:0.#}\" "
                + $"text-anchor=\"{(outward < 0 ? "end" : "start")}\">{Encode(state.Name)}</text>"
        );
    }

    private void DrawNote(NoteStep note)
    {
        var (left, right) = (_layout[note.First], _layout[note.Last]);
        var room = Math.Max(SequenceLayout.NoteWidth, right - left);
        var lines = SequenceLayout.Wrap(note.Text, room);
        var width = Math.Max(right - left, lines.Max(SequenceLayout.TextWidth)) + 24;
        var height = (lines.Count * 19) + 12;
        var middle = (left + right) / 2;

        var top = _y - 12;
        _steps.Append(
            CultureInfo.InvariantCulture,
            $"<g class=\"seq-note\"><rect x=\"{middle - (width / 2):0.#}\" y=\"{top:0.#}\" "
                + $"width=\"{width:0.#}\" height=\"{height}\" rx=\"6\"/>"
        );
        for (var i = 0; i < lines.Count; i++)
        {
            _steps.Append(
                CultureInfo.InvariantCulture,
                $"<text x=\"{middle:0.#}\" y=\"{top + 20 + (i * 19):0.#}\" "
                    + $"text-anchor=\"middle\">{Encode(lines[i])}</text>"
            );
        }

        _steps.Append("</g>");
        _y += height + 16;
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
