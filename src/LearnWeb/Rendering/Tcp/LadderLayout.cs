using LearnWeb.Tcp;

namespace LearnWeb.Rendering.Tcp;

/// <summary>One arrow of a ladder: a segment, or a crowd of nobody's that were sent together.</summary>
/// <param name="Index">The segment's number in the trace, from 0; a crowd has its first one's.</param>
/// <param name="Segment">The segment.</param>
/// <param name="Count">How many it stands for.</param>
/// <param name="Step">The step in which it was sent, from 1.</param>
public sealed record LadderArrow(int Index, TracedSegment Segment, int Count, int Step)
{
    /// <summary>When the first of them arrived, for what answers it may leave at once.</summary>
    public double? Arrived { get; init; } = Segment.Arrived;

    /// <summary>Whether it was sent with the source of a host that is not there, or in answer to one.</summary>
    public bool IsOfNobody => Segment.Connection == 0 && (Segment.Forged || Segment.Lost);

    public Side To => Segment.Direction == Side.Client ? Side.Server : Side.Client;
}

/// <summary>
/// Where everything in a ladder stands: time goes down, each thing that happens has a line of its own, and a long time
/// in which nothing happens is one gap.
/// </summary>
public sealed class LadderLayout
{
    /// <summary>The most arrows that are drawn; the trace has the rest.</summary>
    public const int MostArrows = 150;

    public const double Top = 58;
    private const double GapLine = 40;
    private const double LongGap = 150; // milliseconds

    private readonly List<(double At, double Y)> _lines = [];
    private readonly List<(double From, double To, double Milliseconds)> _gaps = [];

    public LadderLayout(TcpTrace trace, LadderView view)
    {
        // T11: first where everything stands.
        Arrows = [.. ArrowsOf(trace, view).Take(MostArrows)];
        var last = Arrows.Count == MostArrows ? Arrows[^1].Segment.At : double.MaxValue;
        Steps =
        [
            .. trace
                .Steps.Index()
                .Where(step =>
                    step.Index + 1 >= view.FirstStep && step.Index + 1 <= view.LastStep && step.Item.At <= last
                ),
        ];
        End = trace.Steps.ElementAtOrDefault(view.LastStep)?.At ?? double.MaxValue;
        _lines.Add((Steps.Count > 0 ? Steps[0].Item.At : 0, Top - view.LineHeight));
        var moments = Steps
            .Select(step => (step.Item.At, Height: view.StepHeight, Below: 0d))
            .Concat(
                Arrows.Select(arrow =>
                    (
                        arrow.Segment.At,
                        Height: view.LineHeight,
                        Below: arrow.Arrived is null ? view.RoomBelowStopped : 0
                    )
                )
            )
            .Concat(
                Arrows
                    .Where(arrow => arrow.Arrived is not null)
                    .Select(arrow => (At: arrow.Arrived!.Value, Height: view.LineHeight, Below: 0d))
            )
            .OrderBy(moment => moment.At);
        var room = 0d;
        foreach (var (at, height, below) in moments)
        {
            Add(at, height, room);
            room = below;
        }

        Height = _lines[^1].Y + 34;
    }

    public IReadOnlyList<LadderArrow> Arrows { get; }

    /// <summary>The steps that are drawn, with their numbers from 0.</summary>
    public IReadOnlyList<(int Index, TracedStep Item)> Steps { get; }

    /// <summary>When the last step that is drawn was over.</summary>
    public double End { get; }

    /// <summary>Long times in which nothing happened: where they are, and how long they were.</summary>
    public IReadOnlyList<(double From, double To, double Milliseconds)> Gaps => _gaps;

    public double Height { get; }

    /// <summary>Where a moment stands: the line of what happened then, or last before it.</summary>
    public double YOf(double at) => _lines.LastOrDefault(line => line.At <= at, _lines[0]).Y;

    /// <param name="room">How much of the height before it is in use.</param>
    private void Add(double at, double height, double room)
    {
        var (before, y) = _lines[^1];
        y += room;
        if (at - before >= LongGap && _lines.Count > 1)
        {
            _gaps.Add((y, y + GapLine, at - before));
            y += GapLine;
        }

        _lines.Add((at, y + height));
    }

    private static IEnumerable<LadderArrow> ArrowsOf(TcpTrace trace, LadderView view)
    {
        var index = 0;
        foreach (var (number, step) in trace.Steps.Index())
        {
            if (number + 1 < view.FirstStep || number + 1 > view.LastStep)
            {
                index += step.Segments.Count;
                continue;
            }

            var crowds = step
                .Segments.Index()
                .GroupBy(item => item.Item.Connection > 0 ? (item.Index, "") : (-1, KindOf(item.Item)))
                .Select(crowd => new LadderArrow(
                    index + crowd.First().Index,
                    crowd.First().Item,
                    crowd.Count(),
                    number + 1
                )
                {
                    Arrived = crowd.Min(item => item.Item.Arrived),
                });
            foreach (var arrow in crowds)
            {
                yield return arrow;
            }

            index += step.Segments.Count;
        }
    }

    /// <summary>What those of a crowd have in common.</summary>
    private static string KindOf(TracedSegment segment) =>
        string.Join(
            ' ',
            [$"{segment.Direction}", $"{segment.Again}", $"{segment.Dropped}", $"{segment.Cookie}", .. segment.Flags]
        );
}
