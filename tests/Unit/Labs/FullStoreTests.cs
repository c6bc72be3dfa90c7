using LearnWeb.Models;
using LearnWeb.Models.Database;
using LearnWeb.Models.GetPostLab;
using LearnWeb.Models.Labs;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace LearnWeb.Tests.Unit.Labs;

/// <summary>What visitors without a name leave behind has a bound, however many of them come.</summary>
public sealed class FullStoreTests : OwnDatabase
{
    [Fact]
    public async Task FullGoalBook_ForgetsItsOldestTick()
    {
        Fill(GoalStore.MostTicks, "INSERT INTO GoalTicks (Visitor, Goal, At) SELECT 'v' || i, 'web/query', i FROM n");
        var book = new GoalStore(this, new Clock());

        await book.TickAsync("newest", LabCatalog.Find("web")!, "query", TestContext.Current.CancellationToken);

        Assert.Equal([$"{GoalStore.MostTicks}"], Sql.Rows(Database, "SELECT CAST(COUNT(*) AS TEXT) FROM GoalTicks"));
        Assert.Equal(
            ["newest", "v2"],
            Sql.Rows(Database, "SELECT Visitor FROM GoalTicks WHERE Visitor IN ('v1', 'v2', 'newest') ORDER BY Visitor")
        );
    }

    [Fact]
    public async Task FullGuestbook_ForgetsItsOldestEntry_WhoseverItIs()
    {
        Fill(Guestbook.MostInAll, "INSERT INTO GuestbookEntries (Visitor, Text, At) SELECT 'v' || i, 'x', i FROM n");

        await new Guestbook(this, new Clock()).AddAsync(
            "newest",
            "x",
            key: null,
            TestContext.Current.CancellationToken
        );

        Assert.Equal(
            [$"{Guestbook.MostInAll}"],
            Sql.Rows(Database, "SELECT CAST(COUNT(*) AS TEXT) FROM GuestbookEntries")
        );
        Assert.Equal(
            ["newest", "v2"],
            Sql.Rows(
                Database,
                "SELECT Visitor FROM GuestbookEntries WHERE Visitor IN ('v1', 'v2', 'newest') ORDER BY Visitor"
            )
        );
    }

    private void Fill(int rows, string insert) =>
        Sql.Rows(
            Database,
            $"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) {insert}"
        );
}
