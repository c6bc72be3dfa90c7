using System.Globalization;
using System.Net;
using System.Text;

namespace LearnWeb.Models.TcpLab.Drawing;

/// <summary>Draws the arrows of a ladder. Numbers stand there twice, absolute and relative; a style sheet shows one of them.</summary>
internal sealed class LadderArrows(LadderLayout layout, LadderView view, LadderWords words, StringBuilder svg)
{
    private const double LostAt = 0.42; // how far a lost segment gets
    private const double LongFall = 90;
    private const double Letter = 7; // how wide one is, or a little less

    private readonly List<Line> _whole = [.. layout.Arrows.Where(arrow => arrow.Arrived is not null).Select(arrow => LineOf(arrow, layout, view))];

    public void Draw(LadderArrow arrow)
    {
        var line = LineOf(arrow, layout, view);
        var segment = arrow.Segment;
        var state = segment.Received ?? segment.Sent;
        var actor = arrow.IsOfNobody || segment.Forged ? "actor-other" : LadderSvg.ActorOf(segment.Direction);
        Add($"<g class=\"seq-message {actor} {(segment.Lost ? "seq-lost" : segment.Dropped ? "seq-dropped" : "")}\" data-segment=\"{arrow.Index + 1}\" data-step=\"{arrow.Step}\" data-client=\"{state.Client}\" data-server=\"{state.Server}\">");
        if (view.IsOnPage)
        {
            Add($"<a href=\"#segment-{arrow.Index + 1}\">");
        }

        Add($"<title>{Encode(words.Times(arrow))}</title>");
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

    private static Line LineOf(LadderArrow arrow, LadderLayout layout, LadderView view)
    {
        var direction = arrow.Segment.Direction == Side.Client ? 1 : -1;
        var x1 = view.XOf(arrow.Segment.Direction) + (direction * ((LadderView.Bar / 2) + 1));
        var x2 = view.XOf(arrow.To) - (direction * ((LadderView.Bar / 2) + 1));
        var y1 = layout.YOf(arrow.Segment.At);
        var y2 = arrow.Arrived is { } arrived ? layout.YOf(arrived) : y1 + view.LineHeight;
        return new Line(arrow.Segment.Forged ? ((x1 + x2) / 2) - 60 : x1, y1, x2, y2, direction); // a forged one does not come from the client
    }

    private void DrawWhole(LadderArrow arrow, Line line)
    {
        var (headX, headY) = (line.X2 - (line.Direction * 9), line.Y2 - ((line.Y2 - line.Y1) * 9 / Math.Abs(line.X2 - line.X1)));
        Add($"<line x1=\"{line.X1:0.#}\" y1=\"{line.Y1:0.#}\" x2=\"{headX:0.#}\" y2=\"{headY:0.#}\"/><path class=\"seq-head\" d=\"M0 0l-11 -5v10z\" transform=\"translate({line.X2:0.#} {line.Y2:0.#}) rotate({(line.Direction > 0 ? line.Angle : 180 + line.Angle):0.##})\"/>");
        if (arrow.Segment.Dropped)
        {
            Add($"<path class=\"seq-cross\" d=\"M{headX - (line.Direction * 8) - 5:0.#} {headY - 5:0.#}l10 10m0 -10l-10 10\"/>");
        }

        if (!view.IsNarrow)
        {
            // Nowhere so near a bar that it would not fit.
            var half = WidthOf($"{words.Named(arrow)} {words.Numbered(arrow, relative: false)}") / 2 / Math.Abs(line.X2 - line.X1);
            var widest = arrow.Segment.Forged ? 1 - half : 0.5; // a forged one begins in the middle, and its label may begin before it
            var (x, y) = line.At(half < 0.5 ? Math.Clamp(LabelAt(arrow, line), half, 1 - half) : widest);
            Label(words.Named(arrow), arrow, x, y - 6, line.Angle, "middle");
            return;
        }

        // Two lines as wide as the room between the bars: above the middle or, where it was held while other things
        // happened, above its end.
        var isLong = FallOf(arrow) > LongFall;
        var (at, angle, anchor) = isLong
            ? ((X: line.X1 + (line.Direction * LadderView.Bar), Y: line.Y2), 0, line.Direction > 0 ? "start" : "end")
            : (line.At(0.5), line.Angle, "middle");
        Text("ladder-label", words.Named(arrow), at.X, at.Y - 18, angle, anchor);
        Label("", arrow, at.X, at.Y - 5, angle, anchor);
    }

    /// <summary>A segment that does not arrive: it gets part of the way, and what it was is written beyond.</summary>
    private void DrawStopped(LadderArrow arrow, Line line)
    {
        var (endX, endY) = (line.X1 + ((line.X2 - line.X1) * StopOf(arrow, line)), line.Y1 + ((line.Y2 - line.Y1) * LostAt));
        var mark = arrow.Segment.Lost ? $"M{At(endX - 6)} {At(endY - 6)}l12 12m0 -12l-12 12" : $"M{At(endX - 3)} {At(endY - 7)}v14m6 -14v14";
        Add($"<line x1=\"{line.X1:0.#}\" y1=\"{line.Y1:0.#}\" x2=\"{endX - (line.Direction * 9):0.#}\" y2=\"{endY:0.#}\"/><path class=\"seq-cross\" d=\"{mark}\"/>");
        var (near, far) = line.Direction > 0 ? ("start", "end") : ("end", "start");
        if (!view.IsNarrow)
        {
            Label(words.Named(arrow), arrow, endX + (line.Direction * 14), endY + 4, 0, near);
            return;
        }

        Text("ladder-label", words.Named(arrow), endX + (line.Direction * 14), endY + 2, 0, near);
        Label("", arrow, line.X2 - (line.Direction * 4), endY + 17, 0, far);

        static string At(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
    }

    /// <summary>How far it gets, as a share of its way: a bit, or less where the label beyond would not fit.</summary>
    private double StopOf(LadderArrow arrow, Line line)
    {
        var way = Math.Abs(line.X2 - line.X1);
        var label = view.IsNarrow ? 0 : WidthOf($"{words.Named(arrow)} {words.Numbered(arrow, relative: false)}");
        return Math.Clamp((way - label - 14) / way, 0.05, LostAt * 0.4);
    }

    private void Label(string name, LadderArrow arrow, double x, double y, double angle, string anchor)
    {
        (string Kind, bool Relative)[] kinds = arrow.Count > 1 || !view.IsOnPage ? [("", false)] : [(" num-absolute", false), (" num-relative", true)];
        foreach (var (kind, relative) in kinds)
        {
            Text($"ladder-label{kind}", $"{name} {words.Numbered(arrow, relative)}".Trim(), x, y, angle, anchor);
        }
    }

    private void Text(string kind, string text, double x, double y, double angle, string anchor) =>
        Add($"<text class=\"{kind}\" text-anchor=\"{anchor}\" transform=\"translate({x:0.#} {y:0.#}) rotate({angle:0.##})\">{Encode(text)}</text>");

    /// <summary>In the middle between two places where other arrows cross it, where these are farthest apart.</summary>
    private double LabelAt(LadderArrow arrow, Line line)
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

    /// <summary>About how wide a label is: a Chinese character is square.</summary>
    private static double WidthOf(string text) => text.Sum(letter => letter >= '\u2e80' ? 1.7 : 1) * Letter;

    private double FallOf(LadderArrow arrow) => arrow.Arrived is { } arrived ? layout.YOf(arrived) - layout.YOf(arrow.Segment.At) : 0;

    private void Add(FormattableString markup) => svg.Append(markup.ToString(CultureInfo.InvariantCulture));

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    /// <param name="Direction">1 towards the server, -1 towards the client.</param>
    private sealed record Line(double X1, double Y1, double X2, double Y2, int Direction)
    {
        /// <summary>How text along it is turned, in degrees.</summary>
        public double Angle => Math.Atan2((Y2 - Y1) * Direction, Math.Abs(X2 - X1)) * 180 / Math.PI;

        /// <summary>Where another one crosses it, as a share of its way; <c>null</c> if it does not.</summary>
        public double? CrossingWith(Line other)
        {
            var (atBegin, atEnd) = other.Direction == Direction ? (other.Y1 - Y1, other.Y2 - Y2) : (other.Y2 - Y1, other.Y1 - Y2);
            return atBegin * atEnd < 0 ? atBegin / (atBegin - atEnd) : null;
        }

        public (double X, double Y) At(double share) => (X1 + ((X2 - X1) * share), Y1 + ((Y2 - Y1) * share));
    }
}
