using System.Globalization;
using System.Net;
using System.Text;
using LearnWeb.Models;
using LearnWeb.Tcp;

namespace LearnWeb.Rendering.Tcp;

/// <summary>Figure 5 of RFC 9293, with the way each end took in its hue.</summary>
public static class StateMachineSvg
{
    private const double Width = 720,
        Height = 560,
        BoxWidth = 128,
        BoxHeight = 34;

    // The middle of each box, as the figure has them.
    private static readonly Dictionary<string, (double X, double Y)> Boxes = new()
    {
        [TcpState.Closed] = (360, 40),
        [TcpState.Listen] = (360, 130),
        [TcpState.SynReceived] = (130, 210),
        [TcpState.SynSent] = (590, 210),
        [TcpState.Established] = (360, 270),
        [TcpState.FinWait1] = (130, 350),
        [TcpState.CloseWait] = (590, 350),
        [TcpState.FinWait2] = (130, 440),
        [TcpState.Closing] = (360, 440),
        [TcpState.LastAck] = (590, 440),
        [TcpState.TimeWait] = (360, 525),
    };

    /// <summary>The whole <c>svg</c> element.</summary>
    public static string Draw(TcpTrace trace, UiStrings words, string id)
    {
        var (clientWays, serverWays) = (
            StateMachine.WaysOf(trace, Side.Client),
            StateMachine.WaysOf(trace, Side.Server)
        );
        var (byClient, byServer) = (StateMachine.Taken(clientWays).ToList(), StateMachine.Taken(serverWays).ToList());
        var (client, server) = (
            clientWays.SelectMany(way => way).ToHashSet(),
            serverWays.SelectMany(way => way).ToHashSet()
        );
        var svg = new StringBuilder();
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg class=\"machine\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" width=\"{Width}\" "
                + $"height=\"{Height}\" viewBox=\"0 0 {Width} {Height}\"><title id=\"{id}-title\">"
                + $"{Encode(words["TcpMachineTitle"])}</title><desc id=\"{id}-desc\">"
                + $"{Encode(words["TcpMachinePaths", InWords(clientWays), InWords(serverWays)])}</desc>"
        );
        foreach (var arrow in StateMachine.Transitions)
        {
            // An arrow that both took shows both hues, side by side.
            var (c, s) = (byClient.Contains(arrow), byServer.Contains(arrow));
            DrawArrow(
                svg,
                arrow,
                words,
                c && s ? "taken-both"
                    : c ? "taken-client"
                    : s ? "taken-server"
                    : ""
            );
        }

        foreach (var state in StateMachine.States)
        {
            var (x, y) = Boxes[state];
            var been =
                $"{(client.Contains(state) ? " been-client" : "")}{(server.Contains(state) ? " been-server" : "")}";
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<g class=\"machine-state{been}\" data-state=\"{state}\"><rect x=\"{x - (BoxWidth / 2)}\" "
                    + $"y=\"{y - (BoxHeight / 2)}\" width=\"{BoxWidth}\" height=\"{BoxHeight}\" rx=\"8\"/><rect "
                    + $"class=\"machine-client\" x=\"{x - (BoxWidth / 2)}\" y=\"{y - (BoxHeight / 2)}\" width=\"8\" "
                    + $"height=\"{BoxHeight}\" rx=\"4\"/><rect class=\"machine-server\" "
                    + $"x=\"{x + (BoxWidth / 2) - 8}\" y=\"{y - (BoxHeight / 2)}\" width=\"8\" "
                    + $"height=\"{BoxHeight}\" rx=\"4\"/><text x=\"{x}\" y=\"{y + 5}\" "
                    + $"text-anchor=\"middle\">{state}</text></g>"
            );
        }

        return svg.Append("</svg>").ToString();
    }

    private static string InWords(IEnumerable<IReadOnlyList<string>> ways) =>
        string.Join("; ", ways.Select(way => string.Join(" → ", way)));

    private static void DrawArrow(StringBuilder svg, Transition arrow, UiStrings words, string taken)
    {
        if (IsAround(arrow))
        {
            DrawHome(svg, arrow, words, taken);
            return;
        }

        var (from, to) = (Boxes[arrow.From], Boxes[arrow.To]);
        var isBack = StateMachine.Transitions.Any(other =>
            other.From == arrow.To && other.To == arrow.From && !IsAround(other)
        );
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        var length = Math.Sqrt((dx * dx) + (dy * dy));
        var shift = isBack ? 7 : 0; // two arrows between the same boxes stand beside each other
        var (sideX, sideY) = (-dy / length * shift, dx / length * shift);
        var start = Edge(from, dx, dy);
        var end = Edge(to, -dx, -dy);
        Path(
            svg,
            taken,
            $"M{F(start.X + sideX)} {F(start.Y + sideY)}L{F(end.X + sideX)} {F(end.Y + sideY)}",
            (end.X + sideX, end.Y + sideY),
            Math.Atan2(dy, dx) * 180 / Math.PI
        );
        var (labelX, labelY) = (((start.X + end.X) / 2) + (sideX * 1.5), ((start.Y + end.Y) / 2) + (sideY * 1.5));
        var anchor = Math.Abs(dx) < 1 ? (sideX < 0 || (shift == 0 && from.X < 200) ? "end" : "start") : "middle";
        Label(
            svg,
            words,
            arrow,
            labelX
                + (
                    anchor == "end" ? -6
                    : anchor == "start" ? 6
                    : 0
                ),
            labelY + (Math.Abs(dx) < 1 ? 4 : -5),
            anchor
        );
    }

    private static bool IsAround(Transition arrow) => arrow is { From: not TcpState.Listen, To: TcpState.Closed };

    /// <summary>The long ways back to CLOSED go around the figure on its right.</summary>
    private static void DrawHome(StringBuilder svg, Transition arrow, UiStrings words, string taken)
    {
        var from = Boxes[arrow.From];
        var closed = Boxes[TcpState.Closed];
        var right = from.X + (BoxWidth / 2);
        var (x, top, labelX, labelY) = arrow.From switch
        {
            TcpState.SynSent => (right - 34, closed.Y + 11, right - 8, 128.0),
            TcpState.LastAck => (688.0, closed.Y, right, closed.Y + 16),
            _ => (708.0, closed.Y - 11, 530.0, from.Y - 6),
        };
        var start = x < right ? $"M{F(x)} {F(from.Y - (BoxHeight / 2))}" : $"M{F(right)} {F(from.Y)}H{F(x)}";
        Path(svg, taken, $"{start}V{F(top)}H{F(closed.X + (BoxWidth / 2))}", (closed.X + (BoxWidth / 2), top), 180);
        Label(svg, words, arrow, labelX, labelY, "middle");
    }

    private static void Path(StringBuilder svg, string taken, string path, (double X, double Y) head, double angle)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<g class=\"machine-arrow {taken}\"><path d=\"{path}\"/>");
        if (taken == "taken-both")
        {
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"second\" d=\"{path}\"/>");
        }

        svg.Append(
            CultureInfo.InvariantCulture,
            $"<path class=\"machine-head\" d=\"M0 0l-10 -4.5v9z\" transform=\"translate({head.X:0.#} "
                + $"{head.Y:0.#}) rotate({angle:0.#})\"/></g>"
        );
    }

    private static void Label(
        StringBuilder svg,
        UiStrings words,
        Transition arrow,
        double x,
        double y,
        string anchor
    ) =>
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<text class=\"machine-event\" x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\">"
                + $"{Encode(words[$"TcpEvent-{arrow.Event}"])}</text>"
        );

    /// <summary>Where a line from the middle of a box leaves it.</summary>
    private static (double X, double Y) Edge((double X, double Y) box, double dx, double dy)
    {
        var scale = Math.Min(
            dx == 0 ? double.MaxValue : BoxWidth / 2 / Math.Abs(dx),
            dy == 0 ? double.MaxValue : BoxHeight / 2 / Math.Abs(dy)
        );
        return (box.X + (dx * scale), box.Y + (dy * scale));
    }

    private static string F(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
