using System.Buffers;
using System.Globalization;
using System.Text;

namespace LearnWeb.Models.Search;

/// <summary>One word, or one Chinese, Japanese or Korean character.</summary>
/// <param name="Text">The word in lower case, without diacritics.</param>
/// <param name="Cjk">Whether it is a single CJK character.</param>
/// <param name="Gap">What stands between it and the token before.</param>
public readonly record struct SearchToken(string Text, bool Cjk, TokenGap Gap);

/// <summary>What separates a token from the one before.</summary>
public enum TokenGap
{
    /// <summary>Nothing: 令 in <c>JWT令</c>.</summary>
    None,

    /// <summary>Characters that are neither white space nor part of a token: <c>-</c>.</summary>
    Punctuation,

    /// <summary>White space, perhaps with more, or the start of the text.</summary>
    Space,
}

/// <summary>
/// How text falls into tokens, for the index, for queries and for what is marked in a hit. A run of letters and digits
/// is a word; a CJK character is a token of its own, since Chinese is written without spaces.
/// </summary>
public static class SearchTokens
{
    private static readonly SearchValues<char> WhiteSpace = SearchValues.Create([
        .. Enumerable.Range(0, char.MaxValue).Select(c => (char)c).Where(char.IsWhiteSpace),
    ]);

    /// <summary>The tokens of a text, in simplified Chinese and compatibility composition (NFKC).</summary>
    public static IReadOnlyList<SearchToken> Read(string text)
    {
        var normal = Normalise(text);
        var tokens = new List<SearchToken>();
        var from = 0;
        foreach (var (start, end, cjk) in PartsOf(normal))
        {
            var gap =
                tokens.Count == 0 || normal.AsSpan(from, start - from).ContainsAny(WhiteSpace) ? TokenGap.Space
                : start > from ? TokenGap.Punctuation
                : TokenGap.None;
            tokens.Add(new SearchToken(WordForm(normal.AsSpan(start, end - start)).ToString(), cjk, gap));
            from = end;
        }

        return tokens;
    }

    /// <summary>The same as the index takes them in, with a space after each.</summary>
    public static string IndexForm(string text)
    {
        var normal = Normalise(text);
        var form = new StringBuilder(normal.Length * 2);
        foreach (var (start, end, _) in PartsOf(normal))
            form.Append(WordForm(normal.AsSpan(start, end - start))).Append(' ');
        return form.ToString();
    }

    /// <summary>What two texts share when they are the same words in the same order; empty for no words.</summary>
    public static string Key(string text) => IndexForm(text).TrimEnd();

    internal static string Key(IEnumerable<SearchToken> tokens) => string.Join(' ', tokens.Select(token => token.Text));

    /// <summary>The same, whatever the words' endings.</summary>
    internal static string StemKey(IEnumerable<SearchToken> tokens) =>
        string.Join(' ', tokens.Select(token => PorterStemmer.Stem(token.Text)));

    /// <summary>What the index takes for the same word as this one, which a text has as it stands here.</summary>
    internal static string Stem(string written) => PorterStemmer.Stem(WordForm(Normalise(written)).ToString());

    /// <summary>Where the words and the CJK characters of a text stand, as it is written.</summary>
    internal static IEnumerable<(int Start, int End, bool Cjk)> Parts(string text) => PartsOf(SignNames.Fold(text));

    private static IEnumerable<(int Start, int End, bool Cjk)> PartsOf(string text)
    {
        var word = -1; // where the word that is being read begins
        for (int at = 0, length = 1; at < text.Length; at += length)
        {
            if (IsLetter(text, at, out var cjk, out length) && !cjk)
            {
                word = word < 0 ? at : word;
                continue;
            }

            if (word >= 0)
                yield return (word, at, false);
            word = -1;
            if (cjk)
                yield return (at, at + length, true);
        }

        if (word >= 0)
            yield return (word, text.Length, false);
    }

    private static bool IsLetter(string text, int at, out bool cjk, out int length)
    {
        (cjk, length) = (false, 1);
        if (char.IsAscii(text[at]))
            return char.IsAsciiLetterOrDigit(text[at]);

        var isRune = Rune.TryGetRuneAt(text, at, out var rune);
        length = rune.Utf16SequenceLength;
        var isLetter =
            isRune && Rune.GetUnicodeCategory(rune) is <= UnicodeCategory.OtherNumber or UnicodeCategory.PrivateUse;
        cjk = isLetter && IsCjk(rune);
        return isLetter;
    }

    /// <summary>Of letters: Han of every plane with its iteration marks, kana, bopomofo and hangul.</summary>
    private static bool IsCjk(Rune letter) =>
        letter.Value
            is (>= 0x1100 and <= 0x11FF) // hangul jamo
                or (>= 0x2E80 and <= 0xA4CF)
                or (>= 0xA960 and <= 0xA97F)
                or (>= 0xAC00 and <= 0xD7FF) // hangul
                or (>= 0xF900 and <= 0xFAFF)
                or (>= 0xFF66 and <= 0xFFDC) // half-width kana and jamo
                or (>= 0x1AFF0 and <= 0x1B16F) // kana supplements
                or (>= 0x20000 and <= 0x3FFFD); // the ideographic planes

    /// <summary>
    /// Without diacritics. And https is no plural of http: a letter that Unicode leaves to private use keeps its s from
    /// the stemmer.
    /// </summary>
    private static ReadOnlySpan<char> WordForm(ReadOnlySpan<char> part) =>
        !Ascii.IsValid(part) ? WithoutMarks(part.ToString())
        : part is "https" ? "https\uF873"
        : part;

    private static string WithoutMarks(string part)
    {
        if (Rune.TryGetRuneAt(part, 0, out var rune) && IsCjk(rune))
            return part;

        var letters = string.Concat(
            part.Normalize(NormalizationForm.FormD)
                .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
        );
        return letters.Length > 0 ? letters.ToLowerInvariant() : part;
    }

    private static string Normalise(string text) =>
        SignNames
            .Fold(
                Ascii.IsValid(text)
                    ? text
                    : TraditionalChinese.ToSimplified(text.NormalizeAny(NormalizationForm.FormKC))
            )
            .ToLowerInvariant();
}
