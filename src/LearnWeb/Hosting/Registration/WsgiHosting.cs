using LearnWeb.Models.WsgiLab;
using LearnWeb.Pipeline;
using LearnWeb.Wsgi;
using LearnWeb.Wsgi.Python;
using Microsoft.Extensions.Options;

namespace LearnWeb.Hosting;

/// <summary>The WSGI gateway, its applications, and the Python that runs some of them.</summary>
internal static class WsgiHosting
{
    private const int MostWorkers = 8;

    public static void AddWsgi(this WebApplicationBuilder builder)
    {
        var content = SiteFolders.Content(builder.Configuration);
        builder.Services.AddSettings<WsgiLabOptions>(WsgiLabOptions.Section);
        builder.Services.AddSingleton(services => new PythonFinder(
            services.GetRequiredService<IOptions<WsgiLabOptions>>().Value.Python,
            services.GetRequiredService<TimeProvider>()
        ));
        builder.Services.AddSingleton(services =>
            ActivatorUtilities.CreateInstance<WsgiCatalog>(
                services,
                content,
                Math.Min(services.GetRequiredService<IOptions<WsgiLabOptions>>().Value.Workers, MostWorkers)
            )
        );
        builder.Services.AddSingleton<WsgiGateway>();
        builder.Services.AddSingleton<LoggerFactory>();
        builder.Services.AddSingleton<ILoggerFactory, BodyCutLog>();
        builder.Services.AddSingleton<CallStore>();
        builder.Services.AddSingleton<WsgiEndpoint>();
        builder.Services.AddHostedService<IdleWorkers>();
        builder.Services.AddSingleton(new DemoTarget(MapWsgi));
    }

    /// <summary>The applications, for any method.</summary>
    public static void MapWsgi(this IEndpointRouteBuilder endpoints)
    {
        foreach (var program in WsgiProgram.All)
        {
            var endpoint = endpoints.Map($"{program.Mount}/{{**path}}", ServeAsync).WithMetadata(program);
            if (program.Kind != WsgiProgramKind.CSharp)
            {
                // it needs a process, or each of its failures is a line in the log
                endpoint.RequireRateLimiting(LimitHosting.Experiments);
            }
        }

        endpoints.Map("/wsgi/{**path}", ServeAsync);
    }

    private static Task ServeAsync(HttpContext context) =>
        context.RequestServices.GetRequiredService<WsgiEndpoint>().ServeAsync(context);
}

/// <summary>Stops the Python workers that nobody has needed for a while.</summary>
internal sealed class IdleWorkers(WsgiCatalog catalog, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var pool in catalog.Pools.Values)
            {
                pool.StopIdle();
            }
        }
    }
}
