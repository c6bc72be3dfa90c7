using System.Globalization;
using Microsoft.Data.Sqlite;

namespace LearnWeb.Models.Search;

/// <summary>SQL with parameters <c>$0</c>, <c>$1</c> and so on, prepared once and run many times.</summary>
internal static class Sqlite
{
    internal static void Run(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    internal static SqliteCommand Prepare(this SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; sql.Contains(Name(i), StringComparison.Ordinal); i++)
            command.Parameters.Add(new SqliteParameter(Name(i), null));
        return command;
    }

    internal static SqliteCommand Set(this SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        return command;
    }

    private static string Name(int i) => string.Create(CultureInfo.InvariantCulture, $"${i}");
}
