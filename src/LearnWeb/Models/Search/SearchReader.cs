using Microsoft.Data.Sqlite;

namespace LearnWeb.Models.Search;

/// <summary>One connection's prepared statements; not for two threads at once.</summary>
internal sealed class SearchReader : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SearchSections _sections;
    private readonly SqliteCommand _rankHeadings;
    private readonly SqliteCommand _rank;
    private readonly Stems _stems = new();

    internal SearchReader(SqliteConnection connection, SearchSections sections)
    {
        (_connection, _sections) = (connection, sections);

        // The title of a page, at its top, weighs as much as two headings. Numbers are in reading order, which decides
        // among equals.
        _rankHeadings = connection.Prepare(
            "SELECT rowid FROM headings WHERE headings MATCH $0 ORDER BY bm25(headings, 10, 5, 1), rowid"
        );

        // One word in a heading weighs as much as five in the text; what an aside says weighs next to nothing.
        _rank = connection.Prepare(
            "SELECT rowid FROM texts WHERE texts MATCH $0 ORDER BY bm25(texts, 1, 5, 1, 0.02, 0), rowid"
        );
    }

    /// <summary>
    /// The best hits of an attempt at a query, at most so many, and at most so many of one page: first the page whose
    /// title is the query, then the sections whose name it is, in reading order; then those that are found by their
    /// headings, then all by their words.
    /// </summary>
    internal SearchHits Find(SearchAttempt attempt, SearchQuery query, int most, int mostPerPage)
    {
        var highlighter = new Highlighter(attempt.Phrases, attempt.Prefixed, _stems);
        var hits = new List<SearchHit>();
        var seen = new HashSet<int>();
        var perPage = new Dictionary<int, int>();
        var (more, onlyAsides) = (false, true);
        foreach (var number in Candidates(attempt, query).Where(seen.Add))
        {
            var page = _sections.PageOf(number);
            var already = perPage.GetValueOrDefault(page);
            if (already < mostPerPage)
            {
                hits.Add(Show(number, highlighter));
                perPage[page] = already + 1;
                onlyAsides = onlyAsides && _sections.IsAside(number);
            }

            more = more || already == mostPerPage || hits.Count == most;
            if (hits.Count == most)
                break; // to ask for one more could start another ranking
        }

        LeadWithWhatExplains(hits);
        return new SearchHits(hits, more, onlyAsides);
    }

    public void Dispose()
    {
        _rank.Dispose();
        _rankHeadings.Dispose();
        _connection.Dispose();
    }

    // Ranking is what a common word costs, row by row: what has enough in its headings is not asked for its texts.
    private IEnumerable<int> Candidates(SearchAttempt attempt, SearchQuery query)
    {
        var candidates = _sections.Find(query.Names);
        if (attempt.InHeadings is { } headings)
            candidates = candidates.Concat(Numbers(_rankHeadings, headings));
        if (query.Identifiers.Length > 0)
            candidates = candidates.Concat(
                Numbers(_rank, $"({attempt.Match}) AND identifiers : \"{query.Identifiers}\"")
            );
        return candidates.Concat(Numbers(_rank, attempt.Match));
    }

    private static IEnumerable<int> Numbers(SqliteCommand command, string match)
    {
        using var rows = command.Set(match).ExecuteReader();
        while (rows.Read())
            yield return rows.GetInt32(0);
    }

    /// <summary>
    /// A lab's page that is not called what was asked for, which its few words may put first, gives way to the best
    /// note.
    /// </summary>
    private static void LeadWithWhatExplains(List<SearchHit> hits)
    {
        var note = hits.FindIndex(hit => hit.Kind == "note");
        if (note > 0 && hits[0].Kind == "lab" && !hits[0].HeadingParts.Any(part => part.Hit))
        {
            var best = hits[note];
            hits.RemoveAt(note);
            hits.Insert(0, best);
        }
    }

    private SearchHit Show(int number, Highlighter highlighter)
    {
        var (page, section, isTop) = _sections.Find(number);
        var (inHeading, inText) = (highlighter.In(section.Title), highlighter.In(section.Text));
        return new SearchHit(
            page.Kind,
            page.Slug,
            page.UrlOf(section),
            page.Title,
            section.Title,
            Snippet.Whole(section.Title, inHeading),
            isTop && inHeading.Count > 0 // the page as a whole is wanted
                ? Snippet.Beginning(section.Text, inText)
                : Snippet.Cut(section.Text, inText)
        );
    }
}

/// <summary>What an attempt found.</summary>
/// <param name="Hits">The best, best first.</param>
/// <param name="More">Whether others were left out, or may have been.</param>
/// <param name="OnlyAsides">Whether none of them explains anything: sources, quizzes and links elsewhere.</param>
internal sealed record SearchHits(IReadOnlyList<SearchHit> Hits, bool More, bool OnlyAsides);
