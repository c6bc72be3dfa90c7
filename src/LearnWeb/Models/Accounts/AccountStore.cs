using LearnWeb.Models.Database;
using Microsoft.EntityFrameworkCore;

namespace LearnWeb.Models.Accounts;

/// <summary>Bounds of accounts.</summary>
/// <param name="MostRegistered">Registered accounts; one more is refused.</param>
/// <param name="MostGuests">Live guests; one more, and the one not used for longest is removed.</param>
/// <param name="GuestLifetime">After its last use.</param>
public sealed record AccountLimits(int MostRegistered, int MostGuests, TimeSpan GuestLifetime);

/// <summary>Accounts that exist: found and removed. <see cref="PasswordService"/> makes them.</summary>
public sealed class AccountStore(IDbContextFactory<LearnWebDb> databases, AccountLimits limits, TimeProvider clock)
    : IExpiring
{
    /// <summary>The account, if it still exists.</summary>
    public async Task<Account?> FindAsync(string id, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Set<Account>().AsNoTracking().SingleOrDefaultAsync(account => account.Id == id, cancellation);
    }

    /// <summary>Removes an account and, with it, its sessions and tokens.</summary>
    public async Task DeleteAsync(string id, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await db.Set<Account>().Where(account => account.Id == id).ExecuteDeleteAsync(cancellation);
    }

    /// <summary>
    /// Removes a registered account that was just made and is one too many. Of several made at once, as many stay as
    /// there is room for.
    /// </summary>
    /// <returns>Whether it was one too many.</returns>
    public async Task<bool> RemoveSurplusAsync(string id)
    {
        await using var db = await databases.CreateDbContextAsync();
        return await db.Set<Account>()
                .Where(account => account.Id == id)
                .Where(_ => db.Set<Account>().Count(other => !other.IsGuest) > limits.MostRegistered)
                .ExecuteDeleteAsync() == 1;
    }

    /// <summary>Removes guests, those not used for longest, until there is room for one more.</summary>
    public async Task MakeRoomForGuestAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var surplus = db.Set<Account>()
            .Where(account => account.IsGuest)
            .OrderByDescending(account => account.UsedAt)
            .Select(account => account.Id)
            .Skip(limits.MostGuests - 1);
        await db.Set<Account>().Where(account => surplus.Contains(account.Id)).ExecuteDeleteAsync(cancellation);
    }

    /// <summary>Removes guests that have expired.</summary>
    public async Task RemoveExpiredAsync(CancellationToken cancellation)
    {
        var oldest = clock.GetUtcNow().ToUnixTimeSeconds() - (long)limits.GuestLifetime.TotalSeconds;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await db.Set<Account>()
            .Where(account => account.IsGuest && account.UsedAt < oldest)
            .ExecuteDeleteAsync(cancellation);
    }
}
