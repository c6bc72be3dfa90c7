namespace LearnWeb.Hosting;

/// <summary>The life of the process.</summary>
public static class SiteRun
{
    /// <summary>Serves until it is told to stop, or a background service fails, which stops the whole site.</summary>
    /// <returns>The exit code: 1 if a background service failed, so that whoever started the process starts it
    /// again.</returns>
    public static async Task<int> RunToExitCodeAsync(this WebApplication app)
    {
        var background = app.Services.GetServices<IHostedService>().OfType<BackgroundService>().ToList();
        await using (app)
        {
            try
            {
                await app.StartAsync();
            }
            catch
            {
                await app.StopAsync(); // without, each background service would log its end as a failure of its own
                throw;
            }

            await app.WaitForShutdownAsync();
        }

        return background.Exists(service => service.ExecuteTask is { IsFaulted: true }) ? 1 : 0;
    }
}
