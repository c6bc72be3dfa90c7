namespace LearnWeb.Models.Notes;

/// <summary>A stop on the line: one note in the languages it is written in, and its images.</summary>
public sealed record Station(string Slug, IReadOnlyDictionary<Language, Note> Notes, NoteAssets Assets)
{
    /// <summary>The languages the note is written in, the site's first language first.</summary>
    public IReadOnlyList<Language> Languages => [.. Language.All.Where(Notes.ContainsKey)];

    public int Order => Notes.Values.First().Front.Order;

    /// <summary>The note in this language or, where it is missing, in the other.</summary>
    public Note In(Language language) => Notes.GetValueOrDefault(language) ?? Notes[language.Other];
}

/// <summary>A mistake found in the content, and the file it is in (relative to the content folder).</summary>
public sealed record ContentProblem(string File, int Line, string Message);

/// <summary>All stations in learning order, as of one version of the content. Immutable.</summary>
/// <param name="Version">Changes whenever anything that a page shows changes; 16 hexadecimal digits.</param>
/// <param name="Stations">The notes, in their order.</param>
/// <param name="Errata">What common notes get wrong, in the order of their files.</param>
/// <param name="Problems">Mistakes in the content; of a file that cannot be read, the good version before still
/// stands.</param>
/// <param name="Synonyms">The text of <c>synonyms.yml</c>, free of mistakes; empty if there is none.</param>
public sealed record Journey(
    string Version,
    IReadOnlyList<Station> Stations,
    IReadOnlyList<RenderedErratum> Errata,
    IReadOnlyList<ContentProblem> Problems,
    string Synonyms
)
{
    /// <summary>The most stations that the line shows: side by side, no screen has room for more.</summary>
    private const int MostOnTheLine = 16;

    private readonly Dictionary<string, int> _places = Stations
        .Select((station, place) => (station.Slug, place))
        .ToDictionary(pair => pair.Slug, pair => pair.place);

    /// <summary>The stations under every page's head.</summary>
    public IEnumerable<Station> Line => Stations.Take(MostOnTheLine);

    /// <summary>The station with this slug, compared exactly, or <c>null</c>.</summary>
    public Station? Find(string? slug) =>
        slug is not null && _places.TryGetValue(slug, out var place) ? Stations[place] : null;

    public Station? Before(Station station) => Stations.ElementAtOrDefault(_places[station.Slug] - 1);

    public Station? After(Station station) => Stations.ElementAtOrDefault(_places[station.Slug] + 1);

    /// <summary>When the content last changed its meaning (UTC date).</summary>
    public DateOnly Updated =>
        Stations.SelectMany(s => s.Notes.Values).Select(n => n.Front.Updated).DefaultIfEmpty().Max();
}
