using System.Collections.Immutable;
using LearnWeb.Models.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.Caching.Memory;

namespace LearnWeb.Models.Labs;

/// <summary>A goal that the server has seen a visitor reach.</summary>
public sealed class GoalTick
{
    public required string Visitor { get; init; }

    /// <summary><c>lab/goal</c>.</summary>
    public required string Goal { get; init; }

    /// <summary>Seconds since 1970 (UTC).</summary>
    public required long At { get; init; }
}

/// <summary>
/// Which goals each visitor has reached. A goal is ticked only where the server itself has seen the evidence.
/// </summary>
public sealed class GoalStore(
    IDbContextFactory<LearnWebDb> databases,
    TimeProvider clock,
    int mostTicks = GoalStore.MostTicks
) : IExpiring, IDisposable
{
    /// <summary>How long a tick is remembered: as long as a browser keeps a cookie (6265bis §5.5).</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(400);

    /// <summary>The most ticks of all visitors; the oldest make room.</summary>
    public const int MostTicks = 200_000;

    /// <summary>How many newcomers' goals are kept in memory, each for <see cref="Patience"/>.</summary>
    private const int MostNewcomers = 10_000;

    /// <summary>How long a newcomer may take for a second request.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    private readonly MemoryCache _newcomers = new(new MemoryCacheOptions { SizeLimit = MostNewcomers });

    /// <summary>Ticks a goal; once is enough.</summary>
    /// <exception cref="ArgumentException">The lab has no such goal.</exception>
    public Task TickAsync(string visitor, Lab lab, string goal, CancellationToken cancellation = default) =>
        WriteAsync(visitor, NameOf(lab, goal), cancellation);

    /// <summary>
    /// Ticks a goal of somebody who may never come back: in memory, until <see cref="WelcomeAsync"/>. A program that
    /// throws its cookie away would leave a row with every call.
    /// </summary>
    /// <exception cref="ArgumentException">The lab has no such goal.</exception>
    public void TickNewcomer(string visitor, Lab lab, string goal) =>
        _newcomers.Set(
            visitor,
            Pending(visitor).Add(NameOf(lab, goal)),
            new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Patience }
        );

    /// <summary>A visitor has come back: what was ticked the first time is written down.</summary>
    public async Task WelcomeAsync(string visitor, CancellationToken cancellation)
    {
        foreach (var name in Pending(visitor))
        {
            await WriteAsync(visitor, name, cancellation);
        }

        _newcomers.Remove(visitor);
    }

    public void Dispose() => _newcomers.Dispose();

    private static string NameOf(Lab lab, string goal) =>
        lab.Goals.Any(known => known.Id == goal)
            ? $"{lab.Slug}/{goal}"
            : throw new ArgumentException($"The lab {lab.Slug} has no goal {goal}.", nameof(goal));

    private ImmutableHashSet<string> Pending(string visitor) => _newcomers.Get<ImmutableHashSet<string>>(visitor) ?? [];

    private async Task WriteAsync(string visitor, string name, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var added = await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "GoalTicks" ("Visitor", "Goal", "At") VALUES ({visitor}, {name}, {now}) ON CONFLICT DO NOTHING
            """,
            cancellation
        );
        if (added == 1)
        {
            await db.KeepNewestAsync<GoalTick>(mostTicks, cancellation);
        }
    }

    /// <summary>The goals this visitor has reached, as <c>lab/goal</c>.</summary>
    public async Task<IReadOnlySet<string>> ReachedAsync(string visitor, CancellationToken cancellation = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var reached = await db
            .GoalTicks.Where(tick => tick.Visitor == visitor)
            .Select(tick => tick.Goal)
            .ToHashSetAsync(cancellation);
        reached.UnionWith(Pending(visitor));
        return reached;
    }

    public async Task RemoveExpiredAsync(CancellationToken cancellation)
    {
        var oldest = (clock.GetUtcNow() - Lifetime).ToUnixTimeSeconds();
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await db.GoalTicks.Where(tick => tick.At < oldest).ExecuteDeleteAsync(cancellation);
    }
}

internal sealed class GoalTickTable : IEntityTypeConfiguration<GoalTick>
{
    public void Configure(EntityTypeBuilder<GoalTick> builder)
    {
        builder.HasKey(tick => new { tick.Visitor, tick.Goal });
        builder.HasIndex(tick => tick.At);
    }
}
