using System.Globalization;
using System.Net;
using System.Text;

namespace LearnWeb.Models.TcpLab.Drawing;

/// <summary>How a ladder is drawn.</summary>
/// <param name="FirstStep">The first step, from 1.</param>
/// <param name="LastStep">The last one.</param>
/// <param name="ClientName">A letter for the client's first number; <c>null</c> for the number itself.</param>
/// <param name="ServerName">The same for the server.</param>
/// <param name="IsOnPage">Whether arrows lead to the elements <c>segment-n</c>, and numbers can be switched to relative ones.</param>
public sealed record LadderView(int FirstStep = 1, int LastStep = TcpScript.MostSteps, string? ClientName = null, string? ServerName = null, bool IsOnPage = false);

/// <summary>
/// A trace as a ladder: the client and the server with the states of the newest connection, every segment an arrow, the
/// steps in the margin. Numbers stand there twice, absolute and relative; a style sheet shows one of them.
/// </summary>
public sealed class LadderSvg
{
    private const double Bar = 14;
    private const double Names = 126; // room for the longest state
    private const double LostAt = 0.42; // how far a lost segment gets
    private const double LongFall = 90;

    private readonly TcpTrace _trace;
    private readonly UiStrings _words;
    private readonly LadderLayout _layout;
    private readonly Numbering _numbers;
    private readonly LadderView _view;
    private readonly bool _isNumbered;
    private readonly double _client; // the middle of each bar
    private readonly double _server;
    private readonly StringBuilder _svg = new();

    private LadderSvg(TcpTrace trace, UiStrings words, LadderView view)
    {
        (_trace, _words, _view) = (trace, words, view);
        (_client, _server) = view.IsOnPage ? (280, 734) : (238, 600); // a note has less room
        (_layout, _numbers) = (new LadderLayout(trace, view.FirstStep, view.LastStep), new Numbering(trace));
        _isNumbered = _layout.Arrows.Any(arrow => arrow.Segment.Connection > 1);
        foreach (var (side, name) in new[] { (Side.Client, view.ClientName), (Side.Server, view.ServerName) })
        {
            if (name is not null && _layout.Arrows.FirstOrDefault(arrow => arrow.Segment.Direction == side) is { } first)
            {
                _numbers.Name(side, name, first.Segment.Seq);
            }
        }
    }

    private double Width => _server + Names;

    private double Middle => (_client + _server) / 2;

    /// <summary>The whole <c>svg</c> element.</summary>
    /// <param name="id">Prefix of its ids.</param>
    /// <param name="title">What the figure is.</param>
    public static string Draw(TcpTrace trace, UiStrings words, string id, string title, LadderView view)
    {
        var ladder = new LadderSvg(trace, words, view);
        ladder.DrawBars();
        ladder.DrawSteps();
        ladder.DrawGaps();
        foreach (var arrow in ladder._layout.Arrows)
        {
            ladder.DrawArrow(arrow);
        }

        return ladder.Whole(id, title);
    }

    /// <summary>Which arrows are drawn: those of the layout.</summary>
    public static bool IsWhole(TcpTrace trace) => new LadderLayout(trace).Arrows.Sum(arrow => arrow.Count) == trace.Segments.Count();

    private string Whole(string id, string title)
    {
        var svg = new StringBuilder();
        Add(svg, $"<svg class=\"ladder {(_view.IsOnPage ? "ladder-wide" : "")}\" role=\"group\" aria-labelledby=\"{id}-title\" width=\"{Width}\" height=\"{_layout.Height:0}\" viewBox=\"0 0 {Width} {_layout.Height:0}\"><title id=\"{id}-title\">{Encode(title)}</title>");
        foreach (var (side, x) in new[] { (Side.Client, _client), (Side.Server, _server) })
        {
            Add(svg, $"<text class=\"seq-label {ActorOf(side)}\" x=\"{x}\" y=\"26\" text-anchor=\"middle\">{Encode(_words[$"TcpSide-{side}"])}</text>");
        }

        return svg.Append(_svg).Append("</svg>").ToString();
    }

    private void DrawBars()
    {
        var end = _layout.Height - 8;
        foreach (var side in new[] { Side.Client, Side.Server })
        {
            var changes = StateTrack.Of(_trace).Where(change => change.Side == side && change.At < _layout.End).ToList();
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
        var x = XOf(side);
        var weight = state switch { TcpState.Established => " seq-state-full", TcpState.Closed or TcpState.Listen => " seq-state-none", _ => "" };
        var (textX, anchor) = side == Side.Client ? (x - Bar, "end") : (x + Bar, "start");
        Add(_svg, $"<rect class=\"seq-state {ActorOf(side)}{weight}\" x=\"{x - (Bar / 2)}\" y=\"{from:0.#}\" width=\"{Bar}\" height=\"{to - from - 1:0.#}\" rx=\"2\"/>");
        Add(_svg, $"<text class=\"seq-state-name\" x=\"{textX}\" y=\"{from + 13:0.#}\" text-anchor=\"{anchor}\">{state}</text>");
    }

    private void DrawSteps()
    {
        foreach (var (index, step) in _layout.Steps)
        {
            var y = _layout.YOf(step.At);
            Add(_svg, $"<g class=\"ladder-step{(step.IsRefused ? " ladder-refused" : "")}\" data-step=\"{index + 1}\"><line x1=\"8\" y1=\"{y + 6:0.#}\" x2=\"150\" y2=\"{y + 6:0.#}\"/><text x=\"8\" y=\"{y:0.#}\">{index + 1} {Encode(step.Step)}</text></g>");
        }
    }

    private void DrawGaps()
    {
        foreach (var (from, to, milliseconds) in _layout.Gaps)
        {
            Add(_svg, $"<g class=\"ladder-gap\"><text x=\"{Middle}\" y=\"{((from + to) / 2) + 8:0.#}\" text-anchor=\"middle\">+{milliseconds / 1000:0.00} s</text>");
            foreach (var x in new[] { _client, _server })
            {
                Add(_svg, $"<path d=\"M{x - 12} {from + 19:0.#}l24 -6m-24 12l24 -6\"/>");
            }

            _svg.Append("</g>");
        }
    }

    private void DrawArrow(LadderArrow arrow)
    {
        var (segment, side) = (arrow.Segment, arrow.Segment.Direction);
        var direction = side == Side.Client ? 1 : -1;
        var x1 = XOf(side) + (direction * ((Bar / 2) + 1));
        var x2 = XOf(Other(side)) - (direction * ((Bar / 2) + 1));
        var y1 = _layout.YOf(segment.At);
        var y2 = arrow.Arrived is { } arrived ? _layout.YOf(arrived) : y1 + 21;
        x1 = arrow.IsOfNobody && side == Side.Client ? Middle - 60 : x1; // a forged SYN does not come from the client

        var state = segment.Received ?? segment.Sent;
        Add(_svg, $"<g class=\"seq-message {(arrow.IsOfNobody ? "actor-other" : ActorOf(side))} {(segment.Lost ? "seq-lost" : "")}\" data-segment=\"{arrow.Index + 1}\" data-client=\"{state.Client}\" data-server=\"{state.Server}\">");
        if (_view.IsOnPage)
        {
            Add(_svg, $"<a href=\"#segment-{arrow.Index + 1}\">");
        }

        Add(_svg, $"<title>{Encode(Times(arrow))}</title>");
        if (arrow.Arrived is null)
        {
            DrawStopped(arrow, x1, y1, x2, y2);
        }
        else
        {
            var angle = Math.Atan2((y2 - y1) * direction, Math.Abs(x2 - x1)) * 180 / Math.PI;
            var (headX, headY) = (x2 - (direction * 9), y2 - ((y2 - y1) * 9 / Math.Abs(x2 - x1)));
            Add(_svg, $"<line x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{headX:0.#}\" y2=\"{headY:0.#}\"/><path class=\"seq-head\" d=\"M0 0l-11 -5v10z\" transform=\"translate({x2:0.#} {y2:0.#}) rotate({(direction > 0 ? angle : 180 + angle):0.##})\"/>");
            var share = LabelAt(arrow);
            Label(arrow, x1 + ((x2 - x1) * share), y1 + ((y2 - y1) * share) - 6, angle, "middle");
        }

        _svg.Append(_view.IsOnPage ? "</a></g>" : "</g>");
    }

    /// <summary>A segment that does not arrive: it gets part of the way, and what it was is written beyond.</summary>
    private void DrawStopped(LadderArrow arrow, double x1, double y1, double x2, double y2)
    {
        var direction = Math.Sign(x2 - x1);
        var (endX, endY) = (x1 + ((x2 - x1) * LostAt * 0.4), y1 + ((y2 - y1) * LostAt));
        var mark = arrow.Segment.Lost ? $"M{At(endX - 6)} {At(endY - 6)}l12 12m0 -12l-12 12" : $"M{At(endX - 3)} {At(endY - 7)}v14m6 -14v14";
        Add(_svg, $"<line x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{endX - (direction * 9):0.#}\" y2=\"{endY:0.#}\"/><path class=\"seq-cross\" d=\"{mark}\"/>");
        Label(arrow, endX + (direction * 14), endY + 4, 0, direction > 0 ? "start" : "end");

        static string At(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
    }

    private void Label(LadderArrow arrow, double x, double y, double angle, string anchor)
    {
        (string, string)[] numbers = arrow.Count > 1 ? [("", "")]
            : !_view.IsOnPage ? [("", _numbers.InWords(arrow.Segment, relative: false))]
            : [(" num-absolute", _numbers.InWords(arrow.Segment, relative: false)), (" num-relative", _numbers.InWords(arrow.Segment, relative: true))];
        foreach (var (kind, number) in numbers)
        {
            Add(_svg, $"<text class=\"ladder-label{kind}\" text-anchor=\"{anchor}\" transform=\"translate({x:0.#} {y:0.#}) rotate({angle:0.##})\">{Encode(Named(arrow))} {number}</text>");
        }
    }

    /// <summary>Flags, and what is special about it.</summary>
    private string Named(LadderArrow arrow)
    {
        var segment = arrow.Segment;
        var flags = string.Join(' ', segment.Flags);
        var connection = _isNumbered && segment.Connection > 0 ? string.Create(CultureInfo.InvariantCulture, $"#{segment.Connection} ") : "";
        var what = segment switch
        {
            { Connection: 0, Direction: Side.Client } => _words["TcpForged", flags, arrow.Count],
            { Connection: 0, Again: true } => _words["TcpToNobodyAgain", flags, arrow.Count],
            { Connection: 0 } => _words["TcpToNobody", flags, arrow.Count],
            { Lost: true, Again: true } => _words["TcpLostAgain", flags],
            { Lost: true } => _words["TcpLost", flags],
            { Arrived: null } => _words["TcpHeld", flags],
            { Copy: true } => _words["TcpCopy", flags],
            { Again: true } => _words["TcpAgain", flags],
            _ => flags,
        };
        return connection + what;
    }

    /// <summary>The same facts in words: who did what, in order of time.</summary>
    public static IEnumerable<(Side From, Side? To, string What)> InWords(TcpTrace trace, UiStrings words, LadderView view)
    {
        var ladder = new LadderSvg(trace, words, view);
        var start = ladder._layout.Steps.Count > 0 ? ladder._layout.Steps[0].Item.At : 0;
        var arrows = ladder._layout.Arrows.Select(arrow => (arrow.Segment.At, Row: (arrow.Segment.Direction, (Side?)Other(arrow.Segment.Direction),
            $"{ladder.Named(arrow)} {(arrow.Count > 1 ? "" : ladder._numbers.InWords(arrow.Segment, relative: false))}".Trim())));
        var states = StateTrack.Of(trace)
            .Where(change => change.At >= start && change.At < ladder._layout.End)
            .Select(change => (change.At, Row: (change.Side, (Side?)null, words["Sequence-State", change.State])));
        return states.Concat(arrows).OrderBy(fact => fact.At).Select(fact => fact.Row);
    }

    private static Side Other(Side side) => side == Side.Client ? Side.Server : Side.Client;

    private string Times(LadderArrow arrow)
    {
        var sent = _words["TcpSentAt", Milliseconds(arrow.Segment.At)];
        return arrow.Arrived is { } arrived ? $"{sent}{_words["TcpArrivedAt", Milliseconds(arrived)]}" : sent;
    }

    /// <summary>In the middle, but away from where another arrow crosses it.</summary>
    private double LabelAt(LadderArrow arrow)
    {
        if (_layout.YOf(arrow.Arrived!.Value) - _layout.YOf(arrow.Segment.At) > LongFall)
        {
            return 0.28; // much happens while it is held: its beginning is its own
        }

        var crossing = _layout.Arrows.FirstOrDefault(other =>
            other.Segment.Direction != arrow.Segment.Direction
            && other.Segment.At < arrow.Arrived && arrow.Segment.At < (other.Arrived ?? other.Segment.At));
        return crossing is null ? 0.5 : crossing.Segment.At < arrow.Segment.At ? 0.66 : 0.36;
    }

    private double XOf(Side side) => side == Side.Client ? _client : _server;

    private static string ActorOf(Side side) => side == Side.Client ? "actor-client" : "actor-server";

    private static string Milliseconds(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    private static void Add(StringBuilder svg, FormattableString markup) => svg.Append(markup.ToString(CultureInfo.InvariantCulture));

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
