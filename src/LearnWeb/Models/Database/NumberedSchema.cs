using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace LearnWeb.Models.Database;

/// <summary>
/// Files of versions of the site that numbered their schema (SQLite's <c>user_version</c>) before it had migrations:
/// what they have already is noted in EF Core's history, in one transaction.
/// </summary>
internal static class NumberedSchema
{
    /// <summary>The number that the first migration stands for; each later one is one more.</summary>
    private const int OfFirstMigration = 4;

    /// <summary>Does nothing to a file without a number.</summary>
    /// <exception cref="InvalidOperationException">The number is none that this program knows.</exception>
    public static void Adopt(LearnWebDb db)
    {
        using var transaction = db.Database.BeginTransaction();
        var version = db.Database.SqlQueryRaw<int>("SELECT user_version AS Value FROM pragma_user_version").Single();
        if (version == 0)
        {
            return;
        }

        var migrations = db.Database.GetMigrations().Take(version - OfFirstMigration + 1).ToList();
        if (migrations.Count == 0 || migrations.Count != version - OfFirstMigration + 1)
        {
            throw new InvalidOperationException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The database has version {version}, which this program does not know. Start the program "
                        + $"it belongs to, or another database."
                )
            );
        }

        var history = db.GetService<IHistoryRepository>();
        db.Database.ExecuteSqlRaw(history.GetCreateIfNotExistsScript());
        foreach (var migration in migrations)
        {
            db.Database.ExecuteSqlRaw(history.GetInsertScript(new HistoryRow(migration, ProductInfo.GetVersion())));
        }

        db.Database.ExecuteSqlRaw("PRAGMA user_version = 0");
        transaction.Commit();
    }
}
