using Microsoft.AspNetCore.Hosting;

namespace LearnWeb.Tests.Integration.WsgiLab;

/// <summary>A real site without a limit on experiments.</summary>
public class WsgiSite : RealSite
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Limits:ExperimentsPerMinute", "1000000");
        builder.UseSetting("Limits:ExperimentsPerMinuteAndAddress", "1000000");
    }
}
