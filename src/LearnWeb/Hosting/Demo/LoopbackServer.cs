using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace LearnWeb.Hosting;

/// <summary>
/// A Kestrel of its own on a loopback port, for experiments; many run beside each other in one process. It knows
/// nothing of the site, and what is broken in it on purpose is no news for the log.
/// </summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private static readonly IServiceProvider Services = KestrelServices();

    private readonly KestrelServer _server;

    private LoopbackServer(KestrelServerOptions options) =>
        _server = new KestrelServer(
            Options.Create(options),
            new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance),
            NullLoggerFactory.Instance
        );

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address => AddressOf(_server);

    /// <summary>Where a server listens that has one address, which is a number.</summary>
    public static IPEndPoint AddressOf(IServer server) =>
        IPEndPoint.Parse(new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Authority);

    /// <param name="port">The port; the system chooses if it is 0.</param>
    /// <param name="endpoint">What connections go through.</param>
    /// <param name="application">What answers requests, if connections are Kestrel's to read.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<LoopbackServer> StartAsync(
        int port,
        Action<ListenOptions> endpoint,
        RequestDelegate application,
        CancellationToken cancellation
    )
    {
        var options = new KestrelServerOptions { ApplicationServices = Services, AddServerHeader = false };
        options.Limits.MaxConcurrentConnections = 200;
        options.Limits.MaxConcurrentUpgradedConnections = 50;
        options.Limits.MaxRequestBodySize = 1024 * 1024;
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        options.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(20);
        // of a target in absolute-form the host counts, and the Host field does not (RFC 9112 §3.2.2)
        options.AllowHostHeaderOverride = true;
        options.Listen(IPAddress.Loopback, port, endpoint);
        var server = new LoopbackServer(options);
        await server._server.StartAsync(new Application(application), cancellation);
        return server;
    }

    /// <summary>Stops at once, whatever is going on.</summary>
    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(new CancellationToken(canceled: true));
        _server.Dispose();
    }

    /// <summary>What Kestrel's TLS asks for, of an application that never runs; it logs nowhere.</summary>
    private static IServiceProvider KestrelServices()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        return builder.Build().Services;
    }

    private sealed class Application(RequestDelegate answer) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public Task ProcessRequestAsync(HttpContext context) => answer(context);

        public void DisposeContext(HttpContext context, Exception? exception) { }
    }
}
