using System.Collections.Concurrent;
using System.Net;
using System.Text;
using LearnWeb.Http;
using LearnWeb.Http.Proxying;
using LearnWeb.Models.ForwardProxyLab;

namespace LearnWeb.Hosting;

/// <summary>One run of a preset: sends its requests, and collects what each party saw.</summary>
/// <param name="proxy">The proxy, which nobody else uses.</param>
/// <param name="records">What the proxy leaves of each connection.</param>
internal sealed class ForwardProxyRun(
    IPEndPoint proxy,
    DemoSites sites,
    ConcurrentQueue<ProxyRecord> records,
    CancellationToken cancellation
)
{
    /// <summary>How long the proxy has to notice that the client has gone.</summary>
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(2);

    private readonly List<ProxyHop> _hops = [];
    private readonly List<ProxySaw> _saw = [];

    public IReadOnlyList<ProxyHop> Hops => _hops;

    public IReadOnlyList<ProxySaw> Saw => _saw;

    public SeenTls? Tls { get; private set; }

    public async Task SendAsync(int number, PresetRequest request)
    {
        if (request.Inside is { } inside)
        {
            await OpenTunnelAsync(number, request, inside);
        }
        else
        {
            var origin = request.IsDirect ? OriginOf(request.Text) : null;
            var sender = new RawSender(origin?.Address ?? proxy);
            var trace = await sender.SendAsync(new RawInput(Bytes(request.Text)), cancellation);
            var exchange = trace.Exchanges[0];
            Add(number, ProxyHop.Client, origin?.Host ?? ProxyHop.Proxy, encrypted: false, exchange);
        }

        await CollectAsync(number);
    }

    private async Task OpenTunnelAsync(int number, PresetRequest request, string inside)
    {
        var host = request.Text.Split(' ')[1].Split(':')[0];
        var client = new TunnelClient(proxy, request.TrustsProxy ? [sites.Root, sites.ProxyRoot] : [sites.Root]);
        var visit = await client.SendAsync(Bytes(request.Text), host, Bytes(inside), cancellation);
        Add(number, ProxyHop.Client, ProxyHop.Proxy, encrypted: false, new(visit.Connect, visit.Answer));
        if (visit.Certificate is { } certificate)
        {
            var isProxy = certificate.Issuer == sites.ProxyRoot.GetNameInfo(default, forIssuer: false);
            Tls = new SeenTls(certificate, visit.Protocol, visit.Hello, isProxy);
            if (visit.Inside is { } exchange)
            {
                Add(number, ProxyHop.Client, isProxy ? ProxyHop.Proxy : host, encrypted: true, exchange);
            }
        }
    }

    /// <summary>What the proxy did and saw; past it, there is nothing.</summary>
    private async Task CollectAsync(int number)
    {
        if (!records.TryDequeue(out var record))
        {
            return;
        }

        await record.Ended.WaitAsync(EndPatience, cancellation);
        foreach (var upstream in record.Upstreams)
        {
            var exchange = new RawExchange(new(upstream.Sent.ToArray()), new(upstream.Received.ToArray()));
            Add(number, ProxyHop.Proxy, upstream.Route.Host, upstream.Route.IsSecure, exchange);
        }

        _saw.AddRange(
            record
                .Sights.Where(sight => !sight.InTunnel)
                .Select(sight => Seen(number, sight.Milliseconds, sight.FromClient, sight.Bytes, true, null))
        );
        _saw.AddRange(
            TlsRecord
                .Of([.. record.Sights.Where(sight => sight.InTunnel)])
                .Select(tls => Seen(number, tls.Milliseconds, tls.FromClient, tls.Bytes, tls.IsReadable, tls.Kind))
        );
    }

    private void Add(int number, string from, string to, bool encrypted, RawExchange exchange) =>
        _hops.Add(new ProxyHop(number, from, to, encrypted, exchange.Request.Bytes, exchange.Response.Bytes));

    private static ProxySaw Seen(
        int number,
        double milliseconds,
        bool fromClient,
        ReadOnlyMemory<byte> bytes,
        bool readable,
        TlsRecordKind? record
    ) => new(number, milliseconds, fromClient ? ProxyHop.Client : "origin", bytes, readable, record);

    /// <summary>The site that a request names which goes there directly.</summary>
    private ProxyRoute OriginOf(string text) =>
        sites.Routes.Single(route => text.Contains($"\nHost: {route.Host}\n", StringComparison.Ordinal));

    private static byte[] Bytes(string text) => Encoding.ASCII.GetBytes(text.ReplaceLineEndings("\r\n"));
}
