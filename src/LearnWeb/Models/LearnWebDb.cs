using LearnWeb.Models.Labs;
using Microsoft.EntityFrameworkCore;

namespace LearnWeb.Models;

/// <summary>Everything the site remembers of its visitors. Each slice configures its own entities.</summary>
public sealed class LearnWebDb(DbContextOptions<LearnWebDb> options) : DbContext(options)
{
    public DbSet<GoalTick> GoalTicks => Set<GoalTick>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(LearnWebDb).Assembly);
}
