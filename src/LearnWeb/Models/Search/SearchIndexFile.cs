using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace LearnWeb.Models.Search;

/// <summary>
/// The index's file, <c>search-&lt;version&gt;.db</c>. It is written under another name, flushed to the disk and then
/// renamed, so that whatever bears the name is complete; a process that dies in between leaves a
/// <c>.tmp</c> file that nobody reads and the next build deletes. It is never changed afterwards.
/// </summary>
internal static partial class SearchIndexFile
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    /// <summary>Opens the folder's file for these documents, after building it if it is not there.</summary>
    /// <param name="folder">Where the file is; created if missing.</param>
    /// <param name="version">The content's version: 1 to 100 letters, digits, <c>-</c>, <c>_</c> and <c>.</c>.</param>
    /// <param name="documents">What the file is to hold; a file that holds anything else is replaced.</param>
    /// <param name="connections">How many connections to open.</param>
    /// <param name="cancellation">Ends the waiting and the building; nothing is left behind.</param>
    /// <exception cref="IOException">Another process has kept the folder locked for two minutes.</exception>
    internal static IReadOnlyList<SqliteConnection> Open(
        string folder,
        string version,
        IReadOnlyList<SearchDocument> documents,
        int connections,
        CancellationToken cancellation
    )
    {
        if (!VersionPattern().IsMatch(version))
            throw new ArgumentException("A version is 1 to 100 letters, digits, '-', '_' and '.'.", nameof(version));

        Directory.CreateDirectory(folder);
        using var folderLock = Lock(folder, cancellation);
        var path = Path.GetFullPath(Path.Combine(folder, $"search-{version}.db"));
        var fingerprint = SearchFingerprint.Of(documents, cancellation);
        var opened = TryOpen(path, fingerprint, connections);
        if (opened is null)
        {
            Build(path, documents, fingerprint, cancellation);
            opened =
                TryOpen(path, fingerprint, connections)
                ?? throw new IOException($"The search index {path} cannot be read back after it was written.");
        }

        DeleteOthers(folder, path);
        return opened;
    }

    private static void Build(
        string path,
        IReadOnlyList<SearchDocument> documents,
        string fingerprint,
        CancellationToken cancellation
    )
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            SearchIndexWriter.Write(temporary, documents, fingerprint, cancellation);
            using (var handle = File.OpenHandle(temporary, FileMode.Open, FileAccess.ReadWrite))
                RandomAccess.FlushToDisk(handle); // or a power cut could keep the new name and lose the bytes
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Connections to the file, or <c>null</c> if it is missing, damaged or holds something else.</summary>
    private static List<SqliteConnection>? TryOpen(string path, string fingerprint, int connections)
    {
        if (!File.Exists(path))
            return null;

        var opened = new List<SqliteConnection>();
        try
        {
            while (opened.Count < connections)
                opened.Add(OpenReadOnly(path));
            if (
                Scalar(opened[0], "SELECT fingerprint FROM about") as string == fingerprint
                && Scalar(opened[0], "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
                    is long length
                && length == new FileInfo(path).Length
            )
                return opened;
        }
        catch (SqliteException)
        {
            // Not a database, or not ours: to be replaced.
        }

        opened.ForEach(connection => connection.Dispose());
        return null;
    }

    // All connections are opened at once and kept, so that they outlive their file's name: a newer version's
    // build may delete it while they are in use. "immutable" spares SQLite the locks nobody needs here.
    private static SqliteConnection OpenReadOnly(string path)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = new Uri(path).AbsoluteUri + "?immutable=1",
                Mode = SqliteOpenMode.ReadOnly,
                Pooling = false,
            }.ToString()
        );
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    // Who holds the lock is the only one who builds or deletes in this folder. The system lets go of a dead
    // process's lock.
    private static FileStream Lock(string folder, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, "search.lock");
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (IsLocked(e) && TimeProvider.System.GetElapsedTime(since) < LongestWait)
            {
                cancellation.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(50));
                cancellation.ThrowIfCancellationRequested();
            }
        }
    }

    // EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows: a full or read-only disk is not waited
    // for.
    private static bool IsLocked(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x80070020);

    private static void DeleteOthers(string folder, string path)
    {
        var others = Directory
            .EnumerateFiles(folder, "search-*")
            .Where(file => OwnNamePattern().IsMatch(file) && Path.GetFullPath(file) != path);
        foreach (var file in others)
        {
            try
            {
                File.Delete(file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Windows keeps a file that is open; the next build tries again.
            }
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,100}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionPattern();

    [GeneratedRegex(@"\.(db|tmp|tmp-journal)\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OwnNamePattern();
}
