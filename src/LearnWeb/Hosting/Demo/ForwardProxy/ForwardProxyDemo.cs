using System.Net;
using LearnWeb.Http.HttpBin;
using LearnWeb.Http.Proxying;
using LearnWeb.Models.ForwardProxyLab;

namespace LearnWeb.Hosting;

/// <summary>
/// The demo sites and forward proxies to them that stay, for a client on this machine such as curl. All of it starts
/// when it is first asked for.
/// </summary>
public sealed class ForwardProxyDemo : IAsyncDisposable
{
    /// <summary>Who may use a proxy that asks.</summary>
    public static readonly BasicCredentials Credentials = new("alice", "wonderland");

    private readonly Lazy<Task<OpenProxies>> _started;

    public ForwardProxyDemo(TimeProvider clock) => _started = new(() => StartAllAsync(clock));

    public Task<OpenProxies> StartAsync() => _started.Value;

    /// <summary>How a proxy to these sites behaves.</summary>
    public static ForwardProxySettings SettingsOf(ProxyConduct conduct, DemoSites sites, TimeProvider clock) =>
        new(new ProxyRule(sites.Routes))
        {
            Credentials = conduct == ProxyConduct.AsksWho ? Credentials : null,
            DisclosesClient = conduct == ProxyConduct.DisclosesClient,
            Cache = conduct == ProxyConduct.Caches ? new ProxyCache(clock) : null,
            Interception = conduct == ProxyConduct.OpensTls ? sites.Interception : null,
            OriginPatience = TimeSpan.FromSeconds(1),
        };

    public async ValueTask DisposeAsync()
    {
        if (_started is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await _started.Value).DisposeAsync();
        }
    }

    private static async Task<OpenProxies> StartAllAsync(TimeProvider clock)
    {
        var sites = await DemoSites.StartAsync();
        return new OpenProxies(
            sites,
            await ForwardProxyServer.StartAsync(SettingsOf(ProxyConduct.Caches, sites, clock)),
            await ForwardProxyServer.StartAsync(SettingsOf(ProxyConduct.AsksWho, sites, clock)),
            await ForwardProxyServer.StartAsync(SettingsOf(ProxyConduct.OpensTls, sites, clock))
        );
    }
}

/// <summary>The demo sites and the proxies to them that stay.</summary>
/// <param name="Plain">Forwards, keeps what may be kept, and relays tunnels.</param>
/// <param name="AskingWho">Wants <see cref="ForwardProxyDemo.Credentials"/>.</param>
/// <param name="OpeningTls">Opens TLS.</param>
public sealed record OpenProxies(
    DemoSites Sites,
    ForwardProxyServer Plain,
    ForwardProxyServer AskingWho,
    ForwardProxyServer OpeningTls
) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Plain.DisposeAsync();
        await AskingWho.DisposeAsync();
        await OpeningTls.DisposeAsync();
        await Sites.DisposeAsync();
    }
}
