namespace LearnWeb.Models.Accounts;

/// <summary>
/// Wrong passwords by visitor and by address, in memory. What is counted for a visitor is an account <em>and</em> the
/// visitor, so that a stranger's wrong guesses cost the owner nothing. A visitor is only a cookie, and so wrong guesses
/// are also counted for each address: that slows who tries one password on many accounts.
/// </summary>
public sealed class VisitorGuesses(TimeProvider clock, int mostFromAnAddress = VisitorGuesses.MostFromAnAddress)
{
    /// <summary>How many wrong passwords in a row a visitor has for an account.</summary>
    public const int MostInARow = 10;

    /// <summary>How many wrong passwords an address has in a minute, whatever the account and the visitor.</summary>
    public const int MostFromAnAddress = 100;

    /// <summary>The longest wait between two guesses.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);
    private const int MostRemembered = 100_000;

    private readonly Lock _counting = new();
    private readonly Dictionary<(string Account, string Visitor), Guesses> _guesses = new();
    private readonly Dictionary<string, Guesses> _addresses = new();

    /// <summary>How many wrong passwords in a row a visitor has tried for an account.</summary>
    public int WrongInARow(string account, string visitor)
    {
        lock (_counting)
        {
            return _guesses.GetValueOrDefault((UserNameNormalizer.Normalize(account), visitor))?.Count ?? 0;
        }
    }

    /// <summary>
    /// Before a password is looked at. Counts the guess as wrong until <see cref="Right"/> says otherwise, so that many
    /// at once are no way around.
    /// </summary>
    /// <param name="account">The name as it was typed: one that does not exist is guarded like any other.</param>
    /// <param name="visitor">Who asks.</param>
    /// <param name="address">From where.</param>
    /// <param name="isExempt">Whether others who guess from the same address are not to be this one's fault.</param>
    /// <returns>How long to wait; zero if the password may be looked at now.</returns>
    public TimeSpan Begin(string account, string visitor, string address, bool isExempt)
    {
        var (now, key) = (clock.GetUtcNow(), (UserNameNormalizer.Normalize(account), visitor));
        Forget(now);
        lock (_counting)
        {
            var mine = _guesses.GetValueOrDefault(key, new Guesses(0, now, now));
            var theirs = _addresses.GetValueOrDefault(address, new Guesses(0, now, now));
            theirs = now - theirs.First >= Window ? new Guesses(0, now, now) : theirs;
            var wait = GuessPause.Longer(
                mine.Last + GuessPause.After(mine.Count, MostInARow, LongestWait) - now,
                theirs.Count >= mostFromAnAddress && !isExempt ? theirs.First + Window - now : TimeSpan.Zero
            );
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
        lock (_counting)
        {
            _guesses.Remove((UserNameNormalizer.Normalize(account), visitor));
            if (_addresses.TryGetValue(address, out var theirs))
            {
                _addresses[address] = theirs with { Count = Math.Max(0, theirs.Count - 1) };
            }
        }
    }

    /// <summary>
    /// Keeps the memory small: first what is old; and when a flood fills it all the same, everything. The count for
    /// each account is elsewhere and stays.
    /// </summary>
    private void Forget(DateTimeOffset now)
    {
        lock (_counting)
        {
            if (_guesses.Count + _addresses.Count < MostRemembered)
            {
                return;
            }

            Remove(_guesses, guess => now - guess.Last > Memory);
            Remove(_addresses, guess => now - guess.First > Window);
            if (_guesses.Count + _addresses.Count >= MostRemembered)
            {
                _guesses.Clear();
            }
        }
    }

    private static void Remove<TKey>(Dictionary<TKey, Guesses> all, Func<Guesses, bool> isOld)
        where TKey : notnull
    {
        foreach (var key in all.Where(entry => isOld(entry.Value)).Select(entry => entry.Key).ToList())
        {
            all.Remove(key);
        }
    }

    private sealed record Guesses(int Count, DateTimeOffset First, DateTimeOffset Last);
}
