using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LearnWeb.Models.Search;

/// <summary>One word, or one Chinese, Japanese or Korean character, of a query.</summary>
/// <param name="Text">The word in lower case.</param>
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
/// How text falls into tokens. SQLite's <c>unicode61</c> takes a run of letters and digits for one word, which
/// would make a Chinese sentence one word; so every CJK character is set apart and is a token of its own.
/// </summary>
public static partial class SearchTokens
{
    /// <summary>Unit separator: no token character for SQLite, and never in stored text for another reason.</summary>
    internal const char Separator = '\u001F';

    /// <summary>
    /// Record separator: for the index the last letter of a word that is no plural, though it ends in s. It makes https
    /// another word than http.
    /// </summary>
    internal const char NoPlural = '\u001E';

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

    /// <summary>
    /// The text as it is stored in the index: without control characters other than tab and line ends, with a
    /// <see cref="Separator"/> on both sides of every CJK character that touches another letter or digit, and
    /// <see cref="NoPlural"/> after https. Without them it is the original again.
    /// </summary>
    public static string IndexForm(string text)
    {
        var form = new StringBuilder(text.Length * 2);
        var (previousIsToken, previousIsCjk) = (false, false);
        var at = 0;
        foreach (var written in text.EnumerateRunes())
        {
            var rune = RuneAt(text, at, written);
            at += written.Utf16SequenceLength;
            if (rune.Value is < 0x20 and not ('\t' or '\n' or '\r') or (>= 0x7F and < 0xA0))
                continue;

            var isToken = IsTokenPart(rune);
            var isCjk = isToken && IsCjk(rune);
            if (isToken && previousIsToken && (isCjk || previousIsCjk))
                form.Append(Separator);

            form.Append(rune);
            (previousIsToken, previousIsCjk) = (isToken, isCjk);
        }

        return Https().Replace(form.ToString(), $"$0{NoPlural}");
    }

    /// <summary>The text of which this is the index form.</summary>
    internal static string Original(string indexForm) =>
        SignNames.Unfold(
            indexForm
                .Replace($"{Separator}", "", StringComparison.Ordinal)
                .Replace($"{NoPlural}", "", StringComparison.Ordinal)
        );

    /// <summary>
    /// The index form of the text in Unicode's compatibility composition (NFKC) and simplified Chinese, so that
    /// full-width ＴＣＰ is found by TCP and 會話 by 会话; empty if that would change no letter or digit, which is almost
    /// always so.
    /// </summary>
    public static string CompatibilityForm(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is < 0xA0 or (>= 0x3040 and < 0x3130))
                continue; // nothing there changes, and asking for each character is slow

            var isHan = rune.Value is >= 0x3400 and < 0xA000;
            if (
                isHan
                    ? TraditionalChinese.IsTraditional(rune)
                    : IsTokenPart(rune) && !rune.ToString().IsNormalized(NormalizationForm.FormKC)
            )
                return IndexForm(Normalise(text));
        }

        return "";
    }

    /// <summary>The tokens of a query or of a synonym, after normalisation, in order.</summary>
    public static IReadOnlyList<SearchToken> Read(string text)
    {
        var tokens = new List<SearchToken>();
        var word = new StringBuilder();
        var gap = TokenGap.Space;

        void EndWord()
        {
            if (word.Length == 0)
                return;
            tokens.Add(new SearchToken(word.ToString(), false, gap));
            word.Clear();
            gap = TokenGap.None;
        }

        var normal = Normalise(text);
        var at = 0;
        foreach (var written in normal.EnumerateRunes())
        {
            var rune = RuneAt(normal, at, written);
            at += written.Utf16SequenceLength;
            if (!IsTokenPart(rune))
            {
                EndWord();
                var wider = Rune.IsWhiteSpace(rune) ? TokenGap.Space : TokenGap.Punctuation;
                gap = wider > gap ? wider : gap;
            }
            else if (IsCjk(rune))
            {
                EndWord();
                tokens.Add(new SearchToken(rune.ToString(), true, gap));
                gap = TokenGap.None;
            }
            else
            {
                word.Append(Rune.ToLowerInvariant(rune));
            }
        }

        EndWord();
        return tokens;
    }

    /// <summary>What two texts share when they are the same words in the same order; empty for no words.</summary>
    public static string Key(string text) => Key(Read(text));

    internal static string Key(IEnumerable<SearchToken> tokens) => string.Join(' ', tokens.Select(token => token.Text));

    /// <summary>The same, whatever the words' endings.</summary>
    internal static string StemKey(IEnumerable<SearchToken> tokens) =>
        string.Join(' ', tokens.Select(token => Stem(token.Text)));

    /// <summary>
    /// What the index takes for the same word as this one: without case, diacritics and English endings.
    /// </summary>
    internal static string Stem(string word)
    {
        word = SignNames.Fold(word);
        if (!Ascii.IsValid(word))
            word = Normalise(word);
        if (!Ascii.IsValid(word) && !IsCjk(Rune.GetRuneAt(word, 0)))
            word = WithoutMarks(word);
        word = word.ToLowerInvariant();
        return word == "https" ? word : PorterStemmer.Stem(word);
    }

    /// <summary>
    /// Whether a letter or digit stands here in a text, its length in UTF-16 code units, and whether it is CJK.
    /// </summary>
    internal static bool PartAt(string text, int at, out int length, out bool isCjk)
    {
        var isRune = Rune.TryGetRuneAt(text, at, out var rune);
        length = rune.Utf16SequenceLength;
        isCjk = isRune && IsCjk(rune);
        return isRune && (IsTokenPart(rune) || SignNames.LetterAt(text, at) is not null);
    }

    /// <summary>The character that stands here in a text, or the letter that stands for it.</summary>
    private static Rune RuneAt(string text, int at, Rune written) =>
        SignNames.LetterAt(text, at) is { } letter ? new Rune(letter) : written;

    private static string WithoutMarks(string word)
    {
        var letters = string.Concat(
            word.Normalize(NormalizationForm.FormD)
                .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
        );
        return letters.Length > 0 ? letters : word;
    }

    private static string Normalise(string text) =>
        TraditionalChinese.ToSimplified(text.NormalizeAny(NormalizationForm.FormKC));

    [GeneratedRegex(
        @"(?<![\p{L}\p{M}\p{N}\p{Co}])https(?![\p{L}\p{M}\p{N}\p{Co}])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Https();

    private static bool IsTokenPart(Rune rune) =>
        rune.IsAscii
            ? Rune.IsLetterOrDigit(rune)
            : Rune.GetUnicodeCategory(rune) is <= UnicodeCategory.OtherNumber or UnicodeCategory.PrivateUse;
}
