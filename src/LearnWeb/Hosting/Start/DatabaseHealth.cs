using LearnWeb.Models;
using LearnWeb.Models.SessionTokenLab;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace LearnWeb.Hosting;

/// <summary>
/// Whether both databases can be written. However many ask, one thread looks, at most once a second: the question costs
/// a stranger nothing and must cost the site no more.
/// </summary>
internal sealed class DatabaseHealth(IDbContextFactory<LearnWebDb> site, LabDatabase lab, TimeProvider clock)
{
    /// <summary>How long an answer may take; no answer by then is a no.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private Task<bool>? _look;
    private long _begun;

    public async Task<bool> CanWriteAsync()
    {
        try
        {
            return await Look().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private Task<bool> Look()
    {
        lock (_lock)
        {
            if (_look is null || (_look.IsCompleted && clock.GetElapsedTime(_begun) >= Pause))
            {
                _begun = clock.GetTimestamp();
                _look = Task.Run(() => CanWrite(site) && CanWrite(lab));
            }

            return _look;
        }
    }

    /// <summary>
    /// Opens the file and takes the lock that a writer takes. SQLite waits for it on this thread, a second at most.
    /// </summary>
    private static bool CanWrite(IDbContextFactory<LearnWebDb> databases)
    {
        using var db = databases.CreateDbContext();
        var afresh = new SqliteConnectionStringBuilder(db.Database.GetConnectionString())
        {
            DefaultTimeout = 1,
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,
        };
        try
        {
            using var connection = new SqliteConnection(afresh.ToString());
            connection.Open();
            using var transaction = connection.BeginTransaction(deferred: false);
            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }
}
