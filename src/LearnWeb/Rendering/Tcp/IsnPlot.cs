using System.Globalization;
using System.Net;
using System.Text;
using LearnWeb.Models;
using LearnWeb.Tcp;
using LearnWeb.Tcp.Headers;

namespace LearnWeb.Rendering.Tcp;

/// <summary>The client's initial sequence number of a connection.</summary>
/// <param name="At">Milliseconds since the script began.</param>
/// <param name="Port">The client's.</param>
public sealed record InitialNumber(int Connection, double At, int Port, uint Number);

/// <summary>
/// Two connections from one port, so that the clock alone lies between their initial numbers (RFC 9293 §3.4.1).
/// </summary>
/// <param name="Ticks">How far the number went on, modulo 2³².</param>
/// <param name="Milliseconds">In how long.</param>
public sealed record ClockReading(int Port, uint Ticks, double Milliseconds)
{
    /// <summary>How long one tick of the clock is, in nanoseconds.</summary>
    public double NanosecondsPerTick => Milliseconds * 1_000_000 / Ticks;
}

/// <summary>Initial sequence numbers against the clock: what anyone could try to guess them by.</summary>
public static class IsnPlot
{
    /// <summary>The fewest connections that are worth a plot.</summary>
    public const int Fewest = 4;

    private const double Width = 620,
        Height = 240,
        Left = 90,
        Right = 600,
        Top = 16,
        Bottom = 200;

    public static IReadOnlyList<InitialNumber> Numbers(TcpTrace trace) =>
        [
            .. trace
                .Segments.Where(segment =>
                    segment is { Connection: > 0, Direction: Side.Client, Again: false, Copy: false }
                    && segment.Flags is ["SYN"]
                )
                .Select(segment => new InitialNumber(
                    segment.Connection,
                    segment.At,
                    Packet.Parse(segment.Bytes.Span).Tcp?.SourcePort ?? 0,
                    segment.Seq
                )),
        ];

    /// <summary>Where a port was used twice: the first time that happened.</summary>
    public static ClockReading? Clock(IReadOnlyList<InitialNumber> numbers) =>
        (
            from earlier in numbers
            from later in numbers
            where later.Connection > earlier.Connection && later.Port == earlier.Port && later.Number != earlier.Number
            select new ClockReading(earlier.Port, later.Number - earlier.Number, later.At - earlier.At)
        ).FirstOrDefault();

    /// <summary>The whole <c>svg</c> element.</summary>
    public static string Draw(IReadOnlyList<InitialNumber> numbers, UiStrings words, string id)
    {
        var svg = new StringBuilder();
        var longest = Math.Max(1, numbers.Max(number => number.At));
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg class=\"isn-plot\" role=\"img\" aria-labelledby=\"{id}-title\" width=\"{Width}\" "
                + $"height=\"{Height}\" viewBox=\"0 0 {Width} {Height}\"><title id=\"{id}-title\">"
                + $"{WebUtility.HtmlEncode(words["TcpIsnTitle"])}</title>"
        );
        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"plot-axis\" d=\"M{Left} {Top}V{Bottom}H{Right}\"/>");
        foreach (var (share, label) in new[] { (0.0, "0"), (0.5, "2³¹"), (1.0, "2³²") })
        {
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<text x=\"{Left - 8}\" y=\"{Bottom - ((Bottom - Top) * share) + 4:0.#}\" "
                    + $"text-anchor=\"end\">{label}</text>"
            );
        }

        svg.Append(
            CultureInfo.InvariantCulture,
            $"<text x=\"{Right}\" y=\"{Bottom + 22}\" text-anchor=\"end\">{longest:0} ms</text><text "
                + $"x=\"{Left}\" y=\"{Bottom + 22}\">0</text>"
        );
        foreach (var number in numbers)
        {
            var (x, y) = (
                Left + ((Right - Left) * number.At / longest),
                Bottom - ((Bottom - Top) * number.Number / uint.MaxValue)
            );
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<g class=\"plot-point\"><title>#{number.Connection} :{number.Port} "
                    + $"{number.Number}</title><circle cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"5\"/></g>"
            );
        }

        return svg.Append("</svg>").ToString();
    }
}
