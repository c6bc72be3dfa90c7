using System.Collections.Frozen;
using System.Text;

namespace LearnWeb.Models.Accounts;

/// <summary>
/// Passwords that everybody tries first (NIST SP 800-63B §3.1.1.2): some 49,000 of the most common ones from leaks, as
/// the project zxcvbn-ts gathers them (MIT licence, beside the list in <c>Resources/Passwords</c>), and those that
/// Chinese speakers choose. So is what hardly differs from one: in its case, in the width of its characters, in a few
/// digits or signs around it; and what is no choice at all, such as <c>abababab</c> or <c>12345678</c>.
/// </summary>
internal static class CommonPasswords
{
    /// <summary>So many characters around a word that everybody knows are tried with it.</summary>
    private const int MostAround = 4;

    private static readonly string[] OfChineseSpeakers =
    [
        "woaini",
        "woaini1314",
        "woaini520",
        "aini",
        "wodemima",
        "mima",
        "nihao",
        "zhongguo",
        "zhang",
        "wang",
        "xiaoming",
        "5201314",
        "5201314520",
        "1314520",
        "7758521",
        "7758258",
    ];

    private static readonly Lazy<FrozenSet<string>> List = new(() =>
        Read().Concat(OfChineseSpeakers).ToFrozenSet(StringComparer.Ordinal)
    );

    /// <param name="password">As typed.</param>
    /// <param name="names">Words that stand to reason here, such as the user's own name.</param>
    public static bool Contain(string password, params string[] names)
    {
        var folded = Fold(password);
        var known = names.Select(Fold).ToHashSet(StringComparer.Ordinal);
        bool IsKnown(string text) => List.Value.Contains(text) || known.Contains(text);
        var core = folded.Trim([.. folded.Where(c => !char.IsLetter(c))]);
        var (before, after) = Around(folded, core);
        return IsKnown(folded)
            || IsPattern(folded)
            || (
                IsKnown(core)
                && (
                    before.Length + after.Length <= MostAround
                    || (before.Length == 0 && IsKnown(after))
                    || (after.Length == 0 && IsKnown(before))
                )
            );
    }

    private static (string Before, string After) Around(string text, string core)
    {
        var start = text.IndexOf(core, StringComparison.Ordinal);
        return (text[..start], text[(start + core.Length)..]);
    }

    /// <summary>
    /// Steps of one from character to character, all up, all down or none; or one short piece again and again.
    /// </summary>
    private static bool IsPattern(string text) => IsSequence(text) || IsRepetition(text);

    private static bool IsSequence(string text)
    {
        var steps = text.Zip(text.Skip(1), (one, next) => next - one).Distinct().ToList();
        return steps is [>= -1 and <= 1];
    }

    private static bool IsRepetition(string text) =>
        Enumerable
            .Range(1, Math.Min(PasswordRule.Shortest - 1, text.Length / 2))
            .Any(length =>
                text.Length % length == 0
                && Enumerable.Range(length, text.Length - length).All(i => text[i] == text[i - length])
            );

    private static string Fold(string text) => text.NormalizeAny(NormalizationForm.FormKC).ToLowerInvariant();

    private static IEnumerable<string> Read()
    {
        using var file = typeof(CommonPasswords).Assembly.GetManifestResourceStream(
            "LearnWeb.Resources.Passwords.common.txt"
        )!;
        using var reader = new StreamReader(file);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
