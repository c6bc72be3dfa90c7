using System.Buffers;
using System.Text;

namespace LearnWeb.Models.Search;

/// <summary>
/// Finds what was asked for in texts as their authors wrote them. The index could mark it too, but would look every
/// phrase up again for each text, which costs five times as much. Not for two threads at once.
/// </summary>
internal sealed class Highlighter
{
    private readonly List<Phrase> _phrases;
    private readonly SearchValues<char> _beginnings;
    private readonly Dictionary<string, string> _stems = [];
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _stemsBySpan;

    /// <param name="phrases">Each as tokens with a space between.</param>
    /// <param name="prefixed">The one whose last token may go on, or <c>null</c>.</param>
    internal Highlighter(IEnumerable<string> phrases, string? prefixed)
    {
        _phrases =
        [
            .. phrases.Select(phrase => new Phrase(
                [.. phrase.Split(' ').Select(SearchTokens.Stem)],
                phrase == prefixed
            )),
        ];
        _beginnings = SearchValues.Create([.. _phrases.SelectMany(phrase => phrase.Tokens).Select(token => token[0])]);
        _stemsBySpan = _stems.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    private sealed record Phrase(string[] Tokens, bool Prefixed);

    /// <summary>
    /// A word, or a CJK character; its stem is <c>null</c> where it cannot be one that is looked for.
    /// </summary>
    private readonly record struct Token(int Start, int End, string? Stem);

    /// <summary>Where they stand, from the beginning on, none overlapping another.</summary>
    internal List<Range> In(string text)
    {
        var tokens = Read(text);
        var found = new List<Range>();
        var end = 0; // of the last one found, in tokens
        for (var i = 0; i < tokens.Count; i++)
        {
            var length = tokens[i].Stem is null ? 0 : LongestAt(tokens, i);
            if (i + length <= end || length == 0)
                continue;

            if (i < end)
                found[^1] = found[^1].Start..tokens[i + length - 1].End;
            else
                found.Add(tokens[i].Start..tokens[i + length - 1].End);
            end = i + length;
        }

        return found;
    }

    private int LongestAt(List<Token> tokens, int start)
    {
        var longest = 0;
        foreach (var phrase in _phrases)
        {
            if (
                phrase.Tokens.Length > longest
                && start + phrase.Tokens.Length <= tokens.Count
                && IsAt(phrase, tokens, start)
            )
                longest = phrase.Tokens.Length;
        }

        return longest;
    }

    private static bool IsAt(Phrase phrase, List<Token> tokens, int start)
    {
        for (var i = 0; i < phrase.Tokens.Length; i++)
        {
            var (wanted, stem) = (phrase.Tokens[i], tokens[start + i].Stem);
            if (
                wanted != stem
                && !(
                    phrase.Prefixed
                    && i == phrase.Tokens.Length - 1
                    && stem?.StartsWith(wanted, StringComparison.Ordinal) == true
                )
            )
                return false;
        }

        return true;
    }

    private List<Token> Read(string text)
    {
        var tokens = new List<Token>(text.Length / 2);
        var at = 0;
        while (at < text.Length)
        {
            var start = at;
            var isCjk = false;
            while (
                at < text.Length && SearchTokens.PartAt(text, at, out var length, out isCjk) && !(isCjk && at > start)
            )
            {
                at += length;
                if (isCjk)
                    break;
            }

            if (at == start)
                at += char.IsSurrogatePair(text, at) ? 2 : 1;
            else
                tokens.Add(new Token(start, at, StemOf(text.AsSpan(start, at - start))));
        }

        return tokens;
    }

    private string? StemOf(ReadOnlySpan<char> word)
    {
        // No ending begins a word, so its first letter tells whether it is worth a closer look: of few it is.
        var first = char.IsAsciiLetterOrDigit(word[0])
            ? char.ToLowerInvariant(word[0])
            : SignNames.Fold(word[..1].ToString())[0];
        var isTelling =
            first < '\u0080'
            || (first is >= '\u3400' and < '\uA000' && !TraditionalChinese.IsTraditional(new Rune(first)));
        if (isTelling && !_beginnings.Contains(first))
            return null;
        if (!_stemsBySpan.TryGetValue(word, out var stem))
            _stemsBySpan[word] = stem = SearchTokens.Stem(word.ToString());
        return stem;
    }
}
