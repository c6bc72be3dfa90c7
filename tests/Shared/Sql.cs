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

    /// <summary>
    /// Where in a site's database a value stands, in whatever table: <c>Table.Column</c>, once for each row.
    /// </summary>
    public static List<string> ColumnsThatHold(string folder, string value) =>
        [
            .. from table in RowsOfSite(folder, "SELECT name FROM sqlite_schema WHERE type = 'table'")
            from column in RowsOfSite(folder, $"SELECT name FROM pragma_table_info('{table}')")
            from row in RowsOfSite(folder, $"SELECT '{table}.{column}' FROM \"{table}\" WHERE \"{column}\" = '{value}'")
            select row,
        ];
}
