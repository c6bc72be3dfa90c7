using Microsoft.Data.Sqlite;

namespace LearnWeb.Tests;

/// <summary>A look at a database past the program that keeps it.</summary>
internal static class Sql
{
    /// <returns>The first column of every row.</returns>
    public static List<string> Rows(string connectionString, string sql)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    /// <returns>The first column of every row in the database of a site with this state folder.</returns>
    public static List<string> RowsOfSite(string state, string sql) =>
        Rows($"Data Source={Path.Combine(state, "learnweb.db")}", sql);
}
