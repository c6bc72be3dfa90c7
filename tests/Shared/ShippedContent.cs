using LearnWeb.Models;
using LearnWeb.Models.Labs;
using LearnWeb.Models.Notes;
using LearnWeb.Models.Search;
using LearnWeb.Models.TcpLab;
using LearnWeb.Rendering.Notes;
using LearnWeb.Rendering.Tcp;

namespace LearnWeb.Tests;

/// <summary>The notes and errata that are shipped, read as the site reads them.</summary>
internal static class ShippedContent
{
    public static string Folder { get; } = Path.Combine(Repository.Root, "content");

    public static Journey Journey { get; } = Load();

    public static IEnumerable<Note> Notes => Journey.Stations.SelectMany(station => station.Notes.Values);

    public static (Note Chinese, Note English) Twins(string slug)
    {
        var notes = Journey.Find(slug)!.Notes;
        return (notes[Language.Chinese], notes[Language.English]);
    }

    private static Journey Load()
    {
        var library = new NoteLibrary(
            Folder,
            new NoteReader(
                new NoteRenderer(
                    new LabCatalog(),
                    new CodeExcerpts(Folder, Repository.Root),
                    new RecordedFigures(new RecordedTraces(Path.Combine(Folder, "tcp", "traces")))
                )
            ),
            synonyms => Synonyms.Parse(synonyms),
            TimeProvider.System
        );
        library.Reload();
        return library.Current;
    }
}
