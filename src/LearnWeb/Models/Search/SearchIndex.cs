using System.Collections.Concurrent;

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

    private readonly IReadOnlyDictionary<string, LanguageIndex> _languages;
    private readonly Synonyms _synonyms;

    private SearchIndex(IReadOnlyDictionary<string, LanguageIndex> languages, Synonyms synonyms) =>
        (_languages, _synonyms) = (languages, synonyms);

    /// <summary>Builds the index of these documents, in memory.</summary>
    /// <param name="documents">All pages in all languages.</param>
    /// <param name="synonyms">Applied to queries.</param>
    /// <param name="cancellation">Gives up building.</param>
    /// <exception cref="ArgumentException">A page is in an unknown language.</exception>
    public static SearchIndex Build(
        IReadOnlyList<SearchDocument> documents,
        Synonyms synonyms,
        CancellationToken cancellation = default
    )
    {
        if (documents.FirstOrDefault(document => Language.Find(document.Language) is null) is { } stranger)
            throw new ArgumentException($"The page {stranger.Url} is in an unknown language.", nameof(documents));

        var languages = new ConcurrentDictionary<string, LanguageIndex>();
        var joinedNames = Language.All.ToDictionary(language => language.Code, _ => new HashSet<string>());
        Parallel.ForEach(
            joinedNames,
            new ParallelOptions { CancellationToken = cancellation },
            language =>
            {
                var pages = documents.Where(page => page.Language == language.Key);
                languages[language.Key] = new LanguageIndex(pages, language.Value, cancellation);
            }
        );
        return new SearchIndex(languages, synonyms.With(joinedNames.Values.SelectMany(names => names)));
    }

    /// <summary>Looks for any text at all; nothing in it is syntax.</summary>
    /// <param name="language">The code of the language to search.</param>
    /// <param name="query">What the reader typed; <c>null</c> is nothing.</param>
    /// <param name="cancellation">Gives up between two attempts.</param>
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
        return Search(_languages[language], query, wanted, cancellation);
    }

    /// <summary>Frees the memory; searches that are under way finish first on their own.</summary>
    public void Dispose()
    {
        foreach (var language in _languages.Values)
            language.Dispose();
    }

    private static SearchResult Search(
        LanguageIndex index,
        string query,
        SearchQuery wanted,
        CancellationToken cancellation
    )
    {
        var relaxed = false;
        SearchResult? asides = null;
        foreach (var attempt in wanted.Attempts())
        {
            cancellation.ThrowIfCancellationRequested();
            var found = index.Find(attempt, wanted, MostHits, MostHitsPerPage);
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
}
