using System.Collections.Frozen;
using System.Text;

namespace LearnWeb.Models.Search;

/// <summary>
/// What a reader typed, as FTS5 <c>MATCH</c> expressions. Nothing in a query is syntax: only its letters and digits
/// count, and only they, between quotation marks, reach an expression.
/// </summary>
public sealed class SearchQuery
{
    /// <summary>Tokens beyond these are left out: one character can become many under NFKC.</summary>
    private const int MostTokens = 100;

    /// <summary>Parts beyond these are left out of a relaxed search: each one costs a pass over the index.</summary>
    private const int MostPieces = 24;

    // Words of a question that say nothing about its subject; as any other word while all are asked for.
    private static readonly FrozenSet<string> LittleWords = FrozenSet.Create(
        "a", "an", "and", "are", "at", "be", "by", "can", "do", "does", "for", "from", "how", "i", "in", "is", "it", "of", "on", "or",
        "the", "to", "was", "what", "when", "where", "which", "who", "why", "with");

    private readonly List<Term> _terms = [];

    private SearchQuery(string key) => Key = key;

    /// <summary>One thing asked for: a phrase, or several that mean the same; tokens are separated by spaces.</summary>
    private sealed record Term(IReadOnlyList<string> Phrases, bool Cjk);

    /// <summary>The query's words, to be compared with <see cref="SearchTokens.Key(string)"/> of a heading.</summary>
    public string Key { get; }

    /// <summary>Reads any text at all; a text without letters and digits gives a query without attempts.</summary>
    public static SearchQuery Parse(string text, Synonyms synonyms)
    {
        var tokens = SearchTokens.Read(text).Take(MostTokens).ToList();
        var query = new SearchQuery(SearchTokens.Key(tokens));
        for (var i = 0; i < tokens.Count;)
        {
            var (length, terms) = synonyms.Find(tokens, i);
            if (length == 0)
            {
                length = 1;
                while (i + length < tokens.Count
                    && Continues(tokens[i + length - 1], tokens[i + length])
                    && synonyms.Find(tokens, i + length).Length == 0)
                    length++;
                terms = [SearchTokens.Key(tokens.GetRange(i, length))];
            }

            query._terms.Add(new Term(terms, tokens[i].Cjk));
            i += length;
        }

        return query;
    }

    /// <summary>
    /// All that is asked for in a heading and its page's title together, and some of it in the heading: that a page is about TCP does
    /// not make a heading of each section of it.
    /// </summary>
    public string InHeadings => _terms.Count == 1
        ? $"{{top heading}} : ({Join(" AND ", _terms, prefixed: null)})"
        : $"({Join(" AND ", _terms, prefixed: null)}) AND {{top heading}} : ({Join(" OR ", _terms, prefixed: null)})";

    /// <summary>
    /// Expressions to try in this order until one finds something. The first asks for everything; then the last
    /// word may be unfinished; then phrases fall apart; at last any part will do.
    /// </summary>
    public IEnumerable<string> Attempts()
    {
        if (_terms.Count == 0)
            return [];

        var pieces = _terms.SelectMany(Pieces).DistinctBy(term => term.Phrases[0]).ToList();
        var telling = pieces.FindAll(term => !LittleWords.Contains(term.Phrases[0]));
        pieces = (telling.Count > 0 ? telling : pieces).Take(MostPieces).ToList();
        return new[]
        {
            Join(" AND ", _terms, prefixed: null),
            Join(" AND ", _terms, _terms.FindLast(MayBeUnfinished)),
            Join(" AND ", pieces, prefixed: null),
            Join(" OR ", pieces, pieces.FindLast(MayBeUnfinished)),
        }.Distinct();
    }

    // TIME_WAIT is one phrase, and so is a run of Chinese; "JWT 过期", "JWT过期" and "会话，令牌" are two.
    private static bool Continues(SearchToken before, SearchToken token) =>
        before.Cjk == token.Cjk && token.Gap <= (token.Cjk ? TokenGap.None : TokenGap.Punctuation);

    private static bool MayBeUnfinished(Term term) =>
        term is { Cjk: false, Phrases: [var phrase] } && phrase.Length - phrase.LastIndexOf(' ') - 1 >= 2;

    /// <summary>A phrase in parts: words, and overlapping pairs of Chinese characters (most words have two).</summary>
    private static IEnumerable<Term> Pieces(Term term)
    {
        var tokens = term.Phrases[0].Split(' ');
        if (term.Phrases.Count > 1 || tokens.Length < (term.Cjk ? 3 : 2))
            return [term];

        return term.Cjk
            ? tokens.Zip(tokens.Skip(1), (first, second) => new Term([$"{first} {second}"], true))
            : tokens.Select(token => new Term([token], false));
    }

    private static string Join(string by, List<Term> terms, Term? prefixed)
    {
        var match = new StringBuilder();
        foreach (var term in terms)
        {
            match.Append(match.Length > 0 ? by : "")
                .Append("(\"").AppendJoin("\" OR \"", term.Phrases).Append('"')
                .Append(ReferenceEquals(term, prefixed) ? " *)" : ")");
        }

        return match.ToString();
    }
}
