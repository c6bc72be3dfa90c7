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
        // Queries keep a processor busy and wait for nothing: more connections would not make them faster. They are
        // opened before the writer's, so that what it takes lies above theirs, and goes back to the system when it is
        // closed.
        var readers = Enumerable
            .Range(0, Math.Clamp(Environment.ProcessorCount, 2, 16))
            .Select(_ => Open(source))
            .ToList();
        using (var writer = Open(source))
            _sections = SearchIndexWriter.Write(writer, pages, cancellation);
        readers.ForEach(connection => _idle.Add(new SearchReader(connection, _sections), CancellationToken.None));
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
