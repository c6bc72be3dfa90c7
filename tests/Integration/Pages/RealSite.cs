using System.Net.Sockets;
using System.Text;

namespace LearnWeb.Tests.Integration.Pages;

/// <summary>The whole site on a real Kestrel and a free port, for what needs a socket.</summary>
public class RealSite : Site
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public RealSite()
    {
        UseKestrel(0);
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

    public int Port => ClientOptions.BaseAddress.Port;

    /// <summary>Sends bytes over one connection, in these pieces, and reads until the server closes it.</summary>
    public async Task<byte[]> TalkAsync(params IEnumerable<byte[]> pieces)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var socket = new TcpClient { NoDelay = true };
        await socket.ConnectAsync("127.0.0.1", Port, patience.Token);
        var stream = socket.GetStream();
        foreach (var piece in pieces)
        {
            await stream.WriteAsync(piece, patience.Token);
        }

        using var answer = new MemoryStream();
        await stream.CopyToAsync(answer, patience.Token);
        return answer.ToArray();
    }

    public async Task<string> TalkAsync(string request) =>
        Encoding.UTF8.GetString(await TalkAsync([Encoding.UTF8.GetBytes(request)]));
}
