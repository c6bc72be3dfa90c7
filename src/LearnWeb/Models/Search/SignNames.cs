namespace LearnWeb.Models.Search;

/// <summary>
/// Names of which a sign is part: <c>C#</c>, <c>C++</c>, <c>F#</c>, <c>.NET</c>, <c>::1</c>. For the index the sign is
/// a letter, one of those that Unicode leaves to private use, so that <c>C#</c> is a word and not the letter C.
/// </summary>
internal static class SignNames
{
    private const char FirstLetter = '\uF800';

    private static readonly string[] Names = ["C#", "C++", "F#", ".NET", "::1"];

    /// <summary>Whether a sign stands here in a text that is part of a name.</summary>
    internal static bool IsPartOfOne(string text, int at) =>
        IsSign(text[at]) && Names.Any(name => IsPartOf(name, text, at));

    /// <summary>A word with letters for its signs.</summary>
    internal static string Fold(string word) =>
        word.Any(IsSign) ? string.Concat(word.Select(c => IsSign(c) ? LetterFor(c) : c)) : word;

    private static char LetterFor(char sign) => (char)(FirstLetter + sign);

    private static bool IsSign(char c) => c is '#' or '+' or '.' or ':';

    /// <summary>
    /// Whether the name stands here, with the character at this place in it, and is not part of a longer word.
    /// </summary>
    private static bool IsPartOf(string name, string text, int at)
    {
        for (var start = Math.Max(0, at - name.Length + 1); start <= at; start++)
        {
            var end = start + name.Length;
            if (
                end > at
                && string.Compare(text, start, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0
                && !Continues(text, start - 1)
                && !Continues(text, end)
            )
            {
                return true;
            }
        }

        return false;
    }

    private static bool Continues(string text, int at) =>
        at >= 0 && at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '#' or '+');
}
