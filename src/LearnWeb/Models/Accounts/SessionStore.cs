using LearnWeb.Models.Database;
using Microsoft.EntityFrameworkCore;

namespace LearnWeb.Models.Accounts;

/// <summary>How long a session lives.</summary>
/// <param name="Idle">Without a request, at most.</param>
/// <param name="Absolute">Since sign-in, at most, however busy.</param>
public sealed record SessionLifetime(TimeSpan Idle, TimeSpan Absolute);

/// <summary>
/// The server's sessions: begun at sign-in, looked up at each request, ended at once when they are revoked.
/// </summary>
public sealed class SessionStore(IDbContextFactory<LearnWebDb> databases, SessionLifetime lifetime, TimeProvider clock)
    : IExpiring
{
    /// <summary>The most sessions of one owner; the one not seen for longest makes room.</summary>
    public const int MostOfOneOwner = 50;

    private const int LongestBrowser = 200;

    private static readonly TimeSpan SeenStep = TimeSpan.FromMinutes(1);

    private long Now => clock.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>Begins a session.</summary>
    /// <returns>Its identifier, which only the browser is to know.</returns>
    public async Task<string> BeginAsync(string owner, byte[] ticket, string? browser, CancellationToken cancellation)
    {
        var (id, now) = (OpaqueToken.New(), Now);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        db.Add(
            new Session
            {
                Hash = OpaqueToken.Hash(id),
                Owner = owner,
                Name = OpaqueToken.New()[..16],
                Ticket = ticket,
                Browser = Cut(browser),
                CreatedAt = now,
                SeenAt = now,
            }
        );
        await db.SaveChangesAsync(cancellation);
        var surplus = db.Set<Session>()
            .Where(row => row.Owner == owner)
            .OrderByDescending(row => row.SeenAt)
            .Select(row => row.Hash)
            .Skip(MostOfOneOwner);
        await db.Set<Session>().Where(row => surplus.Contains(row.Hash)).ExecuteDeleteAsync(cancellation);
        await db.NoteUseAsync(owner, now, cancellation);
        return id;
    }

    /// <summary>The session with this identifier, if it is neither over nor revoked.</summary>
    public async Task<Session?> FindAsync(string id, CancellationToken cancellation)
    {
        if (!OpaqueToken.IsOne(id))
        {
            return null;
        }

        var (hash, now) = (OpaqueToken.Hash(id), Now);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var row = await db.Set<Session>().AsNoTracking().SingleOrDefaultAsync(row => row.Hash == hash, cancellation);
        if (row is null || IsOver(row, now))
        {
            return null;
        }

        if (now - row.SeenAt >= SeenStep.TotalSeconds)
        {
            await db.Set<Session>()
                .Where(seen => seen.Hash == hash)
                .ExecuteUpdateAsync(seen => seen.SetProperty(r => r.SeenAt, now), cancellation);
            await db.NoteUseAsync(row.Owner, now, cancellation);
        }

        return row;
    }

    /// <summary>Replaces what a session says, not its identifier.</summary>
    public async Task RewriteAsync(string id, byte[] ticket, CancellationToken cancellation)
    {
        var hash = OpaqueToken.Hash(id);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await db.Set<Session>()
            .Where(row => row.Hash == hash)
            .ExecuteUpdateAsync(row => row.SetProperty(r => r.Ticket, ticket), cancellation);
    }

    /// <summary>Ends the session with this identifier, if there is one.</summary>
    public async Task EndAsync(string? id, CancellationToken cancellation)
    {
        if (OpaqueToken.IsOne(id))
        {
            var hash = OpaqueToken.Hash(id!);
            await using var db = await databases.CreateDbContextAsync(cancellation);
            await db.Set<Session>().Where(row => row.Hash == hash).ExecuteDeleteAsync(cancellation);
        }
    }

    /// <summary>The live sessions of an owner, the last seen first.</summary>
    public async Task<IReadOnlyList<Session>> ListAsync(string owner, CancellationToken cancellation)
    {
        var now = Now;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var rows = await db.Set<Session>()
            .AsNoTracking()
            .Where(row => row.Owner == owner)
            .OrderByDescending(row => row.SeenAt)
            .ToListAsync(cancellation);
        return [.. rows.Where(row => !IsOver(row, now))];
    }

    /// <summary>Ends one of an owner's sessions by its name.</summary>
    /// <returns>Whether the owner had such a session.</returns>
    public async Task<bool> RevokeAsync(string owner, string name, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Set<Session>()
                .Where(row => row.Owner == owner && row.Name == name)
                .ExecuteDeleteAsync(cancellation) > 0;
    }

    /// <summary>Ends all sessions of an owner, but for the one with this identifier.</summary>
    public async Task RevokeAllAsync(string owner, string? exceptId, CancellationToken cancellation)
    {
        var except = exceptId is null ? "" : OpaqueToken.Hash(exceptId);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await db.Set<Session>().Where(row => row.Owner == owner && row.Hash != except).ExecuteDeleteAsync(cancellation);
    }

    public async Task RemoveExpiredAsync(CancellationToken cancellation)
    {
        var (idle, old) = (Now - (long)lifetime.Idle.TotalSeconds, Now - (long)lifetime.Absolute.TotalSeconds);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await db.Set<Session>()
            .Where(row => row.SeenAt <= idle || row.CreatedAt <= old)
            .ExecuteDeleteAsync(cancellation);
    }

    private bool IsOver(Session row, long now) =>
        now - row.SeenAt >= lifetime.Idle.TotalSeconds || now - row.CreatedAt >= lifetime.Absolute.TotalSeconds;

    private static string Cut(string? browser) =>
        browser is null ? ""
        : browser.Length <= LongestBrowser ? browser
        : browser[..LongestBrowser];
}
