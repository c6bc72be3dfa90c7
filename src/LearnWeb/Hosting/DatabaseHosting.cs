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
        var database = Open(builder.Configuration["Database"] ?? "Data Source=learnweb.db", state);

        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning); // every query would be a line
        builder.Services.AddPooledDbContextFactory<LearnWebDb>(options => options.UseSqlite(database));
        builder.Services.AddScoped(services =>
            services.GetRequiredService<IDbContextFactory<LearnWebDb>>().CreateDbContext()
        ); // for Identity's store
        builder.Services.AddSingleton<GoalBook>();
        builder.Services.AddSingleton<LearnerTickets>();
        builder.Services.AddSingleton<Guestbook>();
        builder.Services.AddSingleton<DatabaseHealth>();
        builder.Services.AddHostedService<Sweeper>();
    }

    /// <summary>Brings the database up to date.</summary>
    /// <returns>How to connect to it.</returns>
    /// <exception cref="SettingException">It is not to be used.</exception>
    private static string Open(string setting, string state)
    {
        try
        {
            var database = new SqliteConnectionStringBuilder(setting);
            database.DataSource = Path.Combine(state, database.DataSource);
            DatabaseUpgrade.Apply(database.ToString());
            return database.ToString();
        }
        catch (ArgumentException error)
        {
            throw new SettingException(
                $"Database is '{setting}'. Write where the SQLite file is, like Data Source=learnweb.db.",
                error
            );
        }
        catch (Exception error) when (error is SqliteException or InvalidOperationException)
        {
            throw new SettingException(
                $"The database in {state} cannot be used. {error.Message} Let State:Path or Database name "
                    + "another, one that can be written.",
                error
            );
        }
    }
}

/// <summary>Removes what has expired, every few minutes.</summary>
internal sealed class Sweeper(
    GoalBook goals,
    Guestbook guestbook,
    SessionBook sessions,
    RefreshBook families,
    AccountBook accounts,
    VisitBook visits,
    TimeProvider clock,
    ILogger<Sweeper> log
) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    private readonly Func<CancellationToken, Task>[] _sweeps =
    [
        goals.SweepAsync,
        guestbook.SweepAsync,
        sessions.SweepAsync,
        families.SweepAsync,
        visits.SweepAsync,
        accounts.SweepAsync,
    ];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var sweep in _sweeps)
            {
                await TryAsync(sweep, stoppingToken);
            }
        }
    }

    /// <summary>
    /// One that fails, for whatever reason, keeps neither the others from their work nor the site from its.
    /// </summary>
    private async Task TryAsync(Func<CancellationToken, Task> sweep, CancellationToken stoppingToken)
    {
        try
        {
            await sweep(stoppingToken);
        }
        catch (Exception error) when (!stoppingToken.IsCancellationRequested)
        {
            log.LogError(error, "{Book} could not remove what has expired; the next round tries again.", sweep.Target);
        }
    }
}
