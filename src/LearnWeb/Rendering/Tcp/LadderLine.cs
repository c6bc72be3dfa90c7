using LearnWeb.Tcp;

namespace LearnWeb.Rendering.Tcp;

/// <summary>The way of an arrow, from bar to bar.</summary>
/// <param name="Direction">1 towards the server, -1 towards the client.</param>
internal sealed record LadderLine(double X1, double Y1, double X2, double Y2, int Direction)
{
    public static LadderLine Of(LadderArrow arrow, LadderLayout layout, LadderView view)
    {
        var direction = arrow.Segment.Direction == Side.Client ? 1 : -1;
        var x1 = view.XOf(arrow.Segment.Direction) + (direction * LadderView.Edge);
        var x2 = view.XOf(arrow.To) - (direction * LadderView.Edge);
        var y1 = layout.YOf(arrow.Segment.At);
        var y2 = arrow.Arrived is { } arrived ? layout.YOf(arrived) : y1 + view.LineHeight;
        // a forged one does not come from the client
        return new LadderLine(arrow.Segment.Forged ? ((x1 + x2) / 2) - 60 : x1, y1, x2, y2, direction);
    }

    /// <summary>How text along it is turned, in degrees.</summary>
    public double Angle => Math.Atan2((Y2 - Y1) * Direction, Math.Abs(X2 - X1)) * 180 / Math.PI;

    /// <summary>Where another one crosses it, as a share of its way; <c>null</c> if it does not.</summary>
    public double? CrossingWith(LadderLine other)
    {
        var (atBegin, atEnd) =
            other.Direction == Direction ? (other.Y1 - Y1, other.Y2 - Y2) : (other.Y2 - Y1, other.Y1 - Y2);
        return atBegin * atEnd < 0 ? atBegin / (atBegin - atEnd) : null;
    }

    public (double X, double Y) At(double share) => (X1 + ((X2 - X1) * share), YAt(X1 + ((X2 - X1) * share)));

    /// <summary>How far down it is at a distance from the left.</summary>
    public double YAt(double x) => Y1 + ((Y2 - Y1) * (x - X1) / (X2 - X1));
}
