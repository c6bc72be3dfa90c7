using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LearnWeb.Tests;

/// <summary>The whole site on a real Kestrel and a free port, for what needs a socket.</summary>
public class RealSite : Site
{
    public RealSite()
    {
        UseKestrel(0);
        StartServer();
    }

    private protected RealSite(Action<KestrelServerOptions> listen)
    {
        UseKestrel(listen);
        StartServer();
    }

    /// <summary>
    /// As <see cref="Site.Browser"/> says; the client that the factory makes for a real server does follow and keep.
    /// </summary>
    public override HttpClient Browser =>
        field ??= new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = ClientOptions.BaseAddress,
        };

    public virtual Uri Address => ClientOptions.BaseAddress;

    public int Port => Address.Port;

    /// <summary>Sends bytes over one connection, in these pieces, and reads until the server closes it.</summary>
    public Task<byte[]> TalkAsync(params IEnumerable<byte[]> pieces) => RawTalk.SendAsync(Port, pieces);

    public async Task<string> TalkAsync(string request) =>
        Encoding.UTF8.GetString(await TalkAsync([Encoding.UTF8.GetBytes(request)]));
}
