using System.Net;
using LearnWeb.Http;
using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace LearnWeb.Hosting;

/// <summary>
/// The server that labs send raw bytes to: a Kestrel of its own, with the site's own limits, on a loopback port that
/// the system chose. It serves the labs' targets, <c>/bin</c>, actions marked <see cref="OnDemoServerAttribute"/> and
/// nothing else of the site, whatever a request says.
/// </summary>
internal sealed class DemoServer : IHostedService, IDisposable
{
    private readonly KestrelServer _server;
    private readonly DemoApplication _application;

    public DemoServer(IServiceProvider services, IOptions<LimitOptions> limits, IEnumerable<DemoTarget> targets)
    {
        var options = new KestrelServerOptions { ApplicationServices = services };
        ServerHosting.Configure(options, limits.Value);
        options.Limits.MaxConcurrentConnections = 200;
        options.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http1);

        // What a learner breaks on purpose is no news for the log.
        var silence = Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance;
        _server = new KestrelServer(
            Options.Create(options),
            new SocketTransportFactory(Options.Create(new SocketTransportOptions()), silence),
            silence
        );

        var pipeline = new ApplicationBuilder(services);
        pipeline.Use(
            (context, next) =>
            {
                context.Features.Set(this);
                return next(context);
            }
        );
        pipeline.UseRouting();
        pipeline.Use(RequestFraming.FollowAsync);
        pipeline.Use(
            (context, next) =>
            {
                if (
                    context.GetEndpoint()?.Metadata is { } metadata
                    && metadata.GetMetadata<ActionDescriptor>() is not null
                    && metadata.GetMetadata<BinEndpointAttribute>() is null
                    && metadata.GetMetadata<OnDemoServerAttribute>() is null
                )
                {
                    context.SetEndpoint(null); // a page of the site: not here
                }

                return next(context);
            }
        );
        pipeline.UseWsgiCuts();
        pipeline.UseBin();
        pipeline.UseEndpoints(endpoints =>
        {
            foreach (var target in targets)
            {
                target.Map(endpoints);
            }

            endpoints.MapControllers();
        });
        _application = new DemoApplication(pipeline.Build(), services.GetRequiredService<IHttpContextFactory>());
    }

    /// <summary>Where it listens, once it does.</summary>
    public IPEndPoint Address => LoopbackServer.AddressOf(_server);

    public RawSender Sender => new(Address);

    public Task StartAsync(CancellationToken cancellationToken) => _server.StartAsync(_application, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => _server.StopAsync(cancellationToken);

    public void Dispose() => _server.Dispose();

    private sealed class DemoApplication(RequestDelegate pipeline, IHttpContextFactory contexts)
        : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => contexts.Create(contextFeatures);

        public Task ProcessRequestAsync(HttpContext context) => pipeline(context);

        public void DisposeContext(HttpContext context, Exception? exception) => contexts.Dispose(context);
    }
}
