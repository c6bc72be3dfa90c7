using LearnWeb.Models.Labs;
using LearnWeb.Models.Notes;
using LearnWeb.Models.Search;
using LearnWeb.Models.TcpLab;
using LearnWeb.Rendering.Notes;
using LearnWeb.Rendering.Tcp;

namespace LearnWeb.Tests;

/// <summary>A content folder of its own and the library over it; today is 2026-11-23.</summary>
internal sealed class ContentFolder : IDisposable
{
    public ContentFolder()
    {
        var renderer = new NoteRenderer(
            new LabCatalog(),
            new CodeExcerpts(Root, Root),
            new RecordedFigures(new RecordedTraces(Root))
        );
        Library = new NoteLibrary(
            Root,
            new NoteReader(renderer),
            synonyms => Synonyms.Parse(synonyms),
            new Clock { Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero) }
        );
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("learnweb-content-").FullName;

    public NoteLibrary Library { get; }

    /// <summary>A note's file with good front matter of seven lines; what is named replaces a line of it.</summary>
    public static string Note(string text, int order = 1, string requires = "", string updated = "2026-11-23") =>
        $"---\ntitle: T\nsummary: S\norder: {order}\nrequires: [{requires}]\nupdated: {updated}\n---\n{text}\n";

    public string PathOf(string file) => Path.Combine(Root, file);

    public void Write(string file, string text) => Write(file, System.Text.Encoding.UTF8.GetBytes(text));

    public void Write(string file, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
        File.WriteAllBytes(PathOf(file), bytes);
    }

    /// <summary>Reads what has changed.</summary>
    public Journey Read()
    {
        Library.Reload();
        return Library.Current;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
