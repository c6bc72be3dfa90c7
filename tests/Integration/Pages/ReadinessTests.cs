using System.Net;
using Microsoft.Data.Sqlite;
using Xunit;

namespace LearnWeb.Tests.Integration.Pages;

public sealed class ReadinessTests(Site site) : IClassFixture<Site>
{
    [Theory(DisplayName = "A site that cannot write a database is not ready, until it can")]
    [InlineData("learnweb.db")]
    [InlineData("lab.db")]
    public async Task Readiness_FollowsTheDatabases(string file)
    {
        await BecomesAsync(HttpStatusCode.OK);
        await using (var other = new SqliteConnection($"Data Source={Path.Combine(site.State, file)};Pooling=False"))
        {
            await other.OpenAsync(TestContext.Current.CancellationToken);
            await using var writing = other.BeginTransaction(deferred: false);
            await BecomesAsync(HttpStatusCode.ServiceUnavailable);
        }

        await BecomesAsync(HttpStatusCode.OK);
    }

    private async Task BecomesAsync(HttpStatusCode status)
    {
        // The site looks once a second, and says no while it is still looking.
        for (var tries = 0; ; tries++)
        {
            using var answer = await site.GetAsync("/healthz/ready");
            if (answer.StatusCode == status || tries == 300)
            {
                Assert.Equal(status, answer.StatusCode);
                return;
            }

            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }
}
