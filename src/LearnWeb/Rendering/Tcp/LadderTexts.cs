namespace LearnWeb.Rendering.Tcp;

/// <summary>Where a line of text stands: its anchor, on its base line.</summary>
/// <param name="X">From the left.</param>
/// <param name="Y">From the top.</param>
/// <param name="Angle">How it is turned, in degrees, clockwise.</param>
/// <param name="Anchor">Which part of it stands there: <c>start</c>, <c>middle</c> or <c>end</c>.</param>
internal readonly record struct TextPlace(double X, double Y, double Angle, string Anchor)
{
    /// <summary>The line above it.</summary>
    public TextPlace Above => this with { Y = Y - LadderTexts.LineHeight };
}

/// <summary>
/// The places of a ladder that have a text already, so that the next one stands where it can be read.
/// </summary>
internal sealed class LadderTexts
{
    public const double LineHeight = 13;

    private const double Letter = 7; // how wide one is, or a little less
    private const double Capital = 9; // how high one is

    private readonly List<Box> _taken = [];

    /// <summary>About how wide a text is: a Chinese character is square.</summary>
    public static double WidthOf(string text) => text.Sum(letter => letter >= '\u2e80' ? 1.7 : 1) * Letter;

    public void Take(TextPlace place, string text) => _taken.Add(BoxOf(place, text));

    public bool IsFree(TextPlace place, string text)
    {
        var box = BoxOf(place, text);
        return !_taken.Exists(box.Meets);
    }

    private static Box BoxOf(TextPlace place, string text)
    {
        var width = WidthOf(text);
        var ahead = place.Anchor switch
        {
            "start" => width / 2,
            "end" => -width / 2,
            _ => 0,
        };
        var (sin, cos) = Math.SinCos(place.Angle * Math.PI / 180);
        return new Box(
            place.X + (ahead * cos) + (Capital / 2 * sin),
            place.Y + (ahead * sin) - (Capital / 2 * cos),
            width,
            Capital + 3,
            place.Angle * Math.PI / 180
        );
    }

    /// <summary>A turned rectangle around its middle; the angle is in radians.</summary>
    private sealed record Box(double X, double Y, double Width, double Height, double Angle)
    {
        /// <summary>Two rectangles are apart if they are so as seen along a side of one of them.</summary>
        public bool Meets(Box other) =>
            !IsApart(other, Angle)
            && !IsApart(other, Angle + (Math.PI / 2))
            && !IsApart(other, other.Angle)
            && !IsApart(other, other.Angle + (Math.PI / 2));

        private bool IsApart(Box other, double axis) =>
            Math.Abs(((other.X - X) * Math.Cos(axis)) + ((other.Y - Y) * Math.Sin(axis)))
            >= ReachAlong(axis) + other.ReachAlong(axis);

        private double ReachAlong(double axis) =>
            ((Width * Math.Abs(Math.Cos(axis - Angle))) + (Height * Math.Abs(Math.Sin(axis - Angle)))) / 2;
    }
}
