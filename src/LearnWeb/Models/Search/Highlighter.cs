using System.Collections.Concurrent;

namespace LearnWeb.Models.Search;

/// <summary>
/// Finds what was asked for in texts as their authors wrote them, word by word: a word is the one that the index takes
/// for the same.
/// </summary>
/// <param name="phrases">Each as tokens with a space between.</param>
/// <param name="prefixed">The one whose last token may go on, or <c>null</c>.</param>
/// <param name="stems">Of the words seen before.</param>
internal sealed class Highlighter(IEnumerable<string> phrases, string? prefixed, Stems stems)
{
    private readonly List<Phrase> _phrases =
    [
        .. phrases.Select(phrase => new Phrase([.. phrase.Split(' ').Select(PorterStemmer.Stem)], phrase == prefixed)),
    ];

    private sealed record Phrase(string[] Stems, bool Prefixed);

    private readonly record struct Token(int Start, int End, string Stem);

    /// <summary>Where they stand, from the beginning on, none overlapping another.</summary>
    internal List<Range> In(string text)
    {
        var tokens = SearchTokens
            .Parts(text)
            .Select(part => new Token(part.Start, part.End, stems.Of(text.AsSpan(part.Start, part.End - part.Start))))
            .ToList();
        var found = new List<Range>();
        var end = 0; // of the last one found, in tokens
        for (var i = 0; i < tokens.Count; i++)
        {
            var length = LongestAt(tokens, i);
            if (length == 0 || i + length <= end)
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
            if (phrase.Stems.Length > longest && IsAt(phrase, tokens, start))
                longest = phrase.Stems.Length;
        }

        return longest;
    }

    private static bool IsAt(Phrase phrase, List<Token> tokens, int start)
    {
        if (start + phrase.Stems.Length > tokens.Count)
            return false;

        for (var i = 0; i < phrase.Stems.Length; i++)
        {
            var (wanted, stem) = (phrase.Stems[i], tokens[start + i].Stem);
            var mayGoOn = phrase.Prefixed && i == phrase.Stems.Length - 1;
            if (mayGoOn ? !stem.StartsWith(wanted, StringComparison.Ordinal) : stem != wanted)
                return false;
        }

        return true;
    }
}

/// <summary>
/// The stems of words, as texts write them: to take one apart costs a hundred times as much. For any number of threads.
/// </summary>
internal sealed class Stems
{
    private readonly ConcurrentDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _known =
        new ConcurrentDictionary<string, string>().GetAlternateLookup<ReadOnlySpan<char>>();

    internal string Of(ReadOnlySpan<char> written)
    {
        if (!_known.TryGetValue(written, out var stem))
            _known[written] = stem = SearchTokens.Stem(written.ToString());
        return stem;
    }
}
