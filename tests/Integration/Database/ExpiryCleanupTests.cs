using LearnWeb.Models.Database;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace LearnWeb.Tests.Integration.Database;

public sealed class ExpiryCleanupTests
{
    [Fact]
    public async Task StoreThatFails_KeepsNoOtherFromItsWork_NorTheSiteFromIts()
    {
        await using var site = new ImpatientSite();
        using var started = await site.GetAsync("/healthz");
        Sql.RowsOfSite(site.State, "INSERT INTO GuestbookEntries (Visitor, Text, At) VALUES ('v', 'x', 0)");
        Sql.RowsOfSite(site.State, "DROP TABLE GoalTicks");

        // Only the cleanup has a timer of five minutes.
        for (var tries = 0; tries < 300 && Entries(site).Count > 0; tries++)
        {
            site.Clock.Tick(TimeSpan.FromMinutes(5));
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Empty(Entries(site));
        using var still = await site.GetAsync("/healthz");
        Assert.True(still.IsSuccessStatusCode);
    }

    [Fact]
    public void EveryExpiringStore_IsCleanedUp()
    {
        using var site = new Site();
        var stores = typeof(IExpiring)
            .Assembly.GetTypes()
            .Where(type => type.IsClass && type.IsAssignableTo(typeof(IExpiring)));
        var added = site.Services.GetServices<IExpiring>().Select(store => store.GetType());
        Assert.Equal(stores.Select(type => type.Name).Order(), added.Select(type => type.Name).Order());
    }

    private static List<string> Entries(Site site) => Sql.RowsOfSite(site.State, "SELECT Text FROM GuestbookEntries");

    private sealed class ImpatientSite : Site
    {
        public HandClock Clock { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureLogging(logging => logging.ClearProviders()); // the failure is on purpose
            builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Clock));
        }
    }

    /// <summary>The real time, but for timers that a test may let tick.</summary>
    private sealed class HandClock : TimeProvider
    {
        private readonly List<(TimeSpan Period, Action Tick)> _timers = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            lock (_timers)
            {
                _timers.Add((period, () => callback(state)));
            }

            return base.CreateTimer(callback, state, dueTime, period);
        }

        public void Tick(TimeSpan period)
        {
            lock (_timers)
            {
                _timers.Where(timer => timer.Period == period).ToList().ForEach(timer => timer.Tick());
            }
        }
    }
}
