namespace LearnWeb.Models.Search;

/// <summary>The answer to one query.</summary>
/// <param name="Query">The query as it was typed; empty for none. Encode it before showing it.</param>
/// <param name="Outcome">Whether there was anything to look for, and whether it was found.</param>
/// <param name="Relaxed"> Whether nothing but asides (<see cref="SearchIndexWriter"/>) held all that was asked for, so
/// that these hits hold only parts of it or words that begin like it.
/// </param>
/// <param name="More">Whether hits were left out, or may have been: these are the best.</param>
/// <param name="Hits">The best hits, best first; empty unless the outcome is <see cref="SearchOutcome.Found"/>.</param>
public sealed record SearchResult(
    string Query,
    SearchOutcome Outcome,
    bool Relaxed,
    bool More,
    IReadOnlyList<SearchHit> Hits
)
{
    /// <summary>The same, with addresses under the path that the site is shown under.</summary>
    public SearchResult Under(string subPath) =>
        this with
        {
            Hits = [.. Hits.Select(hit => hit with { Url = subPath + hit.Url })],
        };

    internal static SearchResult Without(string query, SearchOutcome outcome) => new(query, outcome, false, false, []);
}

/// <summary>What came of a query.</summary>
public enum SearchOutcome
{
    /// <summary>No query, or only white space.</summary>
    Empty,

    /// <summary>More than <see cref="SearchIndex.LongestQuery"/> UTF-16 code units; nothing was looked for.</summary>
    TooLong,

    /// <summary>No section matches, or the query has no letter and no digit.</summary>
    NothingFound,

    /// <summary>At least one hit.</summary>
    Found,
}

/// <summary>One section of a page that matches. All texts are plain: encode them.</summary>
/// <param name="Kind"><c>note</c> or <c>lab</c>.</param>
/// <param name="Slug">The page's slug.</param>
/// <param name="Url">The section's address, with its <c>#anchor</c> if it has one.</param>
/// <param name="Title">The page's title.</param>
/// <param name="Heading">The section's heading.</param>
/// <param name="HeadingParts">The whole heading, the words that match marked.</param>
/// <param name="Snippet">A piece of the section's text, the words that match marked; empty if it has no text.</param>
public sealed record SearchHit(
    string Kind,
    string Slug,
    string Url,
    string Title,
    string Heading,
    IReadOnlyList<SnippetPart> HeadingParts,
    IReadOnlyList<SnippetPart> Snippet
);

/// <summary>A stretch of text that either matches the query or does not.</summary>
/// <param name="Text">The text as the author wrote it.</param>
/// <param name="Hit">Whether it matches.</param>
public sealed record SnippetPart(string Text, bool Hit);
