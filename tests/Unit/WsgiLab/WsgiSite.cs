using System.Text;
using LearnWeb.Tests.Unit.Pages;
using Microsoft.AspNetCore.Hosting;

namespace LearnWeb.Tests.Unit.WsgiLab;

/// <summary>The whole site on a real Kestrel and a free port, without a limit on experiments.</summary>
public class WsgiSite : Site
{
    public WsgiSite()
    {
        UseKestrel(0);
        StartServer();
    }

    public int Port => ClientOptions.BaseAddress.Port;

    /// <summary>Sends a request as it is and reads until the server closes: a connection of its own.</summary>
    public Task<byte[]> TalkAsync(string request) => RawTalk.SendAsync(Port, Encoding.UTF8.GetBytes(request));

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Limits:ExperimentsPerMinute", "1000000");
        builder.UseSetting("Limits:ExperimentsPerMinuteAndAddress", "1000000");
    }
}
