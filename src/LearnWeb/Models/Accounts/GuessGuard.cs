namespace LearnWeb.Models.Accounts;

/// <summary>
/// Slows the guessing of passwords without ever closing an account: what is counted is an account <em>and</em> a visitor, so
/// that a stranger's wrong guesses cost the owner nothing. A visitor is only a cookie, and so wrong guesses are
/// also counted for each address; a visitor who has signed in to this account before is let through that.
/// </summary>
public sealed class GuessGuard(TimeProvider clock, int mostFromAnAddress = GuessGuard.MostFromAnAddress)
{
    /// <summary>How many wrong passwords in a row a visitor has for an account.</summary>
    public const int MostInARow = 10;

    /// <summary>How many wrong passwords an address has in a minute, whatever the account and the visitor.</summary>
    public const int MostFromAnAddress = 100;

    /// <summary>The longest wait between two guesses.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);
    private const int MostRemembered = 100_000;

    private readonly Lock _counting = new();
    private readonly Dictionary<(string Account, string Visitor), Guesses> _guesses = new();
    private readonly Dictionary<string, Guesses> _addresses = new();
    private readonly Dictionary<(string Account, string Visitor), DateTimeOffset> _proven = new();

    /// <summary>
    /// Before a password is looked at. Counts the guess as wrong until <see cref="Right"/> says otherwise, so that many at
    /// once are no way around.
    /// </summary>
    /// <param name="account">The name as it was typed: one that does not exist is guarded like any other.</param>
    /// <param name="visitor">Who asks.</param>
    /// <param name="address">From where.</param>
    /// <returns>How long to wait; zero if the password may be looked at now.</returns>
    public TimeSpan Begin(string account, string visitor, string address)
    {
        var (now, key) = (clock.GetUtcNow(), (Normal(account), visitor));
        Forget(now);
        lock (_counting)
        {
            var mine = _guesses.GetValueOrDefault(key, new Guesses(0, now, now));
            var theirs = _addresses.GetValueOrDefault(address, new Guesses(0, now, now));
            theirs = now - theirs.First >= Window ? new Guesses(0, now, now) : theirs;
            var wait = Longer(
                mine.Count >= MostInARow ? mine.Last + Pause(mine.Count) - now : TimeSpan.Zero,
                theirs.Count >= mostFromAnAddress && !_proven.ContainsKey(key) ? theirs.First + Window - now : TimeSpan.Zero);
            if (wait == TimeSpan.Zero)
            {
                _guesses[key] = mine with { Count = mine.Count + 1, Last = now };
                _addresses[address] = theirs with { Count = theirs.Count + 1 };
            }

            return wait;
        }
    }

    /// <summary>It was the right password: the row of wrong ones is over.</summary>
    public void Right(string account, string visitor, string address)
    {
        var key = (Normal(account), visitor);
        lock (_counting)
        {
            _guesses.Remove(key);
            _proven[key] = clock.GetUtcNow();
            if (_addresses.TryGetValue(address, out var theirs))
            {
                _addresses[address] = theirs with { Count = Math.Max(0, theirs.Count - 1) };
            }
        }
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other)
    {
        var longer = one > other ? one : other;
        return longer > TimeSpan.Zero ? longer : TimeSpan.Zero;
    }

    private static TimeSpan Pause(int count)
    {
        var pause = FirstWait * Math.Pow(2, Math.Min(count - MostInARow, 10));
        return pause < LongestWait ? pause : LongestWait;
    }

    /// <summary>Keeps the memory small: first what is old; and when a flood fills it all the same, everything.</summary>
    private void Forget(DateTimeOffset now)
    {
        lock (_counting)
        {
            if (_guesses.Count + _addresses.Count + _proven.Count < MostRemembered)
            {
                return;
            }

            Remove(_guesses, guess => now - guess.Last > Memory);
            Remove(_addresses, guess => now - guess.First > Window);
            Remove(_proven, at => now - at > Memory);
            if (_guesses.Count + _addresses.Count + _proven.Count >= MostRemembered)
            {
                _guesses.Clear();
                _proven.Clear();
            }
        }
    }

    private static void Remove<TKey, TValue>(Dictionary<TKey, TValue> all, Func<TValue, bool> isOld)
        where TKey : notnull
    {
        foreach (var key in all.Where(entry => isOld(entry.Value)).Select(entry => entry.Key).ToList())
        {
            all.Remove(key);
        }
    }

    private static string Normal(string account) => account.Normalize().ToUpperInvariant();

    private sealed record Guesses(int Count, DateTimeOffset First, DateTimeOffset Last);
}
