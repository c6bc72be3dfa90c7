using System.Text;

namespace LearnWeb.Models;

/// <summary>Unicode normalization (UAX 15) of whatever a visitor sends.</summary>
public static class AnyText
{
    /// <summary>
    /// As <see cref="string.Normalize(NormalizationForm)"/>, for text of every kind: a lone surrogate and U+FFFE, for
    /// which that throws, are taken as U+FFFD.
    /// </summary>
    public static string NormalizeAny(this string text, NormalizationForm form)
    {
        var normalizable = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) // a lone surrogate comes as U+FFFD
        {
            normalizable.Append(rune.Value == 0xFFFE ? Rune.ReplacementChar : rune);
        }

        return normalizable.ToString().Normalize(form);
    }
}
