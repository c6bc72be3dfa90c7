using LearnWeb.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

namespace LearnWeb.Tests.Integration.Pages;

public sealed class SiteRunTests
{
    [Fact]
    public async Task SiteWhoseBackgroundServiceFailed_ExitsWithFailure() =>
        Assert.Equal(1, await ExitCodeWithAsync<Failing>());

    [Fact]
    public async Task SiteThatWasToldToStop_ExitsWithSuccess() => Assert.Equal(0, await ExitCodeWithAsync<Stopping>());

    private static async Task<int> ExitCodeWithAsync<T>()
        where T : BackgroundService
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddHostedService<T>();
        return await builder.Build().RunToExitCodeAsync();
    }

    private sealed class Failing(IHostApplicationLifetime site) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            site.ApplicationStarted.Register(started.SetResult);
            await started.Task;
            throw new InvalidOperationException("as it is meant to");
        }
    }

    private sealed class Stopping(IHostApplicationLifetime site) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken)
        {
            site.ApplicationStarted.Register(site.StopApplication);
            return Task.CompletedTask;
        }
    }
}
