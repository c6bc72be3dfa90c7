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
        var wellFormed = Encoding.Unicode.GetString(Encoding.Unicode.GetBytes(text)); // no lone surrogate is left
        return wellFormed.Replace('\uFFFE', '\uFFFD').Normalize(form);
    }
}
