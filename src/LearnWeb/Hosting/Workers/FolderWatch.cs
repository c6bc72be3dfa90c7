namespace LearnWeb.Hosting;

/// <summary>
/// Tells when something in a folder has changed. The system watches one very folder: when it is removed and another put
/// in its place, it falls silent for ever. So once a second it is asked whether it is still the same folder.
/// </summary>
internal sealed class FolderWatch : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // An editor saves in several steps; the last of them is the one to read.
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(100);

    private readonly string _folder;
    private readonly SemaphoreSlim _changes = new(0);
    private FileSystemWatcher? _watcher;
    private DateTime _born;

    /// <summary>Begins to watch: what changes from now on is told.</summary>
    public FolderWatch(string folder)
    {
        _folder = folder;
        WatchAnother();
    }

    /// <summary>Waits until something has changed since the last call, or since the watch began.</summary>
    public async Task ChangeAsync(CancellationToken cancellation)
    {
        while (!WatchAnother() && !await _changes.WaitAsync(Pause, cancellation)) { }

        await Task.Delay(Settle, cancellation);
        while (await _changes.WaitAsync(TimeSpan.Zero, cancellation))
        {
            // All that has changed until now is read at once.
        }
    }

    /// <summary>
    /// Ends the watch; the semaphore, which holds nothing, stays for a change that is being told just now.
    /// </summary>
    public void Dispose() => _watcher?.Dispose();

    /// <summary>Watches the folder of this name, if it is another than before or has gone.</summary>
    /// <returns>Whether it is.</returns>
    private bool WatchAnother()
    {
        var born = Directory.GetCreationTimeUtc(_folder); // of no folder: a day in 1601
        if (born == _born)
        {
            return false;
        }

        _watcher?.Dispose();
        _watcher = Directory.Exists(_folder) ? TryWatch() : null;
        _born = _watcher is null && Directory.Exists(_folder) ? default : born;
        return true;
    }

    private FileSystemWatcher? TryWatch()
    {
        try
        {
            var watcher = new FileSystemWatcher(_folder) { IncludeSubdirectories = true };
            watcher.Changed += Note;
            watcher.Created += Note;
            watcher.Deleted += Note;
            watcher.Renamed += Note;
            watcher.Error += Note; // more has changed than could be told
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception error) when (error is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return null; // removed just now, or no more watches to be had
        }
    }

    private void Note(object sender, EventArgs change) => _changes.Release();
}
