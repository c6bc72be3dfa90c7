using LearnWeb.Models.Database;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace LearnWeb.Models.SessionTokenLab;

/// <summary>
/// The lab's own database, of the same schema as the site's but apart from it: a lab's account, session or token is
/// never one of the site's sign-in.
/// </summary>
public sealed class LabDatabase : IDbContextFactory<LearnWebDb>, IDisposable
{
    private readonly SqliteConnection? _keptOpen;
    private readonly DbContextOptions<LearnWebDb> _options;

    private LabDatabase(string connection, bool inMemory)
    {
        _options = new DbContextOptionsBuilder<LearnWebDb>().UseSqlite(connection).Options;
        if (!inMemory)
        {
            DatabaseUpgrade.Apply(connection);
            return;
        }

        // A database in memory lives as long as one connection to it is open.
        _keptOpen = new SqliteConnection(connection);
        _keptOpen.Open();
        using var db = CreateDbContext();
        db.Database.EnsureCreated();
    }

    /// <summary>In a file, which is made if it is not there.</summary>
    public static LabDatabase InFile(string path) =>
        new(new SqliteConnectionStringBuilder { DataSource = path }.ToString(), inMemory: false);

    /// <summary>What a second server holds that shares nothing with the first: at start, nothing.</summary>
    public static LabDatabase OfSecondServer() =>
        new(
            new SqliteConnectionStringBuilder
            {
                DataSource = $"second-{Guid.NewGuid():N}",
                Mode = SqliteOpenMode.Memory,
                Cache = SqliteCacheMode.Shared,
            }.ToString(),
            inMemory: true
        );

    public LearnWebDb CreateDbContext() => new(_options);

    public void Dispose() => _keptOpen?.Dispose();
}
