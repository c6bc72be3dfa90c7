using LearnWeb.Models.ForwardProxyLab;
using LearnWeb.Models.Labs;
using Microsoft.Extensions.Options;

namespace LearnWeb.Hosting;

/// <summary>The forward-proxy lab: its demo sites, its proxies, and how many run at once.</summary>
internal static class ForwardProxyHosting
{
    public static void AddForwardProxyLab(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ForwardProxyDemo>();
        builder.Services.AddSingleton<IForwardProxyExperiment, ForwardProxyExperiment>();
        builder.Services.AddSingleton(services =>
            ActivatorUtilities.CreateInstance<ForwardProxyRunner>(
                services,
                new WaitingLine(
                    services.GetRequiredService<IOptions<LimitOptions>>().Value.ProxiesAtOnce,
                    services.GetRequiredService<TimeProvider>()
                )
            )
        );
    }
}
