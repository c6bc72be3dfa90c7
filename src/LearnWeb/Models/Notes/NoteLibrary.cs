using System.Security.Cryptography;
using System.Text;

namespace LearnWeb.Models.Notes;

/// <summary>
/// Reads the content folder and keeps the newest good version of every note in memory. Pages never touch the
/// disk, so no path in a URL can leave the folder.
/// </summary>
/// <param name="folder">The content folder: <c>&lt;slug&gt;/zh.md</c>, <c>en.md</c>, <c>errata.yml</c>, code and images.</param>
/// <param name="reader">Makes notes of files.</param>
public sealed class NoteLibrary(string folder, NoteReader reader)
{
    // What a note can quote from its folder: code that tests run.
    private static readonly string[] CodeEndings = [".py", ".cs", ".html"];

    private readonly LastGood<IReadOnlyList<Erratum>> _errata = new(folder);
    private readonly LastGood<Note> _notes = new(folder);
    private readonly Lock _reloading = new();
    private volatile Journey _current = new("", [], [], []);

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
        var slugs = Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal).ToList();
        _errata.Update(slugs.Select(slug => $"{slug}/errata.yml"), "", (file, source) => ErrataFile.Parse(SlugOf(file), source));
        var errata = _errata.Values.SelectMany(entries => entries).DistinctBy(entry => entry.Id).ToList();
        var byId = errata.ToDictionary(entry => entry.Id);

        var quotable = VersionOf([.. errata.Select(Describe), .. slugs.SelectMany(CodeBeside)]);
        _notes.Update(
            slugs.SelectMany(slug => Language.All.Select(language => $"{slug}/{language}.md")), quotable,
            (file, source) => reader.Read(SlugOf(file), Language.Find(Path.GetFileNameWithoutExtension(file))!, source, byId));

        var stations = _notes.Values
            .GroupBy(note => note.Slug)
            .Select(notes => new Station(notes.Key, notes.ToDictionary(note => note.Language), NoteAssets.In(Path.Combine(folder, notes.Key))))
            .OrderBy(station => station.Order).ThenBy(station => station.Slug, StringComparer.Ordinal)
            .ToList();
        List<ContentProblem> problems = [.. _notes.Problems.Concat(_errata.Problems).OrderBy(problem => problem.File, StringComparer.Ordinal)];
        var version = VersionOf([
            quotable,
            .. stations.SelectMany(s => s.Notes.Values).OrderBy(note => note.Language.Code, StringComparer.Ordinal).Select(note => $"{note.Slug}/{note.Language}\0{note.Source}"),
            .. problems.Select(problem => problem.ToString())]);
        return new Journey(version, stations, reader.Read(errata), problems);
    }

    private IEnumerable<string> CodeBeside(string slug) =>
        Directory.EnumerateFiles(Path.Combine(folder, slug), "*", SearchOption.AllDirectories)
            .Where(path => CodeEndings.Contains(Path.GetExtension(path)))
            .Order(StringComparer.Ordinal)
            .Select(path => $"{path}\0{File.ReadAllText(path)}");

    private static string Describe(Erratum entry) =>
        $"{entry.Id}\0{entry.Slug}\0{entry.Section}\0{entry.Source}\0{string.Join('\0', Language.All.Select(language => entry.Texts[language]))}";

    private static string SlugOf(string file) => file[..file.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>A fingerprint of texts: 16 hexadecimal digits.</summary>
    private static string VersionOf(IReadOnlyList<string> texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in texts)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{text}\0"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }
}
