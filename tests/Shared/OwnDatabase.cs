using LearnWeb.Models;
using LearnWeb.Models.Accounts;
using LearnWeb.Models.Database;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace LearnWeb.Tests;

/// <summary>Tests each of which has a database of its own, up to date and empty.</summary>
public abstract class OwnDatabase : IDisposable, IDbContextFactory<LearnWebDb>
{
    protected OwnDatabase()
    {
        Database = $"Data Source={Path.Combine(Folder.FullName, "learnweb.db")}";
        DatabaseUpgrade.Apply(Database);
    }

    /// <summary>For whatever else the test keeps in files.</summary>
    protected DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("learnweb-");

    /// <summary>How to connect.</summary>
    protected string Database { get; }

    public LearnWebDb CreateDbContext() => new(new DbContextOptionsBuilder<LearnWebDb>().UseSqlite(Database).Options);

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        SqliteConnection.ClearAllPools();
        Folder.Delete(recursive: true);
    }

    /// <summary>Adds the account <c>ada</c>, for what belongs to one.</summary>
    protected void AddAda()
    {
        using var db = CreateDbContext();
        db.Add(
            new Account
            {
                Id = "ada",
                UserName = "ada",
                NormalizedUserName = "ADA",
                CreatedAt = 0,
                UsedAt = 0,
            }
        );
        db.SaveChanges();
    }
}
