namespace LearnWeb.Hosting;

/// <summary>The life of the process.</summary>
public static class SiteRun
{
    /// <summary>Serves until it is told to stop, or a background service fails, which stops the whole site.</summary>
    /// <returns>The exit code: 1 if a background service failed, so that whoever started the process starts it again.</returns>
    public static int RunToExitCode(this WebApplication app)
    {
        var background = app.Services.GetServices<IHostedService>().OfType<BackgroundService>().ToList();
        app.Run();
        return background.Exists(service => service.ExecuteTask is { IsFaulted: true }) ? 1 : 0;
    }
}
