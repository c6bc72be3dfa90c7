using LearnWeb.Models.Notes;
using LearnWeb.Models.Search;

namespace LearnWeb.Hosting;

/// <summary>
/// Loads the content before the site answers, and again whenever a file in its folder changes. Says in the log
/// which file is wrong and where.
/// </summary>
internal sealed class ContentWatcher(NoteLibrary library, SiteSearch search, ILogger<ContentWatcher> log)
    : BackgroundService
{
    private FolderWatch? _folder;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _folder = new FolderWatch(library.Folder); // before the load, or a change in between would be missed
        library.Reload();
        LogProblems();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        RebuildSearch();
        while (true)
        {
            FreeMemory();
            await _folder!.ChangeAsync(stoppingToken);
            Reload();
        }
    }

    public override void Dispose()
    {
        _folder?.Dispose();
        base.Dispose();
    }

    private void Reload()
    {
        try
        {
            if (library.Reload())
            {
                LogProblems();
                RebuildSearch();
            }
        }
        catch (Exception error)
        {
            // Whatever it is: where this loop ends, the host would stop the whole site.
            log.LogError(error, "The content cannot be read; the last good version stays.");
        }
    }

    private void RebuildSearch()
    {
        try
        {
            search.Rebuild(library.Current);
        }
        catch (Exception error)
        {
            // Likewise.
            log.LogError(error, "The search index cannot be built; search answers as before.");
        }
    }

    // Most of what a load takes is garbage when it is done, and would stay until requests bring a collection.
    private static void FreeMemory() =>
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

    private void LogProblems()
    {
        foreach (var problem in library.Current.Problems)
        {
            log.LogError("content/{File} line {Line}: {Message}", problem.File, problem.Line, problem.Message);
        }
    }
}
