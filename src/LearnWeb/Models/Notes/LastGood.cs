using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace LearnWeb.Models.Notes;

/// <summary>
/// The newest good value of each content file of one kind; a mistake in a file keeps the value before it.
/// </summary>
/// <param name="folder">The content folder.</param>
internal sealed class LastGood<T>(string folder)
    where T : class
{
    private readonly ConcurrentDictionary<string, Reading> _readings = new();

    public IEnumerable<T> Values =>
        _readings.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value.Value).OfType<T>();

    public IEnumerable<ContentProblem> Problems =>
        _readings.Values.Select(reading => reading.Problem).OfType<ContentProblem>();

    /// <summary>Reads the files that are there and have changed, and forgets those that are gone.</summary>
    /// <param name="files">Paths within the folder, joined by <c>/</c>; those that do not exist are passed
    /// over.</param>
    /// <param name="quoted">Changes when what the files quote does; then all are read again.</param>
    /// <param name="read">Makes a value of a file's path and text; throws a <see cref="ContentException"/> on a
    /// mistake.</param>
    public void Update(IEnumerable<string> files, string quoted, Func<string, string, T> read)
    {
        var present = files.Where(file => File.Exists(Path.Combine(folder, file))).ToList();
        foreach (var gone in _readings.Keys.Except(present).ToList())
        {
            _readings.TryRemove(gone, out _);
        }

        Parallel.ForEach(present, file => _readings[file] = Read(file, quoted, read));
    }

    private Reading Read(string file, string quoted, Func<string, string, T> read)
    {
        var last = _readings.GetValueOrDefault(file);
        var fingerprint = UInt128.Zero;
        try
        {
            var bytes = File.ReadAllBytes(Path.Combine(folder, file));
            fingerprint = BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(bytes));
            return last?.Fingerprint == fingerprint && last.Quoted == quoted
                ? last
                : new Reading(fingerprint, quoted, read(file, ContentText.Of(bytes)), null);
        }
        catch (ContentException error)
        {
            return new Reading(fingerprint, quoted, last?.Value, new ContentProblem(file, error.Line, error.Message));
        }
        catch (Exception error)
        {
            // What the disk refuses, or what a parser stumbles over, is the trouble of one file and no reason to stop a
            // site.
            return new Reading(
                fingerprint,
                quoted,
                last?.Value,
                new ContentProblem(file, 1, $"The file cannot be read. {error.Message}")
            );
        }
    }

    private sealed record Reading(UInt128 Fingerprint, string Quoted, T? Value, ContentProblem? Problem);
}
