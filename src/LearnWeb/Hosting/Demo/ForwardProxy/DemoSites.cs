using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using LearnWeb.Http.Proxying;

namespace LearnWeb.Hosting;

/// <summary>
/// The sites that the lab's forward proxies know, under names that nobody else resolves; and the authorities that vouch
/// for them: one that clients trust, and one of the proxies' own.
/// </summary>
public sealed class DemoSites : IAsyncDisposable
{
    private const int Http = 80,
        Https = 443;

    private readonly DemoAuthority _authority = new("LearnWeb demo CA");
    private readonly DemoAuthority _proxyAuthority = new("LearnWeb proxy CA");
    private readonly X509Certificate2 _certificate;
    private readonly List<DemoOrigin> _origins;

    /// <summary>Holds a port on which nobody listens, so that nobody else comes to.</summary>
    private readonly Socket _down = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    private DemoSites()
    {
        _certificate = _authority.Issue("bank.example");
        _origins =
        [
            new("shop.example", "a") { MostRecorded = 0 },
            new("news.example", "b") { MostRecorded = 0 },
            new("files.example", "c") { MostRecorded = 0 },
            new("bank.example", "d", _certificate) { MostRecorded = 0 },
        ];
    }

    /// <summary>The names with their ports, and what stands behind each.</summary>
    public IReadOnlyList<ProxyRoute> Routes =>
        [
            .. _origins.Select(origin => new ProxyRoute(
                origin.Host,
                origin.IsSecure ? Https : Http,
                origin.Address,
                origin.IsSecure
            )),
            new("down.example", Http, (IPEndPoint)_down.LocalEndPoint!),
        ];

    /// <summary>Who vouches for <c>bank.example</c>.</summary>
    public X509Certificate2 Root => _authority.Root;

    /// <summary>Who vouches for whatever a proxy poses as.</summary>
    public X509Certificate2 ProxyRoot => _proxyAuthority.Root;

    public static async Task<DemoSites> StartAsync()
    {
        var sites = new DemoSites();
        sites._down.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        foreach (var origin in sites._origins)
        {
            await origin.StartAsync();
        }

        return sites;
    }

    /// <summary>How a proxy opens TLS on the way to these sites.</summary>
    public TlsInterception Interception => new(_proxyAuthority.Issue, Root);

    public async ValueTask DisposeAsync()
    {
        foreach (var origin in _origins)
        {
            await origin.DisposeAsync();
        }

        _down.Dispose();
        _certificate.Dispose();
        _authority.Dispose();
        _proxyAuthority.Dispose();
    }
}
