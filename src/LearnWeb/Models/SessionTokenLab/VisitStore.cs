using System.Text.Json;
using LearnWeb.Models.Accounts;
using LearnWeb.Models.Database;
using Microsoft.EntityFrameworkCore;

namespace LearnWeb.Models.SessionTokenLab;

/// <summary>The visits to the lab: begun at the first experiment, over after an hour.</summary>
public sealed class VisitStore(LabDatabase database, TimeProvider clock, int mostVisits = VisitStore.MostVisits)
    : IExpiring
{
    /// <summary>How long a visit lasts.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>Live visits; one more, and the one not used for longest is removed.</summary>
    public const int MostVisits = 2000;

    private long Now => clock.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>Begins a visit.</summary>
    /// <returns>Its identifier, for the lab's cookie.</returns>
    public async Task<string> BeginAsync(CancellationToken cancellation)
    {
        var (id, now) = (OpaqueToken.New(), Now);
        var hash = OpaqueToken.Hash(id);
        await using var db = database.CreateDbContext();
        db.Add(
            new Account
            {
                Id = hash,
                UserName = "ada",
                NormalizedUserName = hash,
                IsGuest = true,
                CreatedAt = now,
                UsedAt = now,
            }
        );
        db.Add(new LabVisit { Id = hash, State = JsonSerializer.Serialize(new VisitState()) });
        await db.SaveChangesAsync(cancellation);
        var surplus = db.Set<Account>()
            .OrderByDescending(visit => visit.UsedAt)
            .Select(visit => visit.Id)
            .Skip(mostVisits);
        await db.Set<Account>().Where(visit => surplus.Contains(visit.Id)).ExecuteDeleteAsync(cancellation);
        return id;
    }

    /// <summary>What has been done in a visit; <c>null</c> if it is over.</summary>
    /// <param name="visit">Its <see cref="LabVisit.Id"/>: the hash of the cookie's value.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task<VisitState?> ReadAsync(string visit, CancellationToken cancellation)
    {
        var oldest = Now - (long)Lifetime.TotalSeconds;
        await using var db = database.CreateDbContext();
        var row = await db.Set<LabVisit>()
            .AsNoTracking()
            .SingleOrDefaultAsync(
                row =>
                    row.Id == visit
                    && db.Set<Account>().Any(account => account.Id == visit && account.CreatedAt > oldest),
                cancellation
            );
        return row is null ? null : JsonSerializer.Deserialize<VisitState>(row.State);
    }

    /// <summary>Changes what has been done. Of two changes at once neither is lost: the second waits.</summary>
    /// <returns>The state as changed; <c>null</c> if there is no such visit.</returns>
    public async Task<VisitState?> ChangeAsync(string visit, Action<VisitState> change, CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (await db.Set<LabVisit>().SingleOrDefaultAsync(row => row.Id == visit, cancellation) is not { } row)
        {
            return null;
        }

        var state = JsonSerializer.Deserialize<VisitState>(row.State)!;
        change(state);
        row.State = JsonSerializer.Serialize(state);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return state;
    }

    /// <summary>Ends a visit and all it had signed in.</summary>
    public async Task EndAsync(string visit, CancellationToken cancellation)
    {
        await using var db = database.CreateDbContext();
        await db.Set<Account>().Where(account => account.Id == visit).ExecuteDeleteAsync(cancellation);
    }

    public async Task RemoveExpiredAsync(CancellationToken cancellation)
    {
        var oldest = Now - (long)Lifetime.TotalSeconds;
        await using var db = database.CreateDbContext();
        await db.Set<Account>().Where(account => account.CreatedAt <= oldest).ExecuteDeleteAsync(cancellation);
    }
}
