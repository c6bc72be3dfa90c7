namespace LearnWeb.Pipeline;

/// <summary>
/// Returns memory to the system after large bodies. The garbage collector keeps memory that it once needed, and on an
/// idle machine nothing makes it run.
/// </summary>
internal sealed class MemoryRelease : IDisposable
{
    /// <summary>After how many bytes of bodies a collection is worth its pause of some tens of milliseconds.</summary>
    private const long Enough = 16 * 1024 * 1024;

    /// <summary>
    /// How long the site must be without bodies before a collection, so that no visitor meets the pause.
    /// </summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);

    private readonly ITimer _timer;
    private long _used;

    public MemoryRelease(TimeProvider clock) =>
        _timer = clock.CreateTimer(_ => GiveBack(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Records that a body of this size has been processed.</summary>
    public void Used(long bytes)
    {
        if (Interlocked.Add(ref _used, bytes) >= Enough)
        {
            _timer.Change(Rest, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void GiveBack()
    {
        Interlocked.Exchange(ref _used, 0);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
