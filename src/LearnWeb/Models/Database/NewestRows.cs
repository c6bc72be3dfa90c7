using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace LearnWeb.Models.Database;

/// <summary>Bounds a table.</summary>
internal static class NewestRows
{
    /// <summary>
    /// Removes the oldest rows, so that as many stay. SQLite numbers the rows of a table, each one higher than the
    /// highest (its <c>rowid</c>), so no row has to be counted; of rows removed before, fewer may stay.
    /// </summary>
    /// <param name="most">How many rows may stay.</param>
    public static Task KeepNewestAsync<TEntity>(this DbContext db, int most, CancellationToken cancellation)
        where TEntity : class
    {
        var table = db.Model.FindEntityType(typeof(TEntity))!.GetTableName();
        var sql = string.Create(
            CultureInfo.InvariantCulture,
            $"""DELETE FROM "{table}" WHERE rowid <= (SELECT MAX(rowid) FROM "{table}") - {most}"""
        );
        return db.Database.ExecuteSqlRawAsync(sql, cancellation);
    }
}
