using LearnWeb.Models.Labs;
using LearnWeb.Models.Notes;

namespace LearnWeb.Models.Search;

/// <summary>The index of the site's present content, swapped whole whenever the content changes.</summary>
public sealed class SiteSearch : IDisposable
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile SearchIndex? _current;

    /// <summary>Whether there is an index to answer from.</summary>
    public bool IsReady => _current is not null;

    /// <summary>Builds the index of a version of the content and answers from it from then on.</summary>
    public void Rebuild(Journey journey)
    {
        var next = SearchIndex.Build(Documents(journey), Synonyms.Parse(journey.Synonyms));
        Interlocked.Exchange(ref _current, next)?.Dispose();
        _ready.TrySetResult();
    }

    /// <summary>Searches; at start-up waits for the first index.</summary>
    public async Task<SearchResult> SearchAsync(Language language, string? query, CancellationToken cancellation)
    {
        await _ready.Task.WaitAsync(cancellation);
        while (true)
        {
            var index = _current!;
            try
            {
                return index.Search(language.Code, query, cancellation);
            }
            catch (ObjectDisposedException) when (_current != index)
            {
                // Swapped while it was asked; its successor answers.
            }
        }
    }

    public void Dispose() => _current?.Dispose();

    private static List<SearchDocument> Documents(Journey journey)
    {
        var documents = new List<SearchDocument>();
        foreach (var language in Language.All)
        {
            documents.AddRange(
                journey
                    .Stations.Select(station => station.In(language))
                    .Select(note => new SearchDocument(
                        language.Code,
                        "note",
                        note.Slug,
                        $"/{language}/notes/{note.Slug}",
                        note.Front.Title,
                        note.Front.Order,
                        () => note.Sections
                    ))
            );
            var words = UiStrings.For(language);
            documents.AddRange(
                LabCatalog.All.Select(lab => new SearchDocument(
                    language.Code,
                    "lab",
                    lab.Slug,
                    lab.Path(language),
                    lab.Title(words),
                    journey.Find(lab.Slug)?.Order ?? int.MaxValue,
                    () => [new Section("", lab.Title(words), $"{lab.Summary(words)}\n{words[$"Lab-{lab.Slug}-Text"]}")]
                ))
            );
            documents.Add(
                new SearchDocument(
                    language.Code,
                    "errata",
                    "errata",
                    $"/{language}/errata",
                    words["Errata"],
                    int.MaxValue,
                    () =>
                        [
                            new Section("", words["Errata"], words["ErrataSummary"]),
                            .. journey.Errata.Where(e => e.Language == language).Select(e => e.Words),
                        ]
                )
            );
        }

        return documents;
    }
}
