using System.Text;
using System.Text.RegularExpressions;

namespace LearnWeb.Models.Search;

/// <summary>
/// What a reader typed, as FTS5 <c>MATCH</c> expressions. Nothing in a query is syntax: only its letters and digits
/// count, and only they, between quotation marks, reach an expression.
/// </summary>
public sealed partial class SearchQuery
{
    /// <summary>Tokens beyond these are left out: one character can become many under NFKC.</summary>
    private const int MostTokens = 100;

    /// <summary>Parts beyond these are left out of a relaxed search: each one costs a pass over the index.</summary>
    private const int MostPieces = 24;

    private readonly List<Term> _terms;

    private SearchQuery(string text, IReadOnlyList<SearchToken> tokens, List<Term> terms)
    {
        var telling = terms.FindAll(term => !term.Little);
        _terms = telling.Count > 0 ? telling : terms;
        Names = string.Join(
            " OR ",
            (_terms.Count == 1 ? _terms[0].Phrases : [])
                .Select(SectionNames.Marked)
                .Prepend(SectionNames.Marked(tokens))
                .Select(name => $"\"{name}\"")
        );
        Identifiers = JoinedNames.Identifiers(text);
    }

    /// <summary>One thing asked for: a phrase, or several that mean the same; tokens are separated by spaces.</summary>
    private sealed record Term(IReadOnlyList<string> Phrases, bool Cjk, bool Little = false);

    /// <summary>An FTS5 expression for the names (<see cref="SectionNames"/>) that are what the query says.</summary>
    internal string Names { get; }

    /// <summary>The words written with <c>_</c>, as the index has them, with a space between; empty for none.</summary>
    internal string Identifiers { get; }

    /// <summary>Reads any text at all; a text without letters and digits gives a query without attempts.</summary>
    public static SearchQuery Parse(string text, Synonyms synonyms)
    {
        var tokens = SearchTokens.Read(AsNotesWrite(text)).Take(MostTokens).ToList();
        var terms = new List<Term>();
        var i = 0;
        while (i < tokens.Count)
        {
            var (length, term) = Read(tokens, i, synonyms);
            terms.Add(term);
            i += length;
        }

        return new SearchQuery(text, tokens, terms);
    }

    /// <summary>
    /// What to try in this order until one finds something. The first asks for everything but little words, unless
    /// there is nothing else; then the last word may be unfinished; then phrases fall apart; at last any part will do.
    /// </summary>
    public IEnumerable<SearchAttempt> Attempts()
    {
        if (_terms.Count == 0)
            return [];

        var pieces = _terms.SelectMany(Pieces).DistinctBy(term => term.Phrases[0]).Take(MostPieces).ToList();
        return new[]
        {
            Attempt(" AND ", _terms, null) with
            {
                InHeadings = InHeadings,
            },
            Attempt(" AND ", _terms, _terms.FindLast(MayBeUnfinished)),
            Attempt(" AND ", pieces, null),
            Attempt(" OR ", pieces, pieces.FindLast(MayBeUnfinished)),
        }.DistinctBy(attempt => attempt.Match);
    }

    /// <summary><c>HTTP1.1</c> is HTTP/1.1, and <c>2*MSL</c> is 2MSL.</summary>
    private static string AsNotesWrite(string text) => Times().Replace(Version().Replace(text, "$0/"), "");

    // All that is asked for in a heading and its page's title together, and some of it in the heading: that a page is
    // about TCP does not make a heading of each section of it.
    private string InHeadings
    {
        get
        {
            var all = Join(" AND ", _terms, null);
            return _terms.Count == 1
                ? $"{{top heading}} : ({all})"
                : $"{{top heading title}} : ({all}) AND {{top heading}} : ({Join(" OR ", _terms, null)})";
        }
    }

    private static (int Length, Term Term) Read(List<SearchToken> tokens, int start, Synonyms synonyms)
    {
        var (length, phrases) = synonyms.Find(tokens, start);
        var little = LittleWords.LengthAt(tokens, start);
        if (length > 0 && length >= little)
            return (
                length,
                new Term(
                    phrases,
                    tokens[start].Cjk,
                    length == little || (length == 1 && LittleWords.Contains(tokens[start].Text))
                )
            );
        if (little > 0)
            return (little, LittleTerm(tokens.GetRange(start, little)));

        length = 1;
        while (
            start + length < tokens.Count
            && Continues(tokens[start + length - 1], tokens[start + length])
            && synonyms.Find(tokens, start + length).Length == 0
            && LittleWords.LengthAt(tokens, start + length) == 0
        )
            length++;

        var phrase = tokens.GetRange(start, length);
        if (phrase[0].Cjk && start > 0 && LittleWords.IsJoint(phrase[0]))
            return (1, LittleTerm(phrase[..1]));

        var isLittle = phrase[0].Cjk
            ? LittleWords.AreParticles(phrase)
            : length == 1 && LittleWords.Contains(phrase[0].Text);
        return (length, new Term([SearchTokens.Key(phrase)], phrase[0].Cjk, isLittle));
    }

    private static Term LittleTerm(List<SearchToken> tokens) =>
        new([SearchTokens.Key(tokens)], tokens[0].Cjk, Little: true);

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
            : tokens
                .Where(token => !LittleWords.Contains(token))
                .DefaultIfEmpty(tokens[0])
                .Select(token => new Term([token], false));
    }

    private static SearchAttempt Attempt(string by, List<Term> terms, Term? prefixed) =>
        new(Join(by, terms, prefixed), null, [.. terms.SelectMany(term => term.Phrases)], prefixed?.Phrases[0]);

    private static string Join(string by, List<Term> terms, Term? prefixed)
    {
        var match = new StringBuilder();
        foreach (var term in terms)
        {
            match
                .Append(match.Length > 0 ? by : "")
                .Append("(\"")
                .AppendJoin("\" OR \"", term.Phrases)
                .Append('"')
                .Append(ReferenceEquals(term, prefixed) ? " *)" : ")");
        }

        return match.ToString();
    }

    [GeneratedRegex(@"\b(HTTP|TLS|SSL)(?=[0-9]+\.[0-9])", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Version();

    [GeneratedRegex(@"(?<=[0-9])\s*[*×·]\s*(?=[A-Za-z]{2})", RegexOptions.None, 1000)]
    private static partial Regex Times();
}
