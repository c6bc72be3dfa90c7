namespace LearnWeb.Models.Accounts;

/// <summary>
/// How long to wait after wrong passwords: nothing at first, then a minute, and twice as long each time.
/// </summary>
internal static class GuessPause
{
    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);

    /// <param name="wrong">How many wrong ones there were in a row.</param>
    /// <param name="free">How many are free.</param>
    /// <param name="longest">Where the doubling ends.</param>
    public static TimeSpan After(int wrong, int free, TimeSpan longest)
    {
        if (wrong < free)
        {
            return TimeSpan.Zero;
        }

        var pause = First * Math.Pow(2, Math.Min(wrong - free, 20));
        return pause < longest ? pause : longest;
    }

    /// <summary>The longer of two waits; none is shorter than zero.</summary>
    public static TimeSpan Longer(TimeSpan one, TimeSpan other)
    {
        var longer = one > other ? one : other;
        return longer > TimeSpan.Zero ? longer : TimeSpan.Zero;
    }
}
