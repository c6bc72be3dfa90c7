using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace LearnWeb.Models.Search;

/// <summary>
/// Full-text search over one version of the content. For any number of threads. A new version is a new index:
/// build it, put it in the old one's place, then dispose of the old one.
/// </summary>
public sealed class SearchIndex : IDisposable
{
    /// <summary>The longest query, in UTF-16 code units.</summary>
    public const int LongestQuery = 100;

    /// <summary>The most hits in an answer.</summary>
    public const int MostHits = 20;

    /// <summary>The most hits in an answer that lie on the same page.</summary>
    public const int MostHitsPerPage = 4;

    private readonly Synonyms _synonyms;
    private readonly ConcurrentBag<Reading> _idle = [];
    private readonly SemaphoreSlim _free;
    private volatile bool _disposed;

    private SearchIndex(IReadOnlyList<SqliteConnection> connections, Synonyms synonyms)
    {
        _synonyms = synonyms;
        _free = new SemaphoreSlim(connections.Count);
        foreach (var connection in connections)
            _idle.Add(new Reading(connection));
    }

    /// <summary>Builds the index of these documents, in memory.</summary>
    /// <param name="documents">All pages in all languages.</param>
    /// <param name="synonyms">Applied to queries.</param>
    /// <param name="cancellation">Gives up building.</param>
    /// <exception cref="ArgumentException">A page is in an unknown language, or has too many sections.</exception>
    public static SearchIndex Build(
        IReadOnlyList<SearchDocument> documents,
        Synonyms synonyms,
        CancellationToken cancellation = default
    )
    {
        if (documents.FirstOrDefault(document => Language.Find(document.Language) is null) is { } stranger)
            throw new ArgumentException($"The page {stranger.Url} is in an unknown language.", nameof(documents));

        // Queries keep a processor busy and wait for nothing: more connections would not make them faster.
        var connections = Math.Clamp(Environment.ProcessorCount, 2, 16);
        return new SearchIndex(SearchDatabase.Build(documents, connections, cancellation), synonyms);
    }

    /// <summary>Looks for any text at all; nothing in it is syntax.</summary>
    /// <param name="language">The code of the language to search.</param>
    /// <param name="query">What the reader typed; <c>null</c> is nothing.</param>
    /// <param name="cancellation">Gives up waiting for a connection, and between two attempts.</param>
    /// <exception cref="ArgumentException">An unknown language.</exception>
    /// <exception cref="ObjectDisposedException">This index has been disposed of; there is a newer one.</exception>
    public SearchResult Search(string language, string? query, CancellationToken cancellation = default)
    {
        // excerpt: limits
        if (Language.Find(language) is null)
            throw new ArgumentException("An unknown language.", nameof(language));
        if (string.IsNullOrWhiteSpace(query))
            return SearchResult.Without(query ?? "", SearchOutcome.Empty);
        if (query.Length > LongestQuery)
            return SearchResult.Without(query, SearchOutcome.TooLong);
        // end: limits

        var wanted = SearchQuery.Parse(query, _synonyms);
        var reading = Take(cancellation);
        try
        {
            var relaxed = false;
            SearchResult? asides = null;
            foreach (var attempt in wanted.Attempts())
            {
                cancellation.ThrowIfCancellationRequested();
                var found = reading.In(language).Find(attempt, wanted, MostHits, MostHitsPerPage);
                if (found.Hits.Count > 0)
                {
                    var result = new SearchResult(query, SearchOutcome.Found, relaxed, found.More, found.Hits);
                    if (!found.OnlyAsides)
                        return result;
                    asides ??= result;
                }

                relaxed = true;
            }

            return asides ?? SearchResult.Without(query, SearchOutcome.NothingFound);
        }
        finally
        {
            Return(reading);
        }
    }

    /// <summary>Frees the memory; searches that are under way finish first on their own.</summary>
    public void Dispose()
    {
        _disposed = true;
        CloseIdle();
    }

    private Reading Take(CancellationToken cancellation)
    {
        _free.Wait(cancellation);
        if (!_disposed && _idle.TryTake(out var reading))
            return reading;

        _free.Release();
        throw new ObjectDisposedException(nameof(SearchIndex));
    }

    private void Return(Reading reading)
    {
        _idle.Add(reading);
        if (_disposed)
            CloseIdle();
        _free.Release();
    }

    private void CloseIdle()
    {
        while (_idle.TryTake(out var reading))
            reading.Dispose();
    }

    /// <summary>One connection and what is prepared on it.</summary>
    private sealed class Reading(SqliteConnection connection) : IDisposable
    {
        private readonly Dictionary<string, SearchReader> _readers = Language.All.ToDictionary(
            language => language.Code,
            language => new SearchReader(connection, language.Code)
        );

        public SearchReader In(string language) => _readers[language];

        public void Dispose()
        {
            foreach (var reader in _readers.Values)
                reader.Dispose();
            connection.Dispose();
        }
    }
}
