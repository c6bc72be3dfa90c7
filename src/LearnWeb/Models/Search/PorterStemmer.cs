namespace LearnWeb.Models.Search;

/// <summary>
/// English words without their endings, by the rules of M. F. Porter, "An algorithm for suffix stripping" (Program
/// 14(3), 1980), as SQLite's <c>porter</c> tokenizer applies them: what it takes for one word is one word here.
/// </summary>
public static class PorterStemmer
{
    // SQLite leaves shorter and longer words as they are.
    private const int ShortestWord = 3;
    private const int LongestWord = 64;

    // Of each step the longest ending that fits decides, so longer ones come before those they end with.
    private static readonly (string Ending, string Instead)[] DoubleEndings = Pairs(
        """
        ational>ate tional>tion enci>ence anci>ance izer>ize logi>log bli>ble alli>al entli>ent eli>e ousli>ous
        ization>ize ation>ate ator>ate alism>al iveness>ive fulness>ful ousness>ous aliti>al iviti>ive
        biliti>ble
        """
    );

    private static readonly (string Ending, string Instead)[] Qualities = Pairs(
        "icate>ic ative> alize>al iciti>ic ical>ic ful> ness>"
    );

    private static readonly string[] LastEndings =
        "ement ance ence able ible ment ant ent ion ism ate iti ous ive ize al er ic ou".Split(' ');

    /// <summary>
    /// The stem of a word in lower case; a word with other letters than English ones keeps its ending.
    /// </summary>
    public static string Stem(string word)
    {
        if (word.Length is < ShortestWord or > LongestWord || !char.IsAsciiLetterLower(word[^1]))
            return word;

        word = WithoutPlural(word);
        word = WithoutPast(word);
        if (word.EndsWith('y') && HasVowel(word[..^1]))
            word = word[..^1] + "i";
        word = Replace(word, DoubleEndings);
        word = Replace(word, Qualities);
        return WithoutFinal(WithoutLast(word));
    }

    private static string WithoutPlural(string word) =>
        word switch
        {
            [.., 's', 's', 'e', 's'] or [_, .., 'i', 'e', 's'] => word[..^2],
            [.., 's', 's'] => word,
            [.., 's'] => word[..^1],
            _ => word,
        };

    private static string WithoutPast(string word)
    {
        if (word.EndsWith("eed", StringComparison.Ordinal))
            return Measure(word[..^3]) > 0 ? word[..^1] : word;

        var stem =
            word.EndsWith("ed", StringComparison.Ordinal) ? word[..^2]
            : word.EndsWith("ing", StringComparison.Ordinal) ? word[..^3]
            : "";
        if (!HasVowel(stem))
            return word;

        return stem switch
        {
            [.., 'a', 't'] or [.., 'b', 'l'] or [.., 'i', 'z'] => stem + "e",
            [.., not ('l' or 's' or 'z')] when EndsInDouble(stem) => stem[..^1],
            _ => Measure(stem) == 1 && EndsLikeHop(stem) ? stem + "e" : stem,
        };
    }

    private static string Replace(string word, (string Ending, string Instead)[] endings)
    {
        foreach (var (ending, instead) in endings)
        {
            if (word.EndsWith(ending, StringComparison.Ordinal))
                return Measure(word[..^ending.Length]) > 0 ? word[..^ending.Length] + instead : word;
        }

        return word;
    }

    private static string WithoutLast(string word)
    {
        var ending = Array.Find(LastEndings, ending => word.EndsWith(ending, StringComparison.Ordinal));
        if (ending is null)
            return word;

        var stem = word[..^ending.Length];
        return Measure(stem) > 1 && (ending != "ion" || stem[^1] is 's' or 't') ? stem : word;
    }

    private static string WithoutFinal(string word)
    {
        if (word.EndsWith('e'))
        {
            var stem = word[..^1];
            var measure = Measure(stem);
            word = measure > 1 || (measure == 1 && !EndsLikeHop(stem)) ? stem : word;
        }

        return word.EndsWith("ll", StringComparison.Ordinal) && Measure(word[..^1]) > 1 ? word[..^1] : word;
    }

    private static bool IsConsonant(string word, int at) =>
        word[at] switch
        {
            'a' or 'e' or 'i' or 'o' or 'u' => false,
            'y' => at == 0 || !IsConsonant(word, at - 1),
            _ => true,
        };

    private static bool HasVowel(string word)
    {
        for (var at = 0; at < word.Length; at++)
        {
            if (!IsConsonant(word, at))
                return true;
        }

        return false;
    }

    /// <summary>Porter's m: how often a consonant follows a vowel.</summary>
    private static int Measure(string word)
    {
        var measure = 0;
        for (var at = 1; at < word.Length; at++)
            measure += IsConsonant(word, at) && !IsConsonant(word, at - 1) ? 1 : 0;
        return measure;
    }

    private static bool EndsInDouble(string word) =>
        word.Length > 1 && word[^1] == word[^2] && IsConsonant(word, word.Length - 1);

    /// <summary>Porter's *o: consonant, vowel, and a consonant other than w, x and y.</summary>
    private static bool EndsLikeHop(string word) =>
        word.Length > 2
        && word[^1] is not ('w' or 'x' or 'y')
        && IsConsonant(word, word.Length - 1)
        && !IsConsonant(word, word.Length - 2)
        && IsConsonant(word, word.Length - 3);

    private static (string Ending, string Instead)[] Pairs(string pairs) =>
        [
            .. pairs
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                .Select(pair => pair.Split('>'))
                .Select(pair => (pair[0], pair[1])),
        ];
}
