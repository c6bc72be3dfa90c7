using System.Globalization;
using Microsoft.Data.Sqlite;

namespace LearnWeb.Models.Search;

/// <summary>One connection's prepared statements for one language; not for two threads at once.</summary>
internal sealed class SearchReader : IDisposable
{
    private readonly SqliteCommand _exact;
    private readonly SqliteCommand _rankHeadings;
    private readonly SqliteCommand _rank;
    private readonly SqliteCommand _show;

    internal SearchReader(SqliteConnection connection, string language)
    {
        _exact = Prepare(connection, $"SELECT section FROM {language}_exact WHERE key = $key ORDER BY title DESC, section");
        _exact.Parameters.Add("$key", SqliteType.Text);

        // The title of a page, at its top, weighs as much as two headings. Ids are in reading order, which decides among equals.
        var headings = $"{language}_headings";
        _rankHeadings = Prepare(connection, $"SELECT rowid FROM {headings} WHERE {headings} MATCH $match ORDER BY bm25({headings}, 10, 5, 1), rowid");
        _rankHeadings.Parameters.Add("$match", SqliteType.Text);

        // One word in a heading weighs as much as five in the text.
        _rank = Prepare(connection, $"""
            SELECT rowid FROM {language} WHERE {language} MATCH $match
            ORDER BY bm25({language}, 1, 5, 1, 0.5) * iif(rowid < {SearchIndexWriter.FirstErratum}, 1, 0.3), rowid
            """);
        _rank.Parameters.Add("$match", SqliteType.Text);

        var marks = $"char({(int)Snippet.HitStart}), char({(int)Snippet.HitEnd})";
        _show = Prepare(connection, string.Create(CultureInfo.InvariantCulture, $"""
            SELECT kind, slug, url, title, heading, highlight({language}, 1, {marks}), highlight({language}, 2, {marks})
            FROM {language} WHERE {language} MATCH $match AND rowid = $id
            """));
        _show.Parameters.Add("$match", SqliteType.Text);
        _show.Parameters.Add("$id", SqliteType.Integer);
    }

    /// <summary>
    /// The best hits for an FTS5 expression, at most so many, and at most so many of one page: first the page whose
    /// title is the query, then the sections whose heading is the query, then those that <paramref name="inHeadings"/> finds, then
    /// all by their words.
    /// </summary>
    internal IReadOnlyList<SearchHit> Find(string match, string? inHeadings, string key, int most, int mostPerPage)
    {
        _show.Parameters["$match"].Value = match;
        _exact.Parameters["$key"].Value = key;
        var hits = new List<SearchHit>();
        var seen = new HashSet<long>();
        var perPage = new Dictionary<long, int>();

        // Ranking is what a common word costs, row by row; few of its rows have it in a heading, and those are the best.
        var headings = inHeadings is null ? [] : Ranked(_rankHeadings, inHeadings);
        foreach (var id in Ids(_exact).Concat(headings).Concat(Ranked(_rank, match)))
        {
            var page = id / SearchIndexWriter.MostSections;
            var already = perPage.GetValueOrDefault(page);
            if (already == mostPerPage || !seen.Add(id) || Show(id) is not { } hit)
                continue;

            hits.Add(hit);
            perPage[page] = already + 1;
            if (hits.Count == most)
                break;
        }

        return hits;
    }

    public void Dispose()
    {
        _exact.Dispose();
        _rank.Dispose();
        _rankHeadings.Dispose();
        _show.Dispose();
    }

    private static IEnumerable<long> Ranked(SqliteCommand command, string match)
    {
        command.Parameters["$match"].Value = match;
        return Ids(command);
    }

    private static IEnumerable<long> Ids(SqliteCommand command)
    {
        using var rows = command.ExecuteReader();
        while (rows.Read())
            yield return rows.GetInt64(0);
    }

    /// <summary>The hit, or <c>null</c> if the section does not match after all.</summary>
    private SearchHit? Show(long id)
    {
        _show.Parameters["$id"].Value = id;
        using var row = _show.ExecuteReader();
        if (!row.Read())
            return null;

        return new SearchHit(
            row.GetString(0), row.GetString(1), row.GetString(2), Original(row.GetString(3)), Original(row.GetString(4)),
            Snippet.Whole(row.GetString(5)), Snippet.Cut(row.GetString(6)));
    }

    private static string Original(string stored) => stored.Replace($"{SearchTokens.Separator}", "", StringComparison.Ordinal);

    private static SqliteCommand Prepare(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
