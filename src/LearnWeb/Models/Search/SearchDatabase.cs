using Microsoft.Data.Sqlite;

namespace LearnWeb.Models.Search;

/// <summary>The index's database: in memory, made anew at each load of the content, gone with its last connection.</summary>
internal static class SearchDatabase
{
    /// <summary>Builds the index of these documents.</summary>
    /// <param name="documents">All pages in all languages.</param>
    /// <param name="connections">How many connections to open; each is for one query at a time.</param>
    /// <param name="cancellation">Gives up building.</param>
    internal static IReadOnlyList<SqliteConnection> Build(
        IReadOnlyList<SearchDocument> documents,
        int connections,
        CancellationToken cancellation
    )
    {
        // SQLite's "memdb" shares a database among the connections that name it; the slash makes the name a shared one.
        var source = $"file:/search-{Guid.NewGuid():N}?vfs=memdb";
        var opened = new List<SqliteConnection>();
        try
        {
            while (opened.Count < connections)
            {
                opened.Add(new SqliteConnection($"Data Source={source};Pooling=False"));
                opened[^1].Open();
            }

            SearchIndexWriter.Write(opened[0], documents, cancellation);
            return opened;
        }
        catch
        {
            opened.ForEach(connection => connection.Dispose());
            throw;
        }
    }
}
