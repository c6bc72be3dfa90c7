namespace LearnWeb.Models.Search;

/// <summary>
/// What a heading names. "Closing: the four-segment close" is about closing, and about the four-segment close;
/// "Sessions and tokens" about either. Who asks for a name wants this section before those that only mention it.
/// </summary>
internal static class SectionNames
{
    private static readonly char[] Colons = [':', '：'];
    private static readonly char[] Commas = [',', '，', '、'];

    /// <summary>
    /// What two names share when they are the same words, whatever their endings and little words; empty for no words.
    /// </summary>
    internal static string Key(string name) => Key(SearchTokens.Read(name));

    internal static string Key(IReadOnlyList<SearchToken> tokens) => SearchTokens.StemKey(LittleWords.Without(tokens));

    /// <summary>The keys of all names in a heading or title.</summary>
    internal static IEnumerable<string> In(string heading)
    {
        var parts = heading.Split(Colons);
        return parts
            .Concat(parts[0].Split(Commas))
            .Append(heading)
            .Distinct()
            .Select(Key)
            .Concat(SplitAtJoints(SearchTokens.Read(parts[0])).Select(Key))
            .Where(key => key.Length > 0);
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
