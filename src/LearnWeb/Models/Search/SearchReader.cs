using System.Globalization;
using Microsoft.Data.Sqlite;

namespace LearnWeb.Models.Search;

/// <summary>One connection's prepared statements for one language; not for two threads at once.</summary>
internal sealed class SearchReader : IDisposable
{
    private readonly SqliteCommand _rank;
    private readonly SqliteCommand _show;

    internal SearchReader(SqliteConnection connection, string language)
    {
        // The page whose title is the query, then the sections whose heading is the query, then by words: one in a
        // title weighs as much as ten in the text, one in a heading as much as five. Ids are in reading order.
        _rank = Prepare(connection, $"""
            SELECT rowid FROM {language} WHERE {language} MATCH $match
            ORDER BY rowid IN (SELECT section FROM {language}_exact WHERE key = $key AND title = 1) DESC,
                rowid IN (SELECT section FROM {language}_exact WHERE key = $key AND title = 0) DESC,
                bm25({language}, 10, 5, 1, 0.5), rowid
            """);
        _rank.Parameters.Add("$key", SqliteType.Text);

        var marks = $"char({(int)Snippet.HitStart}), char({(int)Snippet.HitEnd})";
        _show = Prepare(connection, string.Create(CultureInfo.InvariantCulture, $"""
            SELECT kind, slug, url, title, heading, highlight({language}, 1, {marks}), highlight({language}, 2, {marks})
            FROM {language} WHERE {language} MATCH $match AND rowid = $id
            """));
        _show.Parameters.Add("$id", SqliteType.Integer);
    }

    /// <summary>The best hits for an FTS5 expression, at most so many, and at most so many of one page.</summary>
    internal IReadOnlyList<SearchHit> Find(string match, string key, int most, int mostPerPage)
    {
        _show.Parameters["$match"].Value = match;
        return Rank(match, key, most, mostPerPage).ConvertAll(Show);
    }

    public void Dispose()
    {
        _rank.Dispose();
        _show.Dispose();
    }

    private List<long> Rank(string match, string key, int most, int mostPerPage)
    {
        _rank.Parameters["$match"].Value = match;
        _rank.Parameters["$key"].Value = key;
        var ids = new List<long>();
        var perPage = new Dictionary<long, int>();
        using var rows = _rank.ExecuteReader();
        while (ids.Count < most && rows.Read())
        {
            var id = rows.GetInt64(0);
            var page = id / SearchIndexWriter.MostSections;
            var already = perPage.GetValueOrDefault(page);
            if (already == mostPerPage)
                continue;
            perPage[page] = already + 1;
            ids.Add(id);
        }

        return ids;
    }

    private SearchHit Show(long id)
    {
        _show.Parameters["$id"].Value = id;
        using var row = _show.ExecuteReader();
        row.Read();
        return new SearchHit(
            row.GetString(0), row.GetString(1), row.GetString(2), Original(row.GetString(3)), Original(row.GetString(4)),
            Snippet.Whole(row.GetString(5)), Snippet.Cut(row.GetString(6)));
    }

    private static string Original(string stored) => stored.Replace($"{SearchTokens.Separator}", "", StringComparison.Ordinal);

    private static SqliteCommand Prepare(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.Add("$match", SqliteType.Text);
        return command;
    }
}
