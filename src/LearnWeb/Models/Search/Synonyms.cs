using LearnWeb.Models.Notes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace LearnWeb.Models.Search;

/// <summary>Groups of terms that mean the same to a reader: who asks for one also finds the others.</summary>
public sealed class Synonyms
{
    /// <summary>No groups: every term stands for itself.</summary>
    public static readonly Synonyms None = new([]);

    /// <summary>More would be no names but noise.</summary>
    private const int MostJoinedNames = 20_000;

    // By the words' stems: "gateways" and "signing out" are found by "gateway" and "sign out".
    private readonly Dictionary<string, List<string>> _group;
    private int _longest;

    private Synonyms(Dictionary<string, List<string>> group) => _group = new(group);

    /// <summary>Reads <c>content/synonyms.yml</c>: a list of lists of terms; an empty file is no groups.</summary>
    /// <exception cref="ContentException">It is not YAML, not a list of lists of two or more terms, or a term has
    /// no letter and no digit.</exception>
    public static Synonyms Parse(string yaml)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException e)
        {
            // For YamlDotNet the end of the file is a line of its own.
            var line = Math.Min((int)e.Start.Line, yaml.TrimEnd().Count('\n'.Equals) + 1);
            throw new ContentException(line, $"This is not YAML: {e.Message} Write one \"- [term, term]\" a line.");
        }

        var synonyms = new Synonyms([]);
        if (stream.Documents.Count > 1)
            throw Mistake(stream.Documents[1].RootNode, "The file has a second document. Keep all groups in one list.");
        if (stream.Documents.Count == 0 || stream.Documents[0].RootNode is YamlScalarNode { Value: null or "" })
            return synonyms;
        if (stream.Documents[0].RootNode is not YamlSequenceNode groups)
            throw Mistake(stream.Documents[0].RootNode, "The file is not a list. Begin every group with \"- \".");

        foreach (var node in groups)
        {
            if (node is not YamlSequenceNode { Children.Count: >= 2 } group)
                throw Mistake(node, "A group is a list of two or more terms. Write it as \"- [term, term]\".");
            synonyms.Add([.. group.Select(ReadTerm).DistinctBy(StemKey)]);
        }

        return synonyms;
    }

    /// <summary>
    /// The same, and names of several words (<see cref="JoinedNames"/>) as those write them who leave out what joins
    /// them: <c>setcookie</c> is <c>Set-Cookie</c>. Who asks for the name as it is written is not led to the other.
    /// </summary>
    internal Synonyms With(IEnumerable<string> joinedNames)
    {
        var synonyms = new Synonyms(_group) { _longest = Math.Max(_longest, 1) };
        foreach (var name in joinedNames.Select(SearchTokens.Key).Distinct().Take(MostJoinedNames))
        {
            var joined = name.Replace(" ", "", StringComparison.Ordinal);
            synonyms._group.TryAdd(StemKey(joined), [joined, name]);
        }

        return synonyms;
    }

    /// <summary>
    /// The longest term that begins with the token at <paramref name="start"/>, whatever its case and its words'
    /// endings.
    /// </summary>
    /// <returns>How many tokens it has, 0 for none, and all terms that mean the same, itself first, each as its
    /// tokens with a space between.</returns>
    internal (int Length, IReadOnlyList<string> Terms) Find(IReadOnlyList<SearchToken> tokens, int start)
    {
        for (var length = Math.Min(_longest, tokens.Count - start); length > 0; length--)
        {
            if (_group.TryGetValue(SearchTokens.StemKey(tokens.Skip(start).Take(length)), out var terms))
                return (length, terms);
        }

        return (0, []);
    }

    // A term in two groups means what both say, but does not make the two groups one.
    private void Add(List<string> terms)
    {
        foreach (var term in terms)
        {
            if (!_group.TryGetValue(StemKey(term), out var known))
                _group[StemKey(term)] = known = [term];
            known.AddRange(terms.ExceptBy(known.Select(StemKey), StemKey).ToList());
            _longest = Math.Max(_longest, term.Count(' '.Equals) + 1);
        }
    }

    private static string StemKey(string term) => SearchTokens.StemKey(SearchTokens.Read(term));

    private static string ReadTerm(YamlNode node)
    {
        var key = node is YamlScalarNode { Value: { } term } ? SearchTokens.Key(term) : "";
        return key.Length > 0
            ? key
            : throw Mistake(
                node,
                "A term is a text with a letter or a digit. Quote what YAML takes for something else."
            );
    }

    private static ContentException Mistake(YamlNode node, string message) => new((int)node.Start.Line, message);
}
