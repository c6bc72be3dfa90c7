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
    /// <summary>
    /// https is no plural of http: a letter that Unicode leaves to private use keeps its s from the stemmer.
    /// </summary>
    private const string Https = "https\uF873";

    private static readonly SearchValues<char> WhiteSpace = SearchValues.Create([
        .. Enumerable.Range(0, char.MaxValue).Select(c => (char)c).Where(char.IsWhiteSpace),
    ]);

    private enum Kind
    {
        Gap,
        Letter,
        Cjk,
    }

    /// <summary>Han of every plane with its iteration marks, kana, bopomofo and hangul.</summary>
    public static bool IsCjk(Rune rune) =>
        rune.Value switch
        {
            < 0x1100 => false,
            <= 0x11FF => true, // hangul jamo
            < 0x2E80 => false,
            <= 0x2FDF => true, // radicals
            >= 0x3005 and <= 0x3007 => true, // 々〆〇
            >= 0x3021 and <= 0x3029 => true, // Suzhou numerals
            >= 0x3031 and <= 0x303C => true,
            >= 0x3041 and <= 0x31BF => true, // kana, bopomofo, compatibility jamo
            >= 0x31F0 and <= 0x31FF => true,
            >= 0x3400 and <= 0x4DBF => true,
            >= 0x4E00 and <= 0xA4CF => true,
            >= 0xA960 and <= 0xA97F => true,
            >= 0xAC00 and <= 0xD7FF => true,
            >= 0xF900 and <= 0xFAFF => true,
            >= 0xFF66 and <= 0xFFDC => true, // half-width kana and jamo
            >= 0x1AFF0 and <= 0x1B16F => true, // kana supplements
            >= 0x20000 and <= 0x3FFFD => true, // the ideographic planes
            _ => false,
        };

    /// <summary>The tokens of a text, in simplified Chinese and compatibility composition (NFKC).</summary>
    public static IReadOnlyList<SearchToken> Read(string text)
    {
        var normal = Normalise(text);
        var tokens = new List<SearchToken>();
        var from = 0;
        foreach (var (start, end, cjk) in Parts(normal))
        {
            var gap =
                tokens.Count == 0 || normal.AsSpan(from, start - from).ContainsAny(WhiteSpace) ? TokenGap.Space
                : start > from ? TokenGap.Punctuation
                : TokenGap.None;
            tokens.Add(new SearchToken(WordOf(normal[start..end], cjk), cjk, gap));
            from = end;
        }

        return tokens;
    }

    /// <summary>The same as the index takes them in, with a space between.</summary>
    public static string IndexForm(string text)
    {
        var normal = Normalise(text);
        var form = new StringBuilder(normal.Length * 2);
        foreach (var (start, end, cjk) in Parts(normal))
        {
            if (cjk)
                form.Append(normal, start, end - start).Append(' ');
            else
                form.Append(WordOf(normal[start..end], cjk)).Append(' ');
        }

        return form.ToString();
    }

    /// <summary>What two texts share when they are the same words in the same order; empty for no words.</summary>
    public static string Key(string text) => Key(Read(text));

    internal static string Key(IEnumerable<SearchToken> tokens) => string.Join(' ', tokens.Select(token => token.Text));

    /// <summary>The same, whatever the words' endings.</summary>
    internal static string StemKey(IEnumerable<SearchToken> tokens) =>
        string.Join(' ', tokens.Select(token => PorterStemmer.Stem(token.Text)));

    /// <summary>What the index takes for the same word as this one, which a text has as it stands here.</summary>
    internal static string Stem(string written)
    {
        var word = Normalise(written);
        return PorterStemmer.Stem(WordOf(word, Rune.TryGetRuneAt(word, 0, out var rune) && IsCjk(rune)));
    }

    /// <summary>Where the words and the CJK characters of a text stand, as it is written.</summary>
    internal static IEnumerable<(int Start, int End, bool Cjk)> Parts(string text)
    {
        var word = -1; // where the word that is being read begins
        for (int at = 0, length = 1; at < text.Length; at += length)
        {
            var kind = KindAt(text, at, out length);
            if (kind == Kind.Letter)
            {
                word = word < 0 ? at : word;
                continue;
            }

            if (word >= 0)
                yield return (word, at, false);
            word = -1;
            if (kind == Kind.Cjk)
                yield return (at, at + length, true);
        }

        if (word >= 0)
            yield return (word, text.Length, false);
    }

    private static Kind KindAt(string text, int at, out int length)
    {
        var isRune = Rune.TryGetRuneAt(text, at, out var rune);
        length = rune.Utf16SequenceLength;
        if (rune.IsAscii)
            return Rune.IsLetterOrDigit(rune) || SignNames.IsPartOfOne(text, at) ? Kind.Letter : Kind.Gap;
        if (
            !isRune || Rune.GetUnicodeCategory(rune) is > UnicodeCategory.OtherNumber and not UnicodeCategory.PrivateUse
        )
            return Kind.Gap;
        return IsCjk(rune) ? Kind.Cjk : Kind.Letter;
    }

    private static string WordOf(string part, bool cjk)
    {
        if (cjk)
            return part;

        var word = SignNames.Fold(Ascii.IsValid(part) ? part : WithoutMarks(part)).ToLowerInvariant();
        return word == "https" ? Https : word;
    }

    private static string WithoutMarks(string word)
    {
        var letters = string.Concat(
            word.Normalize(NormalizationForm.FormD)
                .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
        );
        return letters.Length > 0 ? letters : word;
    }

    private static string Normalise(string text) =>
        Ascii.IsValid(text) ? text : TraditionalChinese.ToSimplified(text.NormalizeAny(NormalizationForm.FormKC));
}
