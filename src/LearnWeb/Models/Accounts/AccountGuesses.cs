using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace LearnWeb.Models.Accounts;

/// <summary>
/// Wrong passwords for one account in a row, whoever guesses and from wherever: in the database, so that neither a
/// restart nor a flood makes them forgotten. After a few the next has to wait, twice as long each time, up to a day;
/// from the hundredth on a month (NIST SP 800-63B §3.2.2: at most 100). Browsers in which the account has signed in
/// before do not pass here until they guess themselves, so that guessing locks no owner out. Why so:
/// docs/decisions/guessing-passwords.md.
/// </summary>
public sealed class AccountGuesses(IDbContextFactory<LearnWebDb> databases, TimeProvider clock) : IDisposable
{
    /// <summary>How many wrong ones in a row cost no wait.</summary>
    public const int Free = 20;

    /// <summary>From here on there is one guess a month.</summary>
    public const int Most = 100;

    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);
    private static readonly TimeSpan LastPause = TimeSpan.FromDays(30);
    private const int MostStrangers = 10_000;

    /// <summary>Guesses for names that nobody has, so that these cannot be told from others.</summary>
    private readonly MemoryCache _strangers = new(new MemoryCacheOptions { SizeLimit = MostStrangers });

    private long Now => clock.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>How many wrong passwords there have been in a row.</summary>
    public int WrongInARow(Account? account, string name) => account?.WrongGuesses ?? Stranger(name).Count;

    /// <summary>
    /// Before a password is looked at: counts the guess as wrong until <see cref="EndRowAsync"/> says otherwise.
    /// </summary>
    /// <returns>How long to wait; zero if the password may be looked at now.</returns>
    public Task<TimeSpan> BeginAsync(Account? account, string name, CancellationToken cancellation) =>
        account is null ? Task.FromResult(BeginStranger(name)) : BeginAsync(account.Id, cancellation);

    /// <summary>The row of wrong ones is over: one was right, or there is a new password.</summary>
    public async Task EndRowAsync(Account account, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await db.Set<Account>()
            .Where(row => row.Id == account.Id)
            .ExecuteUpdateAsync(
                row => row.SetProperty(a => a.WrongGuesses, 0).SetProperty(a => a.GuessableAt, 0),
                cancellation
            );
    }

    public void Dispose() => _strangers.Dispose();

    private async Task<TimeSpan> BeginAsync(string id, CancellationToken cancellation)
    {
        var now = Now;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var row = db.Set<Account>().Where(account => account.Id == id);

        // The update comes first: it takes the write lock, so that whoever comes second sees the count.
        var isCounted =
            await row.Where(account => account.GuessableAt <= now)
                .ExecuteUpdateAsync(
                    account => account.SetProperty(a => a.WrongGuesses, a => a.WrongGuesses + 1),
                    cancellation
                ) == 1;
        var guesses = await row.Select(account => new { account.WrongGuesses, account.GuessableAt })
            .SingleOrDefaultAsync(cancellation);
        if (isCounted)
        {
            var next = now + (long)PauseAfter(guesses!.WrongGuesses).TotalSeconds;
            await row.ExecuteUpdateAsync(account => account.SetProperty(a => a.GuessableAt, next), cancellation);
        }

        await transaction.CommitAsync(cancellation);
        return isCounted || guesses is null ? TimeSpan.Zero : TimeSpan.FromSeconds(guesses.GuessableAt - now);
    }

    private TimeSpan BeginStranger(string name)
    {
        var (guesses, now) = (Stranger(name), Now);
        if (guesses.GuessableAt > now)
        {
            return TimeSpan.FromSeconds(guesses.GuessableAt - now);
        }

        var count = guesses.Count + 1;
        _strangers.Set(
            KeyOf(name),
            new Guesses(count, now + (long)PauseAfter(count).TotalSeconds),
            new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = LongestPause }
        );
        return TimeSpan.Zero;
    }

    private Guesses Stranger(string name) => _strangers.Get<Guesses>(KeyOf(name)) ?? new Guesses(0, 0);

    private static string KeyOf(string name) => UserNameNormalizer.Normalize(name);

    private static TimeSpan PauseAfter(int wrong) =>
        wrong >= Most ? LastPause : GuessPause.After(wrong, Free, LongestPause);

    private sealed record Guesses(int Count, long GuessableAt);
}
