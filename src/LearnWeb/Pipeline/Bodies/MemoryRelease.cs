namespace LearnWeb.Pipeline;

/// <summary>
/// Gives memory back to the system when the large bodies are over. The collector keeps what it once needed, since it
/// may need it again; and on a machine that rests, nothing makes it look.
/// </summary>
internal sealed class MemoryRelease : IDisposable
{
    /// <summary>
    /// How many bytes of bodies leave so much behind that it is worth a pause of some tens of milliseconds.
    /// </summary>
    private const long Enough = 16 * 1024 * 1024;

    /// <summary>How long no body must have ended: nobody is to meet the pause.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);

    private readonly ITimer _timer;
    private long _used;

    public MemoryRelease(TimeProvider clock) =>
        _timer = clock.CreateTimer(_ => GiveBack(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>A body of so many bytes is over.</summary>
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
