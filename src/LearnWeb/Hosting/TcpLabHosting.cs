using LearnWeb.Models.Notes.Rendering;
using LearnWeb.Models.TcpLab;
using LearnWeb.Models.TcpLab.Drawing;

namespace LearnWeb.Hosting;

/// <summary>
/// The TCP lab's helpers: whether there are any, how many run at once, and what was recorded of them.
/// </summary>
internal static class TcpLabHosting
{
    public static void AddTcpLab(this WebApplicationBuilder builder)
    {
        var isOn = builder.Configuration.Flag("Labs:Tcp:Live", true);
        var atOnce = builder.Configuration.Number("Limits:WiresAtOnce", 16);
        var recorded = Path.Combine(SiteFolders.Content(builder.Configuration), "tcp", "traces");
        builder.Services.AddSingleton(services => new WireSupply(
            isOn,
            WireCommand.All,
            services.GetRequiredService<TimeProvider>()
        ));
        builder.Services.AddSingleton(services => new WaitingLine(atOnce, services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton(new RecordedTraces(recorded));
        builder.Services.AddSingleton<TcpRunner>();
        builder.Services.AddSingleton<ITraceFigures, RecordedFigures>();
    }
}
