using LearnWeb.Models;
using LearnWeb.Models.Accounts;
using LearnWeb.Models.Database;
using LearnWeb.Models.GetPostLab;
using LearnWeb.Models.Labs;
using LearnWeb.Models.SessionTokenLab;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace LearnWeb.Hosting;

/// <summary>The database: where it is, that it is up to date, and that it does not grow for ever.</summary>
internal static class DatabaseHosting
{
    public static void AddDatabase(this WebApplicationBuilder builder)
    {
        var state = SiteFolders.State(builder.Configuration, builder.Environment.IsDevelopment());
        var database = new SqliteConnectionStringBuilder(builder.Configuration["Database"] ?? "Data Source=learnweb.db");
        database.DataSource = Path.Combine(state, database.DataSource);
        Schema.BringUpToDate(database.ToString());

        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning); // every query would be a line
        builder.Services.AddPooledDbContextFactory<LearnWebDb>(options => options.UseSqlite(database.ToString()));
        builder.Services.AddScoped(services => services.GetRequiredService<IDbContextFactory<LearnWebDb>>().CreateDbContext()); // for Identity's store
        builder.Services.AddSingleton<GoalBook>();
        builder.Services.AddSingleton<Guestbook>();
        builder.Services.AddSingleton<DatabaseHealth>();
        builder.Services.AddHostedService<Sweeper>();
    }
}

/// <summary>Removes what has expired, every few minutes.</summary>
internal sealed class Sweeper(
    GoalBook goals, Guestbook guestbook, SessionBook sessions, RefreshBook families, AccountBook accounts, VisitBook visits, TimeProvider clock, ILogger<Sweeper> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await goals.SweepAsync(stoppingToken);
                await guestbook.SweepAsync(stoppingToken);
                await sessions.SweepAsync(stoppingToken);
                await families.SweepAsync(stoppingToken);
                await visits.SweepAsync(stoppingToken);
                await accounts.SweepAsync(stoppingToken);
            }
            catch (SqliteException error)
            {
                log.LogError(error, "Expired rows could not be removed; the next round tries again.");
            }
        }
    }
}
