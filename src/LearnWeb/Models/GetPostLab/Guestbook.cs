using LearnWeb.Models.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LearnWeb.Models.GetPostLab;

/// <summary>One line in a visitor's own guestbook.</summary>
public sealed class GuestbookEntry
{
    public int Id { get; init; }

    public required string Visitor { get; init; }

    public required string Text { get; init; }

    /// <summary>
    /// The idempotency key it was sent with; <c>null</c> if with none. No two entries of a visitor share one.
    /// </summary>
    public string? Key { get; init; }

    /// <summary>Seconds since 1970 (UTC).</summary>
    public required long At { get; init; }
}

/// <summary>A small guestbook for each visitor, in which a form that was sent twice can be seen.</summary>
public sealed class Guestbook(
    IDbContextFactory<LearnWebDb> databases,
    TimeProvider clock,
    int mostInAll = Guestbook.MostInAll
) : IExpiring
{
    /// <summary>The longest text, in UTF-16 code units.</summary>
    public const int LongestText = 200;

    /// <summary>The most entries of one visitor; the oldest make room.</summary>
    public const int MostEntries = 20;

    /// <summary>Of all visitors' entries, so many stay that were written last.</summary>
    public const int MostInAll = 20_000;

    /// <summary>How long an entry stays.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>Adds an entry, unless one with this key is there already.</summary>
    /// <returns>Whether it was added.</returns>
    public async Task<bool> AddAsync(string visitor, string text, string? key, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var added = await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "GuestbookEntries" ("Visitor", "Text", "Key", "At") VALUES ({visitor}, {text}, {key}, {now})
                ON CONFLICT DO NOTHING
            """,
            cancellation
        );
        await db.Set<GuestbookEntry>()
            .Where(entry => entry.Visitor == visitor)
            .OrderByDescending(entry => entry.Id)
            .Skip(MostEntries)
            .ExecuteDeleteAsync(cancellation);
        await db.KeepNewestAsync<GuestbookEntry>(mostInAll, cancellation);
        return added == 1;
    }

    /// <summary>The visitor's entries, newest first.</summary>
    public async Task<IReadOnlyList<GuestbookEntry>> ReadAsync(string visitor, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Set<GuestbookEntry>()
            .Where(entry => entry.Visitor == visitor)
            .OrderByDescending(entry => entry.Id)
            .ToListAsync(cancellation);
    }

    /// <summary>Empties the visitor's guestbook.</summary>
    public async Task ClearAsync(string visitor, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await db.Set<GuestbookEntry>().Where(entry => entry.Visitor == visitor).ExecuteDeleteAsync(cancellation);
    }

    public async Task RemoveExpiredAsync(CancellationToken cancellation)
    {
        var oldest = (clock.GetUtcNow() - Lifetime).ToUnixTimeSeconds();
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await db.Set<GuestbookEntry>().Where(entry => entry.At < oldest).ExecuteDeleteAsync(cancellation);
    }
}

internal sealed class GuestbookTable : IEntityTypeConfiguration<GuestbookEntry>
{
    public void Configure(EntityTypeBuilder<GuestbookEntry> builder)
    {
        builder.ToTable("GuestbookEntries");
        builder.HasIndex(entry => new { entry.Visitor, entry.Key }).IsUnique();
        builder.HasIndex(entry => entry.At);
    }
}
