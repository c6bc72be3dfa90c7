using System.Text;
using LearnWeb.Tests.Integration.Pages;
using Microsoft.AspNetCore.Hosting;

namespace LearnWeb.Tests.Integration.WsgiLab;

/// <summary>The whole site on a real Kestrel and a free port, without a limit on experiments.</summary>
public class WsgiSite : Site
{
    // What the factory makes for a Kestrel keeps cookies, whatever it is asked for.
    private readonly SocketsHttpHandler _sockets = new() { UseCookies = false, AllowAutoRedirect = false };

    public WsgiSite()
    {
        UseKestrel(0);
        StartServer();
    }

    public override HttpClient Browser =>
        field ??= new HttpClient(_sockets) { BaseAddress = ClientOptions.BaseAddress };

    public int Port => ClientOptions.BaseAddress.Port;

    /// <summary>Sends a request as it is and reads until the server closes: a connection of its own.</summary>
    public Task<byte[]> TalkAsync(string request) => RawTalk.SendAsync(Port, Encoding.UTF8.GetBytes(request));

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Limits:ExperimentsPerMinute", "1000000");
        builder.UseSetting("Limits:ExperimentsPerMinuteAndAddress", "1000000");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Browser.Dispose();
        }

        base.Dispose(disposing);
    }
}
