using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace LearnWeb.Models.Search;

/// <summary>One connection's prepared statements for one language; not for two threads at once.</summary>
internal sealed class SearchReader : IDisposable
{
    private readonly SqliteCommand _named;
    private readonly SqliteCommand _rankHeadings;
    private readonly SqliteCommand _rank;
    private readonly SqliteCommand _show;

    internal SearchReader(SqliteConnection connection, string language)
    {
        _named = Prepare(
            connection,
            $"""
            SELECT section FROM {language}_names WHERE name IN (SELECT value FROM json_each($names))
            GROUP BY section
            ORDER BY
                min(rank) > {SearchIndexWriter.PageTitle},
                section / {SearchIndexWriter.MostSections}, min(rank), section
            """,
            "$names"
        );

        // The title of a page, at its top, weighs as much as two headings. Ids are in reading order, which decides
        // among equals.
        var headings = $"{language}_headings";
        _rankHeadings = Prepare(
            connection,
            $"SELECT rowid FROM {headings} WHERE {headings} MATCH $match ORDER BY bm25({headings}, 10, 5, 1), rowid",
            "$match"
        );

        // One word in a heading weighs as much as five in the text. To look for a word as it is written, rows are read;
        // for others not.
        _rank = Prepare(
            connection,
            $"""
            SELECT rowid FROM {language} WHERE {language} MATCH $match
            ORDER BY iif($written = '', 0, instr(lower(heading || ' ' || body), $written) = 0),
                bm25({language}, 1, 5, 1, 0.5) * iif(rowid < {SearchIndexWriter.FirstAside}, 1, 0.1), rowid
            """,
            "$match",
            "$written"
        );
        _show = Prepare(
            connection,
            $"SELECT kind, slug, url, title, heading, body FROM {language} WHERE rowid = $id",
            "$id"
        );
    }

    /// <summary>
    /// The best hits of an attempt at a query, at most so many, and at most so many of one page: first the page whose
    /// title is the query, then the sections whose name it is, in reading order; then those that are found by their
    /// headings, then all by their words.
    /// </summary>
    internal SearchHits Find(SearchAttempt attempt, SearchQuery query, int most, int mostPerPage)
    {
        _named.Parameters[0].Value = JsonSerializer.Serialize(query.Names);
        _rank.Parameters[1].Value = query.AsWritten;
        var highlighter = new Highlighter(attempt.Phrases, attempt.Prefixed);
        var hits = new List<SearchHit>();
        var seen = new HashSet<long>();
        var perPage = new Dictionary<long, int>();
        var (more, onlyAsides) = (false, true);

        // Ranking is what a common word costs, row by row; few of its rows have it in a heading, and those are the
        // best.
        var headings = attempt.InHeadings is null ? [] : Ranked(_rankHeadings, attempt.InHeadings);
        foreach (var id in Ids(_named).Concat(headings).Concat(Ranked(_rank, attempt.Match)).Where(seen.Add))
        {
            var page = id % SearchIndexWriter.FirstAside / SearchIndexWriter.MostSections;
            var already = perPage.GetValueOrDefault(page);
            if (already < mostPerPage)
            {
                hits.Add(Show(id, highlighter));
                perPage[page] = already + 1;
                onlyAsides = onlyAsides && id >= SearchIndexWriter.FirstAside;
            }

            more = more || already == mostPerPage || hits.Count == most;
            if (hits.Count == most)
                break; // to ask for one more could start another ranking
        }

        LeadWithWhatExplains(hits);
        return new SearchHits(hits, more, onlyAsides);
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

    public void Dispose()
    {
        _named.Dispose();
        _rank.Dispose();
        _rankHeadings.Dispose();
        _show.Dispose();
    }

    private static IEnumerable<long> Ranked(SqliteCommand command, string match)
    {
        command.Parameters[0].Value = match;
        return Ids(command);
    }

    private static IEnumerable<long> Ids(SqliteCommand command)
    {
        using var rows = command.ExecuteReader();
        while (rows.Read())
            yield return rows.GetInt64(0);
    }

    private SearchHit Show(long id, Highlighter highlighter)
    {
        _show.Parameters[0].Value = id;
        using var row = _show.ExecuteReader();
        row.Read();
        var (heading, text) = (SearchTokens.Original(row.GetString(4)), SearchTokens.Original(row.GetString(5)));
        var (inHeading, inText) = (highlighter.In(heading), highlighter.In(text));
        var isWanted = id % SearchIndexWriter.MostSections == 0 && inHeading.Count > 0; // the page as a whole
        return new SearchHit(
            row.GetString(0),
            row.GetString(1),
            row.GetString(2),
            SearchTokens.Original(row.GetString(3)),
            heading,
            Snippet.Whole(heading, inHeading),
            isWanted ? Snippet.Beginning(text, inText) : Snippet.Cut(text, inText)
        );
    }

    private static SqliteCommand Prepare(
        SqliteConnection connection,
        string sql,
        params ReadOnlySpan<string> parameters
    )
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new SqliteParameter(parameter, null));
        }

        return command;
    }
}

/// <summary>What an attempt found.</summary>
/// <param name="Hits">The best, best first.</param>
/// <param name="More">Whether others were left out, or may have been.</param>
/// <param name="OnlyAsides">Whether none of them explains anything: sources, quizzes and links elsewhere.</param>
internal sealed record SearchHits(IReadOnlyList<SearchHit> Hits, bool More, bool OnlyAsides);
