namespace LearnWeb.Http.HttpBin;

/// <summary>
/// Computes when each piece of a slow response is due: the first after one interval, the last at the end.
/// </summary>
public static class PacedBytes
{
    /// <summary>How many bytes are sent at a time, unless the URL gives another number.</summary>
    public const int DefaultChunk = 10 * 1024;

    /// <summary>The longest duration that a URL can ask for.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    // Timers are no more precise than this. Pieces that are due within this time are sent together.
    private static readonly TimeSpan Finest = TimeSpan.FromMilliseconds(5);

    /// <summary>How many bytes, counted from the beginning, are due after some time.</summary>
    /// <param name="length">The length of the body in bytes.</param>
    /// <param name="chunk">The size of one piece in bytes; less than 1 counts as 1.</param>
    /// <param name="duration">The time for the whole body. If it is zero, all bytes are due at once.</param>
    /// <param name="elapsed">The time since the response began.</param>
    public static int Due(int length, int chunk, TimeSpan duration, TimeSpan elapsed)
    {
        if (elapsed >= duration)
        {
            return length;
        }

        var bytes = (long)(length * (elapsed / duration));
        return (int)(bytes - (bytes % Math.Max(chunk, 1)));
    }

    /// <summary>How long to wait for the next piece.</summary>
    public static TimeSpan Until(int sent, int length, int chunk, TimeSpan duration, TimeSpan elapsed)
    {
        var next = Math.Min(length, (long)sent + Math.Max(chunk, 1));
        var wait = (duration * ((double)next / length)) - elapsed;
        return wait < Finest ? Finest : wait;
    }
}
