using LearnWeb.Models;
using LearnWeb.Models.Database;
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
        builder.Services.AddSingleton<DatabaseHealth>();
        builder.Services.AddHostedService<ExpiryCleanup>();
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
