using LearnWeb.Models.Database;
using Microsoft.EntityFrameworkCore;

namespace LearnWeb.Models.Accounts;

/// <summary>What came of an attempt to refresh.</summary>
public enum RefreshOutcome
{
    /// <summary>The token was good; it is used up now and has a successor.</summary>
    Rotated,

    /// <summary>It has just been used, most likely by another tab: refused, and nothing is changed.</summary>
    JustUsed,

    /// <summary>It was used long ago, so two parties hold the family: the whole family is revoked.</summary>
    Replayed,

    /// <summary>There is no such token, or it is over.</summary>
    Unknown,
}

/// <summary>The result of an attempt to refresh.</summary>
/// <param name="Outcome">What happened.</param>
/// <param name="Owner">Whose token it was; <c>null</c> unless it was rotated.</param>
/// <param name="Next">The successor; <c>null</c> unless it was rotated.</param>
public sealed record Refreshed(RefreshOutcome Outcome, string? Owner = null, IssuedRefresh? Next = null);

/// <summary>A refresh token just issued.</summary>
/// <param name="Token">The token, which only its bearer is to know.</param>
/// <param name="Family">The family it belongs to.</param>
public sealed record IssuedRefresh(string Token, string Family);

/// <summary>
/// Refresh tokens that are good once. Using one again gives away that it was stolen, and ends its family
/// (RFC 9700 §4.14.2).
/// </summary>
public sealed class RefreshTokenStore(
    IDbContextFactory<LearnWebDb> databases,
    SessionLifetime lifetime,
    TimeProvider clock,
    TimeSpan? grace = null
) : IExpiring
{
    /// <summary>How long after its use a token may come again without being taken for stolen.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>The most families of one owner; the one not refreshed for longest makes room.</summary>
    public const int MostOfOneOwner = 50;

    /// <summary>
    /// The most used tokens of one family that are kept for <see cref="Grace"/>; the oldest make room.
    /// </summary>
    public const int MostUsed = 20;

    private const int LongestBrowser = 200;

    private DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Begins a family at sign-in.</summary>
    /// <returns>Its first refresh token.</returns>
    public async Task<IssuedRefresh> BeginAsync(string owner, string? browser, CancellationToken cancellation)
    {
        var (token, now, agent) = (RefreshValue.New(), Now.ToUnixTimeSeconds(), browser ?? "");
        var family = new TokenFamily
        {
            Id = token.Family,
            Owner = owner,
            Browser = agent.Length <= LongestBrowser ? agent : agent[..LongestBrowser],
            CreatedAt = now,
            SeenAt = now,
        };
        await using var db = await databases.CreateDbContextAsync(cancellation);
        db.AddRange(family, new RefreshToken { Hash = token.Hash, Family = family.Id });
        await db.SaveChangesAsync(cancellation);
        var surplus = db.Set<TokenFamily>()
            .Where(row => row.Owner == owner)
            .OrderByDescending(row => row.SeenAt)
            .Select(row => row.Id)
            .Skip(MostOfOneOwner);
        await db.Set<TokenFamily>().Where(row => surplus.Contains(row.Id)).ExecuteDeleteAsync(cancellation);
        await db.NoteUseAsync(owner, now, cancellation);
        return new IssuedRefresh(token.ToString(), family.Id);
    }

    /// <summary>Uses a token up and issues its successor. Of several callers at once exactly one succeeds.</summary>
    public async Task<Refreshed> RotateAsync(string? token, CancellationToken cancellation)
    {
        if (RefreshValue.Read(token) is not { } value)
        {
            return new Refreshed(RefreshOutcome.Unknown);
        }

        var (hash, now) = (value.Hash, Now);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);

        var forgotten = (now - (grace ?? Grace)).ToUnixTimeMilliseconds();

        // excerpt: rotate
        // The update comes first: it takes the write lock, so that whoever comes second finds the token used.
        var mine =
            await db.Set<RefreshToken>()
                .Where(row => row.Hash == hash && row.RotatedAt == null)
                .ExecuteUpdateAsync(
                    row => row.SetProperty(r => r.RotatedAt, now.ToUnixTimeMilliseconds()),
                    cancellation
                ) == 1;
        var family = await db.Set<TokenFamily>().SingleOrDefaultAsync(row => row.Id == value.Family, cancellation);
        if (family is null || IsOver(family, now))
        {
            return new Refreshed(RefreshOutcome.Unknown);
        }

        if (!mine)
        {
            var used = db.Set<RefreshToken>().Where(row => row.Hash == hash && row.RotatedAt > forgotten);
            if (await used.AnyAsync(cancellation))
            {
                return new Refreshed(RefreshOutcome.JustUsed);
            }

            db.Remove(family); // used long ago: its row may be gone, but it knew the secret of the family
            await db.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
            return new Refreshed(RefreshOutcome.Replayed);
        }

        var next = value.Next();
        db.Add(new RefreshToken { Hash = next.Hash, Family = family.Id });
        family.SeenAt = now.ToUnixTimeSeconds();
        await db.SaveChangesAsync(cancellation);
        await ForgetUsedAsync(db, family.Id, forgotten, cancellation);
        await db.NoteUseAsync(family.Owner, family.SeenAt, cancellation);
        await transaction.CommitAsync(cancellation);
        return new Refreshed(RefreshOutcome.Rotated, family.Owner, new IssuedRefresh(next.ToString(), family.Id));
        // end: rotate
    }

    /// <summary>
    /// Ends the family of a token, used or not (RFC 7009 §2.2: that there is no such token is no error).
    /// </summary>
    public async Task RevokeAsync(string? token, CancellationToken cancellation)
    {
        if (RefreshValue.Read(token) is { } value)
        {
            await using var db = await databases.CreateDbContextAsync(cancellation);
            await db.Set<TokenFamily>().Where(family => family.Id == value.Family).ExecuteDeleteAsync(cancellation);
        }
    }

    /// <summary>
    /// The account behind an access token, as long as the sign-in it came of is neither over nor revoked.
    /// </summary>
    /// <param name="owner">Whom the token names.</param>
    /// <param name="family">The family it names.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task<Account?> FindOwnerAsync(string? owner, string? family, CancellationToken cancellation)
    {
        var now = Now;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var found = await db.Set<TokenFamily>()
            .AsNoTracking()
            .Where(row => row.Id == family && row.Owner == owner)
            .Join(
                db.Set<Account>().AsNoTracking(),
                row => row.Owner,
                account => account.Id,
                (row, account) => new { Family = row, Account = account }
            )
            .SingleOrDefaultAsync(cancellation);
        return found is null || IsOver(found.Family, now) ? null : found.Account;
    }

    /// <summary>The live families of an owner, the last refreshed first.</summary>
    public async Task<IReadOnlyList<TokenFamily>> ListAsync(string owner, CancellationToken cancellation)
    {
        var now = Now;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var rows = await db.Set<TokenFamily>()
            .AsNoTracking()
            .Where(row => row.Owner == owner)
            .OrderByDescending(row => row.SeenAt)
            .ToListAsync(cancellation);
        return [.. rows.Where(row => !IsOver(row, now))];
    }

    /// <summary>Ends one of an owner's families.</summary>
    /// <returns>Whether the owner had such a family.</returns>
    public async Task<bool> RevokeAsync(string owner, string family, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Set<TokenFamily>()
                .Where(row => row.Owner == owner && row.Id == family)
                .ExecuteDeleteAsync(cancellation) > 0;
    }

    /// <summary>Ends all families of an owner, but for one.</summary>
    public async Task RevokeAllAsync(string owner, string? exceptFamily, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await db.Set<TokenFamily>()
            .Where(row => row.Owner == owner && row.Id != exceptFamily)
            .ExecuteDeleteAsync(cancellation);
    }

    public async Task RemoveExpiredAsync(CancellationToken cancellation)
    {
        var (idle, old) = (Now - lifetime.Idle, Now - lifetime.Absolute);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await db.Set<TokenFamily>()
            .Where(row => row.SeenAt <= idle.ToUnixTimeSeconds() || row.CreatedAt <= old.ToUnixTimeSeconds())
            .ExecuteDeleteAsync(cancellation);
    }

    /// <summary>Removes those used tokens of a family that count as stolen when they come again.</summary>
    private static async Task ForgetUsedAsync(
        LearnWebDb db,
        string family,
        long forgotten,
        CancellationToken cancellation
    )
    {
        var used = db.Set<RefreshToken>().Where(row => row.Family == family && row.RotatedAt != null);
        var surplus = used.OrderByDescending(row => row.RotatedAt).Select(row => row.Hash).Skip(MostUsed);
        await used.Where(row => row.RotatedAt <= forgotten || surplus.Contains(row.Hash))
            .ExecuteDeleteAsync(cancellation);
    }

    private bool IsOver(TokenFamily family, DateTimeOffset now) =>
        now.ToUnixTimeSeconds() - family.SeenAt >= lifetime.Idle.TotalSeconds
        || now.ToUnixTimeSeconds() - family.CreatedAt >= lifetime.Absolute.TotalSeconds;
}
