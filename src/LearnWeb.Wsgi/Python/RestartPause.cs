namespace LearnWeb.Wsgi.Python;

/// <summary>How long to wait before a worker is started again: longer and longer while workers keep dying.</summary>
/// <param name="clock">Measures the pause.</param>
internal sealed class RestartPause(TimeProvider clock)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private int _deaths;
    private DateTimeOffset _notBefore;

    /// <summary>What is left of it; nothing or less if a worker may be started.</summary>
    public TimeSpan Left
    {
        get
        {
            lock (_lock)
            {
                return _notBefore - clock.GetUtcNow();
            }
        }
    }

    /// <summary>
    /// A worker has died, or did not start. The first death costs no pause: the next request is served at once.
    /// </summary>
    public void Lengthen()
    {
        lock (_lock)
        {
            _deaths++;
            var pause = _deaths < 2 ? TimeSpan.Zero : First * Math.Pow(2, Math.Min(_deaths, 10) - 2);
            _notBefore = clock.GetUtcNow() + (pause < Longest ? pause : Longest);
        }
    }

    /// <summary>A worker has finished a request.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _deaths = 0;
        }
    }
}
