using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace LearnWeb.Models.Notes;

/// <summary>
/// Reads the content folder and keeps the newest good version of every note in memory. Pages never touch the
/// disk, so no path in a URL can leave the folder.
/// </summary>
/// <param name="folder">The content folder: <c>&lt;slug&gt;/zh.md</c> and <c>en.md</c>.</param>
/// <param name="reader">Makes notes of files.</param>
public sealed class NoteLibrary(string folder, NoteReader reader)
{
    private readonly ConcurrentDictionary<(string Slug, Language Language), Reading> _readings = new();
    private readonly Lock _reloading = new();
    private volatile Journey _current = new("", [], []);

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
        var files = Directory.EnumerateDirectories(folder)
            .SelectMany(path => Language.All.Select(language => (Slug: Path.GetFileName(path), Language: language)))
            .Where(file => File.Exists(PathOf(file.Slug, file.Language)))
            .ToList();
        foreach (var gone in _readings.Keys.Except(files).ToList())
        {
            _readings.TryRemove(gone, out _);
        }

        Parallel.ForEach(files, file => _readings[file] = Read(file.Slug, file.Language, _readings.GetValueOrDefault(file)));

        var stations = _readings.Values
            .Select(reading => reading.Note).OfType<Note>()
            .GroupBy(note => note.Slug)
            .Select(notes => new Station(notes.Key, notes.ToDictionary(note => note.Language), NoteAssets.In(Path.Combine(folder, notes.Key))))
            .OrderBy(station => station.Order).ThenBy(station => station.Slug, StringComparer.Ordinal)
            .ToList();
        var problems = _readings.Values.Select(reading => reading.Problem).OfType<ContentProblem>()
            .OrderBy(problem => problem.File, StringComparer.Ordinal).ToList();
        return new Journey(VersionOf(stations, problems), stations, problems);
    }

    private Reading Read(string slug, Language language, Reading? last)
    {
        var source = File.ReadAllText(PathOf(slug, language));
        if (last?.Source == source)
        {
            return last;
        }

        try
        {
            return new Reading(source, reader.Read(slug, language, source), null);
        }
        catch (ContentException error)
        {
            return new Reading(source, last?.Note, new ContentProblem($"{slug}/{language}.md", error.Line, error.Message));
        }
    }

    private string PathOf(string slug, Language language) => Path.Combine(folder, slug, $"{language}.md");

    private static string VersionOf(List<Station> stations, List<ContentProblem> problems)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var note in stations.SelectMany(s => Language.All.Select(l => s.Notes.GetValueOrDefault(l))).OfType<Note>())
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{note.Slug}\0{note.Language}\0{note.Source}\0"));
        }

        foreach (var problem in problems)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{problem}\0"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }

    private sealed record Reading(string Source, Note? Note, ContentProblem? Problem);
}
