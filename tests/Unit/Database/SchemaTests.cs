using LearnWeb.Models;
using LearnWeb.Models.Database;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace LearnWeb.Tests.Unit.Database;

public sealed class SchemaTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("learnweb-");

    [Fact]
    public void StepsAndModel_MakeTheSameTablesColumnsAndIndexes()
    {
        var stepped = Connect("stepped.db");
        Schema.BringUpToDate(stepped);
        var modelled = Connect("modelled.db");
        using (var db = new LearnWebDb(new DbContextOptionsBuilder<LearnWebDb>().UseSqlite(modelled).Options))
        {
            db.Database.EnsureCreated();
        }

        var expected = Describe(modelled);
        Assert.NotEmpty(expected);
        Assert.Equal(expected, Describe(stepped));
    }

    [Fact]
    public void SecondStart_ChangesNothing()
    {
        var database = Connect("twice.db");
        Schema.BringUpToDate(database);
        var before = Describe(database);

        Schema.BringUpToDate(database);

        Assert.Equal(before, Describe(database));
    }

    [Fact]
    public void TwoStartsAtOnce_MakeOneSchema()
    {
        var database = Connect("race.db");
        Parallel.For(0, 8, _ => Schema.BringUpToDate(database));
        Assert.NotEmpty(Describe(database));
    }

    [Fact]
    public void NewerDatabase_IsRefused_AndNotTouched()
    {
        var database = Connect("newer.db");
        Sql.Rows(database, "PRAGMA user_version = 1000");

        Assert.Throws<InvalidOperationException>(() => Schema.BringUpToDate(database));

        Assert.Empty(Describe(database));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private string Connect(string name) => new SqliteConnectionStringBuilder { DataSource = Path.Combine(_folder.FullName, name) }.ToString();

    /// <summary>Every column, primary key and index, one line each.</summary>
    private static List<string> Describe(string database) => Sql.Rows(database, """
        SELECT t.name || '.' || c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || c.pk || ' ' || coalesce(c.dflt_value, '')
        FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'
        UNION ALL
        SELECT t.name || ' index ' || i.name || ' ' || i."unique" || ' ' || (SELECT group_concat(name) FROM pragma_index_info(i.name))
        FROM sqlite_schema t JOIN pragma_index_list(t.name) i WHERE t.type = 'table'
        UNION ALL
        SELECT t.name || ' references ' || f."table" || ' ' || f."from" || ' ' || f.on_delete
        FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name) f WHERE t.type = 'table'
        ORDER BY 1
        """);
}
