using LearnWeb.Models;
using LearnWeb.Models.Accounts;
using LearnWeb.Models.Database;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace LearnWeb.Tests.Unit.Database;

public sealed class DatabaseUpgradeTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("learnweb-");

    [Fact]
    public void MigrationsAndModel_AgreeOnEveryTable()
    {
        var database = Connect("new.db");
        DatabaseUpgrade.Apply(database);

        using var db = Open(database);
        Assert.False(db.Database.HasPendingModelChanges(), "Add a migration: docs/decisions/migrations.md.");
        Assert.Equal(Describe(Created()), Describe(database));
    }

    [Fact]
    public void SecondStart_ChangesNothing_AndCopiesNothing()
    {
        var database = Connect("twice.db");
        DatabaseUpgrade.Apply(database);
        var before = Describe(database);

        DatabaseUpgrade.Apply(database);

        Assert.Equal(before, Describe(database));
        Assert.DoesNotContain(
            _folder.EnumerateFiles(),
            file => file.Name.StartsWith("twice.db.2", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void EightStartsAtOnce_MakeOneSchema()
    {
        var database = Connect("race.db");
        Parallel.For(0, 8, _ => DatabaseUpgrade.Apply(database));
        Assert.Equal(Describe(Created()), Describe(database));
    }

    [Theory]
    [InlineData("numbered-schema-4.sql")]
    [InlineData("numbered-schema-4.sql", "numbered-schema-5.sql")]
    public void FileFromBeforeMigrations_KeepsEveryRow(params string[] scripts)
    {
        var database = Connect("old.db");
        Run(
            database,
            [
                .. scripts.Select(script =>
                    File.ReadAllText(Path.Combine(Repository.Root, "tests", "Unit", "Database", script))
                ),
            ]
        );
        Run(
            database,
            """
            INSERT INTO "Accounts" ("Id", "IsGuest", "CreatedAt", "UsedAt", "UserName", "NormalizedUserName")
                VALUES ('1', 0, 2, 3, 'ada', 'ADA');
            INSERT INTO "TokenFamilies" ("Id", "Owner", "Browser", "CreatedAt", "SeenAt") VALUES ('f', '1', 'b', 2, 3);
            INSERT INTO "GoalTicks" ("Visitor", "Goal", "At") VALUES ('v', 'tcp/handshake', 4);
            """
        );

        DatabaseUpgrade.Apply(database);
        DatabaseUpgrade.Apply(database);

        Assert.Equal(Describe(Created()), Describe(database));
        using var db = Open(database);
        Assert.Equal(
            ("ada", 0),
            db.Set<Account>()
                .Select(account => ValueTuple.Create(account.UserName, account.WrongGuesses))
                .AsEnumerable()
                .Single()
        );
        Assert.Equal(["1"], Sql.Rows(database, """SELECT "Owner" FROM "TokenFamilies" """));
        Assert.Equal(["tcp/handshake"], Sql.Rows(database, """SELECT "Goal" FROM "GoalTicks" """));
    }

    [Fact]
    public void OlderFile_IsCopiedFirst()
    {
        var database = Connect("old.db");
        Run(
            database,
            File.ReadAllText(Path.Combine(Repository.Root, "tests", "Unit", "Database", "numbered-schema-4.sql"))
        );

        DatabaseUpgrade.Apply(database);

        var copy = Assert.Single(_folder.EnumerateFiles("old.db.*_Initial"));
        Assert.DoesNotContain(
            "Accounts.WrongGuesses",
            string.Join('\n', Describe(Connect(copy.Name))),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void LockOfAKilledProcess_HoldsNobodyUp()
    {
        var database = Connect("killed.db");
        Run(
            database,
            """
            CREATE TABLE "__EFMigrationsLock" (
                "Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY,
                "Timestamp" TEXT NOT NULL
            );
            INSERT INTO "__EFMigrationsLock" ("Id", "Timestamp") VALUES (1, '2026-11-27 00:00:00+00:00');
            """
        );

        DatabaseUpgrade.Apply(database);

        Assert.Equal(Describe(Created()), Describe(database));
    }

    [Theory]
    [InlineData("PRAGMA user_version = 1000")]
    [InlineData("PRAGMA user_version = 2")]
    [InlineData(
        """
            CREATE TABLE "__EFMigrationsHistory" ("MigrationId" TEXT, "ProductVersion" TEXT);
            INSERT INTO "__EFMigrationsHistory" VALUES ('29990101000000_Later', '99')
            """
    )]
    public void DatabaseOfAnotherVersion_IsRefused_AndNotTouched(string sql)
    {
        var database = Connect("other.db");
        Run(database, sql);

        Assert.Throws<InvalidOperationException>(() => DatabaseUpgrade.Apply(database));

        Assert.Empty(Describe(database));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private static LearnWebDb Open(string database) =>
        new(new DbContextOptionsBuilder<LearnWebDb>().UseSqlite(database).Options);

    /// <summary>A database as the model has it.</summary>
    private string Created()
    {
        var database = Connect("created.db");
        using var db = Open(database);
        db.Database.EnsureCreated();
        return database;
    }

    private string Connect(string name) =>
        new SqliteConnectionStringBuilder { DataSource = Path.Combine(_folder.FullName, name) }.ToString();

    private static void Run(string database, params string[] scripts)
    {
        using var connection = new SqliteConnection(database);
        connection.Open();
        foreach (var script in scripts)
        {
            using var command = connection.CreateCommand();
            command.CommandText = script;
            command.ExecuteNonQuery();
        }
    }

    /// <summary>Every column, primary key, index and reference of the site's tables, one line each.</summary>
    private static List<string> Describe(string database) =>
        Sql.Rows(
            database,
            """
            WITH tables AS (
                SELECT name FROM sqlite_schema
                WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\_\_EF%' ESCAPE '\'
            )
            SELECT t.name || '.' || c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || c.pk || ' '
                || coalesce(c.dflt_value, '')
            FROM tables t JOIN pragma_table_info(t.name) c
            UNION ALL
            SELECT t.name || ' index ' || i.name || ' ' || i."unique" || ' '
                || (SELECT group_concat(name) FROM pragma_index_info(i.name))
            FROM tables t JOIN pragma_index_list(t.name) i
            UNION ALL
            SELECT t.name || ' references ' || f."table" || ' ' || f."from" || ' ' || f.on_delete
            FROM tables t JOIN pragma_foreign_key_list(t.name) f
            ORDER BY 1
            """
        );
}
