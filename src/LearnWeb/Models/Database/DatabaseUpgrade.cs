using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace LearnWeb.Models.Database;

/// <summary>
/// Brings a database file to the model of <see cref="LearnWebDb"/>, with EF Core's migrations. A copy of an older file
/// is kept beside it. A process that is killed at any point leaves a file from which the next start goes on:
/// docs/decisions/migrations.md.
/// </summary>
public static class DatabaseUpgrade
{
    /// <summary>
    /// Creates the file, or applies the migrations that it lacks. One process at a time; others wait.
    /// </summary>
    /// <exception cref="InvalidOperationException">The file was made by a newer version of the site, or by one that is
    /// too old.</exception>
    /// <exception cref="SqliteException">The file is not a database, or cannot be written.</exception>
    public static void Apply(string connectionString)
    {
        using var db = new LearnWebDb(new DbContextOptionsBuilder<LearnWebDb>().UseSqlite(connectionString).Options);
        using var upgrading = FileLock.Wait($"{db.Database.GetDbConnection().DataSource}.upgrade");
        db.Database.OpenConnection();
        db.Database.ExecuteSqlRaw("PRAGMA journal_mode = WAL");
        NumberedSchema.Adopt(db);

        var applied = db.Database.GetAppliedMigrations().ToList();
        if (applied.Except(db.Database.GetMigrations()).FirstOrDefault() is { } unknown)
        {
            throw new InvalidOperationException(
                $"The database has the migration {unknown}, which this program does not know. Start the newer "
                    + "program, or another database."
            );
        }

        if (!db.Database.GetPendingMigrations().Any())
        {
            return;
        }

        if (applied.Count > 0)
        {
            Copy(db, applied[^1]);
        }

        RemoveLockOfKilled(db);
        db.Database.Migrate();
    }

    private static void Copy(LearnWebDb db, string version)
    {
        var copy = $"{db.Database.GetDbConnection().DataSource}.{version}";
        if (!File.Exists(copy))
        {
            db.Database.ExecuteSql($"VACUUM INTO {copy}");
        }
    }

    /// <summary>The row by which EF Core locks: of a process that was killed, since nobody else is here.</summary>
    private static void RemoveLockOfKilled(LearnWebDb db) =>
        db.Database.ExecuteSqlRaw("""DROP TABLE IF EXISTS "__EFMigrationsLock" """);
}
