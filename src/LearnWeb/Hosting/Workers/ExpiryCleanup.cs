using LearnWeb.Models.Database;

namespace LearnWeb.Hosting;

/// <summary>Lets every store that was added as expiring remove what has expired, every few minutes.</summary>
internal sealed class ExpiryCleanup(IEnumerable<IExpiring> stores, TimeProvider clock, ILogger<ExpiryCleanup> log)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var store in stores)
            {
                await TryAsync(store, stoppingToken);
            }
        }
    }

    /// <summary>
    /// One that fails, for whatever reason, keeps neither the others from their work nor the site from its.
    /// </summary>
    private async Task TryAsync(IExpiring store, CancellationToken stoppingToken)
    {
        try
        {
            await store.RemoveExpiredAsync(stoppingToken);
        }
        catch (Exception error) when (!stoppingToken.IsCancellationRequested)
        {
            log.LogError(error, "{Store} could not remove what has expired; the next round tries again.", store);
        }
    }
}

internal static class ExpiringServices
{
    /// <summary>Adds a store, one for the whole site, and has it cleaned up by <see cref="ExpiryCleanup"/>.</summary>
    public static void AddExpiring<TStore>(this IServiceCollection services)
        where TStore : class, IExpiring
    {
        services.AddSingleton<TStore>();
        services.AddSingleton<IExpiring>(provider => provider.GetRequiredService<TStore>());
    }
}
