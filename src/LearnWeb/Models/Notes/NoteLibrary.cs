using System.Text.RegularExpressions;

namespace LearnWeb.Models.Notes;

/// <summary>
/// Reads the content folder and keeps the newest good version of every note in memory. Pages never touch the
/// disk, so no path in a URL can leave the folder.
/// </summary>
/// <param name="folder">The content folder: <c>&lt;slug&gt;/zh.md</c>, <c>en.md</c>, <c>errata.yml</c>, code and
/// images; <c>synonyms.yml</c>.</param>
/// <param name="reader">Makes notes of files.</param>
/// <param name="checkSynonyms">Reads a <c>synonyms.yml</c>; throws a <see cref="ContentException"/> on a
/// mistake.</param>
/// <param name="clock">Tells which days are still to come.</param>
public sealed partial class NoteLibrary(
    string folder,
    NoteReader reader,
    Action<string> checkSynonyms,
    TimeProvider clock
)
{
    // What a note can quote from its folder: code that tests run.
    private static readonly string[] CodeEndings = [".py", ".cs", ".html"];

    private readonly LastGood<IReadOnlyList<RenderedErratum>> _errata = new(folder);
    private readonly LastGood<Note> _notes = new(folder);
    private readonly LastGood<string> _synonyms = new(folder);
    private readonly Lock _reloading = new();
    private volatile Journey _current = new("", [], [], [], "");

    public string Folder => folder;

    /// <summary>The newest version. Take it once per request.</summary>
    public Journey Current => _current;

    /// <summary>
    /// Reads what has changed since the last time. A file with a mistake keeps its last good version and is
    /// named in <see cref="Journey.Problems"/>.
    /// </summary>
    /// <returns>Whether anything that a page shows has changed.</returns>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public bool Reload()
    {
        lock (_reloading)
        {
            var next = Read();
            if (next.Version == _current.Version)
            {
                return false;
            }

            _current = next;
            return true;
        }
    }

    private Journey Read()
    {
        var folders = Directory
            .EnumerateDirectories(folder)
            .Select(path => Path.GetFileName(path))
            .Order(StringComparer.Ordinal)
            .ToList();
        var slugs = folders.Where(name => Slug().IsMatch(name)).ToList();
        _errata.Update(
            slugs.Select(slug => $"{slug}/errata.yml"),
            "",
            (file, source) => reader.Read(ErrataFile.Parse(SlugOf(file), source))
        );
        var errata = _errata
            .Values.SelectMany(entries => entries)
            .DistinctBy(entry => (entry.Entry.Id, entry.Language))
            .ToList();
        var byId = errata
            .Select(erratum => erratum.Entry)
            .DistinctBy(entry => entry.Id)
            .ToDictionary(entry => entry.Id);

        var quotable = ContentVersion.Of([.. byId.Values.Select(Describe), .. slugs.SelectMany(CodeBeside)]);
        _notes.Update(
            slugs.SelectMany(FilesOf),
            quotable,
            (file, source) =>
                reader.Read(SlugOf(file), Language.Find(Path.GetFileNameWithoutExtension(file))!, source, byId)
        );
        _synonyms.Update(
            ["synonyms.yml"],
            "",
            (_, source) =>
            {
                checkSynonyms(source);
                return source;
            }
        );

        var stations = _notes
            .Values.GroupBy(note => note.Slug)
            .Select(notes => new Station(
                notes.Key,
                notes.ToDictionary(note => note.Language),
                NoteAssets.In(Path.Combine(folder, notes.Key))
            ))
            .OrderBy(station => station.Order)
            .ThenBy(station => station.Slug, StringComparer.Ordinal)
            .ToList();
        var problems = FindProblems(stations, folders.Except(slugs))
            .OrderBy(problem => problem.File, StringComparer.Ordinal)
            .ThenBy(problem => problem.Line)
            .ToList();
        var synonyms = _synonyms.Values.FirstOrDefault() ?? "";
        var version = ContentVersion.Of([
            quotable,
            synonyms,
            .. stations
                .SelectMany(s => s.Notes.Values)
                .OrderBy(note => note.Language.Code, StringComparer.Ordinal)
                .Select(note => $"{note.Slug}/{note.Language}\0{note.Version}"),
            .. stations.SelectMany(s => s.Assets.Names.Select(name => $"{s.Slug}/{name}")),
            .. problems.Select(problem => problem.ToString()),
        ]);
        return new Journey(version, stations, errata, problems, synonyms);
    }

    private IEnumerable<ContentProblem> FindProblems(IReadOnlyList<Station> stations, IEnumerable<string> otherFolders)
    {
        // somewhere it is tomorrow already
        var tomorrow = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(1);
        return _notes
            .Problems.Concat(_errata.Problems)
            .Concat(_synonyms.Problems)
            .Concat(JourneyCheck.Find(stations, latest: tomorrow))
            .Concat(
                otherFolders
                    .SelectMany(FilesOf)
                    .Where(file => File.Exists(Path.Combine(folder, file)))
                    .Select(file => new ContentProblem(
                        file,
                        1,
                        $"`{SlugOf(file)}` cannot be a part of an address. Name the folder with lower-case "
                            + "letters, digits and `-`, like `reverse-proxy`."
                    ))
            );
    }

    /// <summary>Where the notes of a folder would stand.</summary>
    private static IEnumerable<string> FilesOf(string slug) => Language.All.Select(language => $"{slug}/{language}.md");

    private IEnumerable<string> CodeBeside(string slug) =>
        Directory
            .EnumerateFiles(Path.Combine(folder, slug), "*", SearchOption.AllDirectories)
            .Where(path => CodeEndings.Contains(Path.GetExtension(path)))
            .Order(StringComparer.Ordinal)
            .Select(path => $"{path}\0{File.ReadAllText(path)}");

    private static string Describe(Erratum entry) =>
        $"{entry.Id}\0{entry.Slug}\0{entry.Section}\0{entry.Source}"
        + $"\0{string.Join('\0', Language.All.Select(language => entry.Texts[language]))}";

    private static string SlugOf(string file) => file[..file.IndexOf('/', StringComparison.Ordinal)];

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Slug();
}
