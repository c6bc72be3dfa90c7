using System.Net;
using LearnWeb.Http;
using LearnWeb.Pipeline;
using Microsoft.Extensions.Options;

namespace LearnWeb.Hosting;

/// <summary>
/// The tap on the site's own connections, the store of what it kept, and the server one can write raw bytes to.
/// </summary>
internal static class WireHosting
{
    public static void AddWire(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ExchangeStore>();
        builder.Services.AddSingleton<WireTap>();
        builder.Services.AddSingleton<DemoServer>();
        builder.Services.AddTransient(services => services.GetRequiredService<DemoServer>().Sender);
        builder.Services.AddHostedService(services => services.GetRequiredService<DemoServer>());
        builder.WebHost.ConfigureKestrel(server =>
        {
            var room = Room(
                server.ApplicationServices.GetRequiredService<IOptions<LimitOptions>>().Value,
                server.ApplicationServices.GetRequiredService<SiteSettings>().KnownProxies
            );
            server.ConfigureEndpointDefaults(endpoint =>
            {
                endpoint.Use(next => connection => room.AdmitAsync(connection, next));
                endpoint.Use(next => connection => next(new TappedConnection(connection)));
            });
        });
    }

    private static ConnectionLimit Room(LimitOptions limits, IReadOnlyList<IPNetwork> proxies) =>
        new(
            limits.Connections,
            limits.ConnectionsPerAddress ?? Math.Max(1, limits.Connections / 2),
            address =>
                proxies.Any(network => network.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address))
        );

    /// <summary>Marks where requests begin and end. The first of all, so that no request passes unmarked.</summary>
    public static void UseWireTap(this WebApplication app)
    {
        app.Use(ConnectionLimit.FollowAsync);
        app.Use(app.Services.GetRequiredService<WireTap>().FollowAsync);
        app.Use(RequestFraming.FollowAsync);
    }

    /// <summary>Keeps the exchanges that are wanted. After routing, which says so.</summary>
    public static void UseExchangeCapture(this WebApplication app) =>
        app.Use(app.Services.GetRequiredService<WireTap>().KeepWantedAsync);
}
