using System.Text.RegularExpressions;

namespace LearnWeb.Models.Search;

/// <summary>
/// Names of which a sign is part: <c>C#</c>, <c>C++</c>, <c>F#</c>, <c>.NET</c>, <c>::1</c>. For the index the sign is
/// a letter, one of those that Unicode leaves to private use, so that <c>C#</c> is a word and not the letter C.
/// </summary>
internal static partial class SignNames
{
    /// <summary>A text, as long as before, with letters for the signs of such names.</summary>
    internal static string Fold(string text) => Name().Replace(text, name => string.Concat(name.Value.Select(Letter)));

    /// <summary>What stands for a sign; a letter or digit stands for itself.</summary>
    internal static char Letter(char c) => char.IsAsciiLetterOrDigit(c) ? c : (char)('\uF800' + c);

    [GeneratedRegex(
        @"(?<![A-Za-z0-9#+])(C#|C\+\+|F#|\.NET|::1)(?![A-Za-z0-9#+])",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Name();
}
