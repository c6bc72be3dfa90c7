using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using LearnWeb.Hosting;
using LearnWeb.Http.Proxying;
using Xunit;

namespace LearnWeb.Tests.Integration.Demo;

/// <summary>A forward proxy between a client of bytes and two origins: a shop, and a bank that speaks TLS.</summary>
internal sealed class ProxyStage : IAsyncDisposable
{
    private readonly DemoAuthority _authority = new("Demo CA");
    private readonly DemoAuthority _ownAuthority = new("Proxy CA");
    private readonly X509Certificate2 _certificate;
    private readonly ConcurrentQueue<ProxyRecord> _records = new();
    private ForwardProxyServer? _proxy;

    private ProxyStage()
    {
        _certificate = _authority.Issue("bank.example");
        Bank = new DemoOrigin("bank.example", "d", _certificate);
    }

    public DemoOrigin Shop { get; } = new("shop.example", "a");

    public DemoOrigin Bank { get; }

    public IPEndPoint Proxy => _proxy!.Address;

    public X509Certificate2 Root => _authority.Root;

    public X509Certificate2 ProxyRoot => _ownAuthority.Root;

    public ProxyRecord Record => _records.Last();

    /// <summary>What the shop's parser read last.</summary>
    public string AtShop => Encoding.Latin1.GetString(Shop.Connections[^1].Received.ToArray());

    public static async Task<ProxyStage> StartAsync(
        Func<ForwardProxySettings, ForwardProxySettings>? change = null,
        bool intercepts = false,
        IEnumerable<ProxyRoute>? more = null
    )
    {
        var stage = new ProxyStage();
        await stage.Shop.StartAsync();
        await stage.Bank.StartAsync();
        var settings = new ForwardProxySettings(
            new ProxyRule([
                new("shop.example", 80, stage.Shop.Address),
                new("bank.example", 443, stage.Bank.Address, IsSecure: true),
                .. more ?? [],
            ])
        )
        {
            Interception = intercepts ? new(stage._ownAuthority.Issue, stage.Root) : null,
        };
        stage._proxy = await ForwardProxyServer.StartAsync(
            change?.Invoke(settings) ?? settings,
            stage._records.Enqueue
        );
        return stage;
    }

    /// <summary>Sends bytes to the proxy and reads until it closes.</summary>
    public async Task<string> SendAsync(string bytes)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Proxy, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(bytes), TestContext.Current.CancellationToken);
        client.Client.Shutdown(SocketShutdown.Send);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy!.DisposeAsync();
        await Shop.DisposeAsync();
        await Bank.DisposeAsync();
        _certificate.Dispose();
        _authority.Dispose();
        _ownAuthority.Dispose();
    }
}
