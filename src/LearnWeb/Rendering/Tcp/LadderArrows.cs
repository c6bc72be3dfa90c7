using System.Globalization;
using System.Net;
using System.Text;

namespace LearnWeb.Rendering.Tcp;

/// <summary>
/// Draws the arrows of a ladder. Numbers stand there twice, absolute and relative; a style sheet shows one of them.
/// </summary>
internal sealed class LadderArrows(
    LadderLayout layout,
    LadderView view,
    LadderWords words,
    LadderTexts texts,
    StringBuilder svg
)
{
    private const double LostAt = 0.42; // how far a lost segment gets
    private const double LongFall = 90;

    private readonly List<LadderLine> _whole =
    [
        .. layout.Arrows.Where(arrow => arrow.Arrived is not null).Select(arrow => LadderLine.Of(arrow, layout, view)),
    ];

    public void Draw(LadderArrow arrow)
    {
        var line = LadderLine.Of(arrow, layout, view);
        var segment = arrow.Segment;
        var state = segment.Received ?? segment.Sent;
        var actor = arrow.IsOfNobody || segment.Forged ? "actor-other" : LadderSvg.ActorOf(segment.Direction);
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<g class=\"seq-message {actor} {(segment.Lost ? "seq-lost" : segment.Dropped ? "seq-dropped" : "")}\" "
                + $"data-segment=\"{arrow.Index + 1}\" data-step=\"{arrow.Step}\" data-client=\"{state.Client}\" "
                + $"data-server=\"{state.Server}\">"
        );
        if (view.IsOnPage)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<a href=\"#segment-{arrow.Index + 1}\">");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<title>{Encode(words.Times(arrow))}</title>");
        if (arrow.Arrived is null)
        {
            DrawStopped(arrow, line);
        }
        else
        {
            DrawWhole(arrow, line);
        }

        svg.Append(view.IsOnPage ? "</a></g>" : "</g>");
    }

    private void DrawWhole(LadderArrow arrow, LadderLine line)
    {
        var (headX, headY) = (
            line.X2 - (line.Direction * 9),
            line.Y2 - ((line.Y2 - line.Y1) * 9 / Math.Abs(line.X2 - line.X1))
        );
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<line x1=\"{line.X1:0.#}\" y1=\"{line.Y1:0.#}\" x2=\"{headX:0.#}\" y2=\"{headY:0.#}\"/><path "
                + $"class=\"seq-head\" d=\"M0 0l-11 -5v10z\" transform=\"translate({line.X2:0.#} {line.Y2:0.#}) "
                + $"rotate({(line.Direction > 0 ? line.Angle : 180 + line.Angle):0.##})\"/>"
        );
        if (arrow.Segment.Dropped)
        {
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<path class=\"seq-cross\" d=\"M{headX - (line.Direction * 8) - 5:0.#} {headY - 5:0.#}l10 "
                    + $"10m0 -10l-10 10\"/>"
            );
        }

        var (first, last) = LinesOf(arrow);
        var numbered = $"{last} {words.Numbered(arrow, relative: false)}".Trim();
        var places = PlacesOf(arrow, line, first, numbered).ToList();
        var place = places.Find(place =>
            texts.IsFree(place, numbered) && (first.Length == 0 || texts.IsFree(place.Above, first))
        );
        Label(first, last, arrow, place == default ? places[0] : place);
    }

    /// <summary>
    /// The two lines of a label, the second without its numbers. A wide ladder needs a first one only for what is wider
    /// than the room between the bars: that goes on after its comma, as a name does in a narrow one.
    /// </summary>
    private (string First, string Last) LinesOf(LadderArrow arrow)
    {
        var name = words.Named(arrow);
        if (arrow.Count > 1)
        {
            return ("", name);
        }

        var line = view.IsNarrow ? name : $"{name} {words.Numbered(arrow, relative: false)}";
        var comma =
            LadderTexts.WidthOf(line) > view.ServerX - view.ClientX - (2 * LadderView.Edge)
                ? name.LastIndexOf(", ", StringComparison.Ordinal)
                : -1;
        return comma >= 0 ? (name[..(comma + 1)], name[(comma + 2)..])
            : view.IsNarrow ? (name, "")
            : ("", name);
    }

    /// <summary>
    /// Where the label may stand, the best place first: along the arrow, above it rather than below. A narrow ladder
    /// has another one: level with the arrow's end, on its sender's side; there it stands if much happens while it is
    /// held.
    /// </summary>
    private IEnumerable<TextPlace> PlacesOf(LadderArrow arrow, LadderLine line, string first, string numbered)
    {
        double[] heights = [view.IsNarrow ? -5 : -6, 14 + (first.Length > 0 ? LadderTexts.LineHeight : 0)];
        var half =
            Math.Max(LadderTexts.WidthOf(first), LadderTexts.WidthOf(numbered))
            / 2
            * Math.Cos(line.Angle * Math.PI / 180);
        var (left, right) = (view.ClientX + LadderView.Edge + half, view.ServerX - LadderView.Edge - half);
        var wanted = left < right ? Math.Clamp(line.At(LabelAt(arrow, line)).X, left, right) : (left + right) / 2;
        var xs = Enumerable
            .Range(0, 9)
            .Select(i => left + ((right - left) * i / 8))
            .Where(_ => left < right)
            .Prepend(wanted)
            .OrderBy(x => Math.Abs(x - wanted));
        var along = heights.SelectMany(
            _ => xs,
            (height, x) => new TextPlace(x, line.YAt(x) + height, line.Angle, "middle")
        );
        var level = heights.Select(height => new TextPlace(
            line.X1 + (line.Direction * LadderView.Bar),
            line.Y2 + height,
            0,
            line.Direction > 0 ? "start" : "end"
        ));
        return !view.IsNarrow ? along
            : FallOf(arrow) > LongFall ? level
            : along.Concat(level);
    }

    /// <summary>A segment that does not arrive: it gets part of the way, and what it was is written beyond.</summary>
    private void DrawStopped(LadderArrow arrow, LadderLine line)
    {
        var (endX, endY) = (
            line.X1 + ((line.X2 - line.X1) * StopOf(arrow, line)),
            line.Y1 + ((line.Y2 - line.Y1) * LostAt)
        );
        var mark = arrow.Segment.Lost
            ? $"M{At(endX - 6)} {At(endY - 6)}l12 12m0 -12l-12 12"
            : $"M{At(endX - 3)} {At(endY - 7)}v14m6 -14v14";
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<line x1=\"{line.X1:0.#}\" y1=\"{line.Y1:0.#}\" x2=\"{endX - (line.Direction * 9):0.#}\" "
                + $"y2=\"{endY:0.#}\"/><path class=\"seq-cross\" d=\"{mark}\"/>"
        );
        var (near, far) = line.Direction > 0 ? ("start", "end") : ("end", "start");
        var (first, last) = LinesOf(arrow);
        var beyond = new TextPlace(endX + (line.Direction * 14), endY + 4, 0, near);
        if (first.Length == 0)
        {
            Label("", last, arrow, beyond);
        }
        else
        {
            Text("ladder-label", first, beyond with { Y = endY + 2 });
            Label(
                "",
                last,
                arrow,
                new TextPlace(line.X2 - (line.Direction * 4), endY + 2 + LadderTexts.LineHeight, 0, far)
            );
        }

        static string At(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
    }

    /// <summary>How far it gets, as a share of its way: a bit, or less where the label beyond would not fit.</summary>
    private double StopOf(LadderArrow arrow, LadderLine line)
    {
        var way = Math.Abs(line.X2 - line.X1);
        var label = LadderTexts.WidthOf(
            view.IsNarrow ? words.Named(arrow) : $"{words.Named(arrow)} {words.Numbered(arrow, relative: false)}"
        );
        return Math.Clamp((way - label - 14) / way, 0.05, LostAt * 0.4);
    }

    /// <param name="first">The line above; nothing if there is none.</param>
    /// <param name="last">What stands before the numbers.</param>
    /// <param name="place">Where the line with the numbers stands.</param>
    private void Label(string first, string last, LadderArrow arrow, TextPlace place)
    {
        if (first.Length > 0)
        {
            Text("ladder-label", first, place.Above);
        }

        (string Kind, bool Relative)[] kinds =
            arrow.Count > 1 || !view.IsOnPage ? [("", false)] : [(" num-absolute", false), (" num-relative", true)];
        foreach (var (kind, relative) in kinds)
        {
            Text($"ladder-label{kind}", $"{last} {words.Numbered(arrow, relative)}".Trim(), place);
        }
    }

    private void Text(string kind, string text, TextPlace place)
    {
        texts.Take(place, text);
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<text class=\"{kind}\" text-anchor=\"{place.Anchor}\" transform=\"translate({place.X:0.#} "
                + $"{place.Y:0.#}) rotate({place.Angle:0.##})\">{Encode(text)}</text>"
        );
    }

    /// <summary>In the middle between two places where other arrows cross it, where these are farthest apart.</summary>
    private double LabelAt(LadderArrow arrow, LadderLine line)
    {
        if (FallOf(arrow) > LongFall)
        {
            return 0; // much happens while it is held: its beginning is its own
        }

        var crossings = _whole.Select(line.CrossingWith).OfType<double>().Order();
        double[] marks = [0, .. crossings, 1];
        var (from, to) = marks.Zip(marks.Skip(1)).MaxBy(pair => pair.Second - pair.First);
        return (from + to) / 2;
    }

    private double FallOf(LadderArrow arrow) =>
        arrow.Arrived is { } arrived ? layout.YOf(arrived) - layout.YOf(arrow.Segment.At) : 0;

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
