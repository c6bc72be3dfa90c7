using LearnWeb.Models.Labs;
using LearnWeb.Models.TcpLab;
using LearnWeb.Rendering.Notes;
using LearnWeb.Rendering.Tcp;
using LearnWeb.Tcp;
using Microsoft.Extensions.Options;

namespace LearnWeb.Hosting;

/// <summary>
/// The TCP lab's helpers: whether there are any, how many run at once, and what was recorded of them.
/// </summary>
internal static class TcpLabHosting
{
    public static void AddTcpLab(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<TcpLabOptions>(TcpLabOptions.Section);
        var recorded = Path.Combine(SiteFolders.Content(builder.Configuration), "tcp", "traces");
        builder.Services.AddSingleton(services => new HelperSupply(
            services.GetRequiredService<IOptions<TcpLabOptions>>().Value.Live,
            HelperCommand.All,
            services.GetRequiredService<TimeProvider>()
        ));
        builder.Services.AddSingleton(services => new WaitingLine(
            services.GetRequiredService<IOptions<LimitOptions>>().Value.WiresAtOnce,
            services.GetRequiredService<TimeProvider>()
        ));
        builder.Services.AddSingleton(new RecordedTraces(recorded));
        builder.Services.AddSingleton<TcpRunner>();
        builder.Services.AddSingleton<ITraceFigures, RecordedFigures>();
    }
}
