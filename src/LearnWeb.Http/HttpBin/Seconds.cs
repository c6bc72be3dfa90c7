using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace LearnWeb.Http.HttpBin;

/// <summary>
/// A number of seconds in a URL: decimal digits, with an optional sign, point and exponent. A comma is refused, because
/// some cultures use it as the decimal point and others between thousands; infinities and NaN are refused too.
/// </summary>
public readonly record struct Seconds(double Value) : IParsable<Seconds>
{
    private const NumberStyles Style =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>The duration, limited to the range from zero to <see cref="PacedBytes.Longest"/>.</summary>
    public TimeSpan Bounded => TimeSpan.FromSeconds(Math.Clamp(Value, 0, PacedBytes.Longest.TotalSeconds));

    public static Seconds Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var seconds) ? seconds : throw new FormatException($"'{s}' is no number of seconds.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Seconds result)
    {
        var isNumber = double.TryParse(s, Style, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value);
        result = new Seconds(isNumber ? value : 0);
        return isNumber;
    }
}
