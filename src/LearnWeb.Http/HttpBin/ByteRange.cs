using System.Globalization;

namespace LearnWeb.Http.HttpBin;

/// <summary>The part of a representation that a <c>Range</c> field asks for (RFC 9110 §14).</summary>
/// <param name="First">The position of the first byte, from 0.</param>
/// <param name="Last">The position of the last byte, which belongs to the range.</param>
/// <param name="Kind">Whether the range covers all bytes, some of them, or none.</param>
public sealed record ByteRange(int First, int Last, ByteRangeKind Kind)
{
    /// <summary>How many bytes to send.</summary>
    public int Length => Kind == ByteRangeKind.Unsatisfiable ? 0 : Last - First + 1;

    /// <summary>
    /// Reads a single range. The field is ignored if it is malformed, has another unit or asks for several ranges, as
    /// RFC 9110 §14.2 allows; the response then carries the whole representation.
    /// </summary>
    /// <param name="field">The field's value, or <c>null</c>.</param>
    /// <param name="length">The representation's length in bytes, at least 1.</param>
    public static ByteRange Of(string? field, int length)
    {
        var whole = new ByteRange(0, length - 1, ByteRangeKind.Whole);
        var parts = field?.Split('=', 2);
        if (
            parts is not [var unit, var set]
            || !unit.Trim().Equals("bytes", StringComparison.OrdinalIgnoreCase)
            || set.Trim().Split('-') is not [var left, var right]
        )
        {
            return whole;
        }

        if (left.Length == 0)
        {
            // A suffix range asks for the last bytes of the representation (RFC 9110 §14.1.2).
            return Number(right) switch
            {
                null => whole,
                0 => Unsatisfiable,
                var count => Part(Math.Max(0, length - count.Value), length - 1),
            };
        }

        var first = Number(left);
        var last = right.Length == 0 ? length - 1 : Number(right);
        if (first is null || last is null || (right.Length > 0 && last < first))
        {
            return whole;
        }

        return first < length ? Part(first.Value, Math.Min(last.Value, length - 1)) : Unsatisfiable;
    }

    private static ByteRange Unsatisfiable => new(0, -1, ByteRangeKind.Unsatisfiable);

    private static ByteRange Part(int first, int last) => new(first, last, ByteRangeKind.Part);

    /// <summary>
    /// Reads decimal digits. A number that does not fit counts as the largest one, which is beyond any representation
    /// here.
    /// </summary>
    private static int? Number(string digits) =>
        digits.Length == 0 || !digits.All(char.IsAsciiDigit) ? null
        : int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : int.MaxValue;
}

public enum ByteRangeKind
{
    /// <summary>All bytes; the status is 200.</summary>
    Whole,

    /// <summary>Some bytes; the status is 206.</summary>
    Part,

    /// <summary>The range has no byte of the representation; the status is 416.</summary>
    Unsatisfiable,
}
