namespace LearnWeb.Models.Search;

/// <summary>
/// What a heading names. "Closing: the four-segment close" is about closing, and about the four-segment close;
/// "Sessions and tokens" about either. Who asks for a name wants this section before those that only mention it.
/// </summary>
internal static class SectionNames
{
    // For the index, signs at a name's first and last word that no text has: a phrase with both is the whole of a name,
    // and no part of a longer one.
    private static readonly char First = SignNames.Letter('<');
    private static readonly char Last = SignNames.Letter('>');

    private static readonly char[] Colons = [':', '：'];
    private static readonly char[] Commas = [',', '，', '、'];

    /// <summary>A name as the index has it, whatever its little words; empty for no words.</summary>
    internal static string Marked(IReadOnlyList<SearchToken> name) =>
        Marked(SearchTokens.Key(LittleWords.Without(name)));

    /// <summary>The same of words that are all part of the name, with a space between.</summary>
    internal static string Marked(string words)
    {
        var last = words.LastIndexOf(' ') + 1; // the sign would keep its ending from the index's stemmer
        return words.Length > 0 ? $"{First}{words[..last]}{PorterStemmer.Stem(words[last..])}{Last}" : "";
    }

    /// <summary>All names in a heading or title, as the index has them, with a space between.</summary>
    internal static string In(string heading)
    {
        var parts = heading.Split(Colons);
        return string.Join(
            ' ',
            parts
                .Concat(parts[0].Split(Commas))
                .Append(heading)
                .Distinct()
                .Select(SearchTokens.Read)
                .Concat(SplitAtJoints(SearchTokens.Read(parts[0])))
                .Select(Marked)
                .Distinct()
        );
    }

    private static IEnumerable<IReadOnlyList<SearchToken>> SplitAtJoints(IReadOnlyList<SearchToken> tokens)
    {
        var part = new List<SearchToken>();
        foreach (var token in tokens)
        {
            if (token.Text is "and" or "or" or "与" or "和")
            {
                yield return part;
                part = [];
            }
            else
            {
                part.Add(token);
            }
        }

        yield return part;
    }
}
