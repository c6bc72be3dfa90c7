using System.Buffers;
using System.Text;

namespace LearnWeb.Models.Notes;

/// <summary>
/// The end of a line within a sentence. Browsers show it as a space, which Chinese does not have between characters;
/// so it goes where CSS Text 4 ("Segment Break Transformation Rules") has it removed, and stays elsewhere.
/// </summary>
internal static class SegmentBreak
{
    private static readonly Rune ZeroWidthSpace = new(0x200B);

    /// <summary>Whether a break between these texts goes.</summary>
    /// <param name="before">What stands before it.</param>
    /// <param name="after">What stands after it.</param>
    /// <param name="language">The language of both: in Chinese the break goes beside <c>“</c> or <c>…</c>, too.</param>
    public static bool IsRemoved(ReadOnlySpan<char> before, ReadOnlySpan<char> after, Language language)
    {
        if (
            Rune.DecodeLastFromUtf16(before, out var last, out _) != OperationStatus.Done
            || Rune.DecodeFromUtf16(after, out var first, out _) != OperationStatus.Done
        )
        {
            return false; // the text ends here
        }

        return last == ZeroWidthSpace
            || first == ZeroWidthSpace
            || (EastAsianWidth.IsWide(last) && EastAsianWidth.IsWide(first))
            || (language == Language.Chinese && (IsBesideSign(last, first) || IsBesideSign(first, last)));
    }

    /// <summary>A text without the breaks that go.</summary>
    /// <param name="breaks">What stands for a break in this text.</param>
    public static string Remove(string text, string breaks, Language language)
    {
        var joined = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (
                !breaks.Contains(text[at], StringComparison.Ordinal)
                || !IsRemoved(text.AsSpan(0, at), text.AsSpan(at + 1), language)
            )
            {
                joined.Append(text[at]);
            }
        }

        return joined.ToString();
    }

    private static bool IsBesideSign(Rune character, Rune sign) =>
        EastAsianWidth.IsWide(character) && EastAsianWidth.IsAmbiguousSign(sign);
}
