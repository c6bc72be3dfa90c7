namespace LearnWeb.Wsgi.Python;

/// <summary>The pause before a worker is started again. It grows while workers keep dying.</summary>
/// <param name="clock">Measures the pause.</param>
internal sealed class RestartPause(TimeProvider clock)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private int _deaths;
    private DateTimeOffset _notBefore;

    /// <summary>The rest of the pause; zero or negative if a worker may be started.</summary>
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
    /// Records that a worker has died or did not start. After the first death there is no pause, so that the next
    /// request is served at once.
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

    /// <summary>Records that a worker has finished a request, which ends the pause.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _deaths = 0;
        }
    }
}
