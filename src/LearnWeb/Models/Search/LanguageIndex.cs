using System.Text;
using LearnWeb.Models.Notes;
using Microsoft.Data.Sqlite;

namespace LearnWeb.Models.Search;

/// <summary>
/// The index of one language: what is a rare word in one is common in the other. A database in memory, to which each
/// search has a connection of its own. For any number of threads.
/// </summary>
internal sealed class LanguageIndex : IDisposable
{
    // In reading order.
    private const string Named = "SELECT rowid FROM headings WHERE headings MATCH $0 ORDER BY rowid";

    // The title of a page, at its top, weighs as much as two headings. Numbers are in reading order, which decides
    // among equals.
    private const string Headed =
        "SELECT rowid FROM headings WHERE headings MATCH $0 ORDER BY bm25(headings, 0, 0, 10, 5, 1), rowid";

    // One word in a heading weighs as much as five in the text; what an aside says weighs next to nothing.
    private const string Containing =
        "SELECT rowid FROM texts WHERE texts MATCH $0 ORDER BY bm25(texts, 1, 5, 1, 0.02, 0), rowid";

    // SQLite's "memdb" shares a database among the connections that name it, for as long as there is one; the slash
    // makes the name a shared one.
    private readonly string _database = $"file:/search-{Guid.NewGuid():N}?vfs=memdb";
    private readonly SqliteConnection _keeper;
    private readonly SearchSections _sections;
    private readonly Stems _stems = new();
    private volatile bool _isDisposed;

    /// <param name="pages">All pages in this language.</param>
    /// <param name="joinedNames">Is given all <see cref="JoinedNames"/> in the pages.</param>
    /// <param name="cancellation">Gives up building.</param>
    internal LanguageIndex(
        IEnumerable<SearchDocument> pages,
        HashSet<string> joinedNames,
        CancellationToken cancellation
    )
    {
        using var writer = Open("file:build?vfs=memdb", pooled: false);
        _sections = SearchIndexWriter.Write(writer, pages, joinedNames, cancellation);
        _keeper = Open(_database, pooled: false);
        writer.Run($"VACUUM INTO '{_database}'"); // leaves behind what merging took
    }

    /// <summary>
    /// The best hits of an attempt at a query, at most so many, and at most so many of one page: first the page whose
    /// title is the query, then the sections whose name it is, in reading order; then those that are found by their
    /// headings, then all by their words.
    /// </summary>
    /// <exception cref="ObjectDisposedException">This index has been disposed of; there is a newer one.</exception>
    internal SearchHits Find(SearchAttempt attempt, SearchQuery query, int most, int mostPerPage)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        try
        {
            using var connection = Open(_database);
            return Choose(Candidates(connection, attempt, query), attempt, most, mostPerPage);
        }
        catch (SqliteException e) when (_isDisposed)
        {
            throw new ObjectDisposedException("The search index has been disposed of.", e); // and with it the tables
        }
    }

    /// <summary>Frees the memory; searches that are under way finish first on their own.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        SqliteConnection.ClearPool(Connection(_database));
        _keeper.Dispose();
    }

    // Ranking is what a common word costs, row by row: what has enough in its headings is not asked for its texts.
    private static IEnumerable<int> Candidates(SqliteConnection connection, SearchAttempt attempt, SearchQuery query)
    {
        var candidates = Numbers(connection, Named, $"page : ({query.Names})")
            .Concat(Numbers(connection, Named, $"part : ({query.Names})"));
        if (attempt.InHeadings is { } headings)
            candidates = candidates.Concat(Numbers(connection, Headed, headings));
        if (query.Identifiers.Length > 0)
            candidates = candidates.Concat(
                Numbers(connection, Containing, $"({attempt.Match}) AND identifiers : \"{query.Identifiers}\"")
            );
        return candidates.Concat(Numbers(connection, Containing, attempt.Match));
    }

    private static IEnumerable<int> Numbers(SqliteConnection connection, string select, string match)
    {
        using var command = connection.Prepare(select);
        using var rows = command.Set(match).ExecuteReader();
        while (rows.Read())
            yield return rows.GetInt32(0);
    }

    private SearchHits Choose(IEnumerable<int> candidates, SearchAttempt attempt, int most, int mostPerPage)
    {
        var highlighter = new Highlighter(attempt.Phrases, attempt.Prefixed, _stems);
        var hits = new List<SearchHit>();
        var pages = new Dictionary<int, (IReadOnlyList<Section> Sections, int Hits)>();
        var (more, onlyAsides) = (false, true);
        foreach (var number in candidates.Distinct())
        {
            var page = _sections.PageOf(number);
            var (sections, already) = pages.GetValueOrDefault(page);
            if (already < mostPerPage)
            {
                sections ??= _sections.Page(page).FromTheTop();
                hits.Add(Show(_sections.Page(page), sections, _sections.PlaceOf(number), highlighter));
                pages[page] = (sections, already + 1);
                onlyAsides = onlyAsides && _sections.IsAside(number);
            }

            more = more || already == mostPerPage || hits.Count == most;
            if (hits.Count == most)
                break; // to ask for one more could start another ranking
        }

        return new SearchHits(hits, more, onlyAsides);
    }

    private static SearchHit Show(
        SearchDocument page,
        IReadOnlyList<Section> sections,
        int place,
        Highlighter highlighter
    )
    {
        var section = sections[place];
        var (title, text) = (Shown(section.Title), Shown(section.Text));
        var (inHeading, inText) = (highlighter.In(title), highlighter.In(text));
        return new SearchHit(
            page.Kind,
            page.Slug,
            page.UrlOf(section),
            page.Title,
            title,
            Snippet.Whole(title, inHeading),
            place == 0 && inHeading.Count > 0 // the page as a whole is wanted
                ? Snippet.Beginning(text, inText)
                : Snippet.Cut(text, inText)
        );
    }

    // Without control characters, and with U+FFFD for half a surrogate pair.
    private static string Shown(string text) =>
        text.Any(c => char.IsControl(c) || char.IsSurrogate(c))
            ? string.Concat(
                text.EnumerateRunes().Where(rune => !Rune.IsControl(rune) || rune.Value is '\t' or '\n' or '\r')
            )
            : text;

    private static SqliteConnection Open(string database, bool pooled = true)
    {
        var connection = Connection(database, pooled);
        connection.Open();
        return connection;
    }

    private static SqliteConnection Connection(string database, bool pooled = true) =>
        new($"Data Source={database};Pooling={pooled}");
}

/// <summary>What an attempt found.</summary>
/// <param name="Hits">The best, best first.</param>
/// <param name="More">Whether others were left out, or may have been.</param>
/// <param name="OnlyAsides">Whether none of them explains anything: sources, quizzes and links elsewhere.</param>
internal sealed record SearchHits(IReadOnlyList<SearchHit> Hits, bool More, bool OnlyAsides);
