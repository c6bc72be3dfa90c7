using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace LearnWeb.Hosting;

/// <summary>
/// An origin server for experiments with proxies: a Kestrel of its own on a loopback port, with
/// <see cref="OriginPages"/> and a record of its connections. It can be stopped, which forgets its sessions, and
/// started again on the same port; many run beside each other in one process.
/// </summary>
/// <param name="host">The name it goes by, like <c>shop.example</c>; no DNS knows it.</param>
/// <param name="instance">Which of the servers behind that name it is, like <c>a</c>.</param>
/// <param name="certificate">What it proves its name with; without one it speaks no TLS.</param>
public sealed class DemoOrigin(string host, string instance, X509Certificate2? certificate = null) : IAsyncDisposable
{
    /// <summary>The most connections that are recorded; later ones are served, and leave nothing.</summary>
    public const int MostRecorded = 100;

    private static readonly IServiceProvider Services = KestrelServices();

    private readonly ConcurrentQueue<OriginConnection> _connections = new();
    private KestrelServer? _server;

    /// <summary>What stands before its pages, if anything does.</summary>
    public Func<HttpContext, RequestDelegate, Task>? Middleware { get; init; }

    public string Host => host;

    public string Instance => instance;

    public bool IsSecure => certificate is not null;

    /// <summary>Where it listens, or did before it was stopped.</summary>
    public IPEndPoint Address { get; private set; } = new(IPAddress.Loopback, 0);

    /// <summary>The connections since it was made, in order.</summary>
    public IReadOnlyList<OriginConnection> Connections => [.. _connections];

    /// <summary>Starts it; on the same port if it has run before.</summary>
    public async Task StartAsync(CancellationToken cancellation = default)
    {
        var options = new KestrelServerOptions { ApplicationServices = Services, AddServerHeader = false };
        options.Limits.MaxConcurrentConnections = 200;
        options.Limits.MaxConcurrentUpgradedConnections = 50;
        options.Limits.MaxRequestBodySize = 1024 * 1024;
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        options.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(20);
        // of a target in absolute-form the host counts, and the Host field does not (RFC 9112 §3.2.2)
        options.AllowHostHeaderOverride = true;
        options.Listen(Address, Configure);
        _server = new KestrelServer(
            Options.Create(options),
            new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance),
            NullLoggerFactory.Instance
        );
        await _server.StartAsync(new Application(new OriginPages(instance), Middleware), cancellation);
        var url = _server.Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Address = IPEndPoint.Parse(new Uri(url).Authority);
    }

    /// <summary>Stops it as a crash would: at once, whatever is being answered.</summary>
    public async Task StopAsync()
    {
        if (_server is { } server)
        {
            _server = null;
            await server.StopAsync(new CancellationToken(canceled: true));
            server.Dispose();
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private void Configure(ListenOptions endpoint)
    {
        endpoint.Protocols = HttpProtocols.Http1;
        if (certificate is not null)
        {
            endpoint.UseHttps(new HttpsConnectionAdapterOptions { ServerCertificate = certificate });
        }

        endpoint.Use(next =>
            connection =>
            {
                var record = new OriginConnection(connection.RemoteEndPoint as IPEndPoint);
                if (_connections.Count < MostRecorded)
                {
                    _connections.Enqueue(record);
                }

                return record.RecordAsync(connection, next);
            }
        );
    }

    /// <summary>What Kestrel's TLS asks for, of an application that never runs; it logs nowhere.</summary>
    private static IServiceProvider KestrelServices()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        return builder.Build().Services;
    }

    private sealed class Application(OriginPages pages, Func<HttpContext, RequestDelegate, Task>? middleware)
        : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public Task ProcessRequestAsync(HttpContext context) =>
            middleware is null ? pages.AnswerAsync(context) : middleware(context, pages.AnswerAsync);

        public void DisposeContext(HttpContext context, Exception? exception) { }
    }
}
