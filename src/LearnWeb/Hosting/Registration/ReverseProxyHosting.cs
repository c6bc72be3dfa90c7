using LearnWeb.Models.Labs;
using LearnWeb.Models.ReverseProxyLab;
using Microsoft.Extensions.Options;

namespace LearnWeb.Hosting;

/// <summary>The reverse-proxy lab: its nginx, if there is one, how many run at once, and what was recorded.</summary>
internal static class ReverseProxyHosting
{
    public static void AddReverseProxyLab(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<ProxyLabOptions>(ProxyLabOptions.Section);
        var recorded = Path.Combine(SiteFolders.Content(builder.Configuration), "reverse-proxy", "traces");
        builder.Services.AddSingleton(services => new NginxFinder(
            services.GetRequiredService<IOptions<ProxyLabOptions>>().Value.Nginx,
            services.GetRequiredService<TimeProvider>()
        ));
        builder.Services.AddSingleton(new RecordedProxyTraces(recorded));
        builder.Services.AddSingleton(
            new StatusCodePage(Path.Combine(SiteFolders.Content(builder.Configuration), "reverse-proxy", "page"))
        );
        builder.Services.AddSingleton(new DemoTarget(StatusCodeFile.Map));
        builder.Services.AddSingleton(typeof(ExclusiveRunner<>));
        builder.Services.AddSingleton<INginxExperiment<PageComparison>, PageExperiment>();
        builder.Services.AddSingleton<INginxExperiment<DesyncComparison>>(
            new DesyncExperiment(Path.Combine(SiteFolders.Content(builder.Configuration), "reverse-proxy", "desync"))
        );
        builder.Services.AddSingleton<IProxyExperiment, ProxyExperiment>();
        builder.Services.AddSingleton(services =>
            ActivatorUtilities.CreateInstance<ReverseProxyRunner>(
                services,
                new WaitingLine(
                    services.GetRequiredService<IOptions<LimitOptions>>().Value.ProxiesAtOnce,
                    services.GetRequiredService<TimeProvider>()
                )
            )
        );
    }
}
