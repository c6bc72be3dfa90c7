namespace LearnWeb.Http.HttpBin;

/// <summary>When each piece of a slow answer is due: the first after one interval, the last at the end.</summary>
public static class PacedBytes
{
    /// <summary>Bytes sent at a time unless the address says otherwise.</summary>
    public const int UsualChunk = 10 * 1024;

    /// <summary>The longest wait that can be asked for.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    // No clock here is finer; pieces due within it go out together.
    private static readonly TimeSpan Finest = TimeSpan.FromMilliseconds(5);

    /// <summary>How many bytes are due after some time.</summary>
    /// <param name="length">The bytes in all.</param>
    /// <param name="chunk">The bytes of one piece; less than 1 counts as 1.</param>
    /// <param name="duration">The time for all; nothing makes all due at once.</param>
    /// <param name="elapsed">The time since the beginning.</param>
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
