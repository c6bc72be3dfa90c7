using System.Globalization;
using System.Net;
using System.Text;
using LearnWeb.Models;
using LearnWeb.Tcp;

namespace LearnWeb.Rendering.Tcp;

/// <summary>
/// A trace as a ladder: the client and the server with the states of the newest connection, every segment an arrow, the
/// steps in the margin.
/// </summary>
public sealed class LadderSvg
{
    private static readonly Side[] Sides = [Side.Client, Side.Server];

    private readonly TcpTrace _trace;
    private readonly UiStrings _words;
    private readonly LadderLayout _layout;
    private readonly LadderView _view;
    private readonly LadderTexts _texts = new();
    private readonly StringBuilder _svg = new();

    private LadderSvg(TcpTrace trace, UiStrings words, LadderView view) =>
        (_trace, _words, _view, _layout) = (trace, words, view, new LadderLayout(trace, view));

    /// <summary>The ladder twice, of which a style sheet shows one: for a wide screen, and for a phone.</summary>
    /// <param name="id">Prefix of its ids.</param>
    /// <param name="title">What the figure is.</param>
    public static string DrawBoth(TcpTrace trace, UiStrings words, string id, string title, LadderView view) =>
        Draw(trace, words, id, title, view) + Draw(trace, words, $"{id}-narrow", title, view with { IsNarrow = true });

    /// <summary>The whole <c>svg</c> element.</summary>
    public static string Draw(TcpTrace trace, UiStrings words, string id, string title, LadderView view)
    {
        var ladder = new LadderSvg(trace, words, view);
        var told = new LadderWords(trace, ladder._layout, view, words);
        // T12: then what stands there.
        ladder.DrawHead(id, title, told);
        ladder.DrawBars();
        ladder.DrawSteps();
        ladder.DrawGaps();
        var arrows = new LadderArrows(ladder._layout, view, told, ladder._texts, ladder._svg);
        foreach (var arrow in ladder._layout.Arrows)
        {
            arrows.Draw(arrow);
        }

        return ladder._svg.Append("</svg>").ToString();
    }

    /// <summary>Which arrows are drawn: those of the layout.</summary>
    public static bool IsWhole(TcpTrace trace) =>
        new LadderLayout(trace, new LadderView()).Arrows.Sum(arrow => arrow.Count) == trace.Segments.Count();

    internal static string ActorOf(Side side) => side == Side.Client ? "actor-client" : "actor-server";

    private void DrawHead(string id, string title, LadderWords told)
    {
        var kind =
            _view.IsNarrow ? "ladder-narrow"
            : _view.IsOnPage ? "ladder-wide"
            : "";
        _svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg class=\"ladder {kind}\" role=\"group\" aria-labelledby=\"{id}-title\" "
                + $"width=\"{_view.Width}\" height=\"{_layout.Height:0}\" viewBox=\"0 0 {_view.Width} "
                + $"{_layout.Height:0}\"><title id=\"{id}-title\">{Encode(title)}</title>"
        );
        foreach (var side in Sides)
        {
            var (x, anchor) = _view.IsNarrow
                ? (side == Side.Client ? 0 : _view.Width, side == Side.Client ? "start" : "end")
                : (_view.XOf(side), "middle");
            _svg.Append(
                CultureInfo.InvariantCulture,
                $"<text class=\"seq-label {ActorOf(side)}\" x=\"{x}\" y=\"26\" text-anchor=\"{anchor}\">"
                    + $"{Encode($"{_words[$"TcpSide-{side}"]} {told.PortOf(side)}".TrimEnd())}</text>"
            );
        }
    }

    private void DrawBars()
    {
        var end = _layout.Height - 8;
        foreach (var side in Sides)
        {
            var changes = StateTrack
                .Of(_trace)
                .Where(change => change.Side == side && change.At < _layout.End)
                .ToList();
            foreach (var (index, change) in changes.Index())
            {
                var from = Math.Max(LadderLayout.Top - 14, _layout.YOf(change.At));
                var to = index + 1 < changes.Count ? _layout.YOf(changes[index + 1].At) : end;
                if (to > from)
                {
                    DrawBar(side, change.State, from, to);
                }
            }
        }
    }

    private void DrawBar(Side side, string state, double from, double to)
    {
        var x = _view.XOf(side);
        var weight = state switch
        {
            TcpState.Established => " seq-state-full",
            TcpState.Closed or TcpState.Listen => " seq-state-none",
            _ => "",
        };
        var isOutward = (side == Side.Client) != _view.IsNarrow; // the client's name ends at its bar, or begins there
        var (textX, anchor) = isOutward ? (x - LadderView.Bar, "end") : (x + LadderView.Bar, "start");
        _svg.Append(
            CultureInfo.InvariantCulture,
            $"<rect class=\"seq-state {ActorOf(side)}{weight}\" x=\"{x - (LadderView.Bar / 2)}\" "
                + $"y=\"{from:0.#}\" width=\"{LadderView.Bar}\" height=\"{to - from - 1:0.#}\" rx=\"2\"/>"
        );
        var name = new TextPlace(textX, NameAt(side, from, to), 0, anchor);
        _texts.Take(name, state);
        _svg.Append(
            CultureInfo.InvariantCulture,
            $"<text class=\"seq-state-name\" x=\"{name.X}\" y=\"{name.Y:0.#}\" text-anchor=\"{anchor}\">{state}</text>"
        );
    }

    /// <summary>
    /// At which height the name of a bar's state stands: near its beginning, on a phone between the bars where nothing
    /// crosses it.
    /// </summary>
    private double NameAt(Side side, double from, double to)
    {
        if (!_view.IsNarrow || from < LadderLayout.Top)
        {
            return from + (_view.IsNarrow ? 8 : 13);
        }

        var arrivals = _layout
            .Arrows.Where(arrow => arrow.To == side && arrow.Arrived is not null)
            .Select(arrow => _layout.YOf(arrow.Arrived!.Value))
            .Order()
            .ToList();
        if (!arrivals.Contains(from))
        {
            return from + 21; // below the line of a step, or of an arrow that begins here
        }

        // Below the arrow that brings the state, and below those that come right after it.
        return arrivals.Aggregate(
                from,
                (last, next) => next > last && next <= last + _view.LineHeight && next + 13 < to ? next : last
            ) + 13;
    }

    private void DrawSteps()
    {
        var (left, right) = _view.IsNarrow
            ? (_view.ClientX + LadderView.Bar, _view.ServerX - LadderView.Bar)
            : (8, 150);
        foreach (var (index, step) in _layout.Steps)
        {
            var y = _layout.YOf(step.At);
            _texts.Take(new TextPlace(left, y, 0, "start"), $"{index + 1} {step.Step}");
            _svg.Append(
                CultureInfo.InvariantCulture,
                $"<g class=\"ladder-step{(step.IsRefused ? " ladder-refused" : "")}\" data-step=\"{index + 1}\">"
                    + $"<line x1=\"{left}\" y1=\"{y + 6:0.#}\" x2=\"{right}\" y2=\"{y + 6:0.#}\"/><text x=\"{left}\" "
                    + $"y=\"{y:0.#}\">{index + 1} {Encode(step.Step)}</text></g>"
            );
        }
    }

    private void DrawGaps()
    {
        var middle = (_view.ClientX + _view.ServerX) / 2;
        foreach (var (from, to, milliseconds) in _layout.Gaps)
        {
            var (y, time) = (
                ((from + to) / 2) + 8,
                string.Create(CultureInfo.InvariantCulture, $"+{milliseconds / 1000:0.00} s")
            );
            _texts.Take(new TextPlace(middle, y, 0, "middle"), time);
            _svg.Append(
                CultureInfo.InvariantCulture,
                $"<g class=\"ladder-gap\"><text x=\"{middle}\" y=\"{y:0.#}\" text-anchor=\"middle\">{time}</text>"
            );
            foreach (var side in Sides)
            {
                _svg.Append(
                    CultureInfo.InvariantCulture,
                    $"<path d=\"M{_view.XOf(side) - 12} {from + 19:0.#}l24 -6m-24 12l24 -6\"/>"
                );
            }

            _svg.Append("</g>");
        }
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
