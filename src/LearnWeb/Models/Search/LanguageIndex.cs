using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace LearnWeb.Models.Search;

/// <summary>
/// The index of one language: what is a rare word in one is common in the other. A database in memory, and a few
/// connections to it, each for one query at a time.
/// </summary>
internal sealed class LanguageIndex : IDisposable
{
    private readonly BlockingCollection<SearchReader> _idle = [];
    private readonly SearchSections _sections;

    /// <param name="pages">All pages in this language.</param>
    /// <param name="cancellation">Gives up building.</param>
    internal LanguageIndex(IEnumerable<SearchDocument> pages, CancellationToken cancellation)
    {
        // SQLite's "memdb" shares a database among the connections that name it, for as long as there is one; the slash
        // makes the name a shared one.
        var source = $"Data Source=file:/search-{Guid.NewGuid():N}?vfs=memdb;Pooling=False";
        using var connection = Open(source);
        _sections = SearchIndexWriter.Write(connection, pages, cancellation);

        // Queries keep a processor busy and wait for nothing: more connections would not make them faster.
        for (var count = Math.Clamp(Environment.ProcessorCount, 2, 16); count > 0; count--)
            _idle.Add(new SearchReader(Open(source), _sections), CancellationToken.None);
    }

    /// <summary>All <see cref="Search.JoinedNames"/> in the pages.</summary>
    internal IEnumerable<string> JoinedNames => _sections.Joined;

    /// <summary>Runs a search once a connection is free.</summary>
    /// <exception cref="ObjectDisposedException">This index has been disposed of; there is a newer one.</exception>
    internal T Read<T>(Func<SearchReader, T> search, CancellationToken cancellation)
    {
        var reader = Take(cancellation);
        try
        {
            return search(reader);
        }
        finally
        {
            Return(reader);
        }
    }

    /// <summary>Frees the memory; searches that are under way finish first on their own.</summary>
    public void Dispose()
    {
        _idle.CompleteAdding();
        while (_idle.TryTake(out var reader))
            reader.Dispose();
    }

    private SearchReader Take(CancellationToken cancellation)
    {
        try
        {
            return _idle.Take(cancellation);
        }
        catch (InvalidOperationException e)
        {
            throw new ObjectDisposedException("The search index has been disposed of.", e);
        }
    }

    private void Return(SearchReader reader)
    {
        try
        {
            _idle.Add(reader);
        }
        catch (InvalidOperationException)
        {
            reader.Dispose();
        }
    }

    private static SqliteConnection Open(string source)
    {
        var connection = new SqliteConnection(source);
        connection.Open();
        return connection;
    }
}
