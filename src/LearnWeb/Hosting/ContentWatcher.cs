using System.Threading.Channels;
using LearnWeb.Models.Notes;
using LearnWeb.Models.Search;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace LearnWeb.Hosting;

/// <summary>
/// Loads the content before the site answers, and again whenever a file in its folder changes. Says in the log
/// which file is wrong and where.
/// </summary>
internal sealed class ContentWatcher(NoteLibrary library, SiteSearch search, ILogger<ContentWatcher> log) : BackgroundService
{
    // An editor saves in several steps; the last of them is the one to read.
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(100);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        library.Reload();
        LogProblems();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var files = new PhysicalFileProvider(library.Folder);
        using var watching = ChangeToken.OnChange(() => files.Watch("**/*"), () => changes.Writer.TryWrite(true));

        // What changed between the first reading and the watch is caught by reading once more.
        await Task.Yield();
        RebuildSearch();
        changes.Writer.TryWrite(true);
        await foreach (var _ in changes.Reader.ReadAllAsync(stoppingToken))
        {
            await Task.Delay(Settle, stoppingToken);
            Reload();
        }
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
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            log.LogError(error, "The content folder cannot be read; the last good version stays.");
        }
    }

    private void RebuildSearch()
    {
        try
        {
            search.Rebuild(library.Current);
        }
        catch (ContentException error)
        {
            log.LogError("content/synonyms.yml line {Line}: {Message}", error.Line, error.Message);
        }
    }

    private void LogProblems()
    {
        foreach (var problem in library.Current.Problems)
        {
            log.LogError("content/{File} line {Line}: {Message}", problem.File, problem.Line, problem.Message);
        }
    }
}
