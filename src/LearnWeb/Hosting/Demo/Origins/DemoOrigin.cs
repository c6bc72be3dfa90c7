using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace LearnWeb.Hosting;

/// <summary>
/// An origin server for experiments with proxies, on a loopback port: it has <see cref="OriginPages"/> and records its
/// connections. It can be stopped, which forgets its sessions, and started again on the same port.
/// </summary>
/// <param name="host">The name it goes by, like <c>shop.example</c>; no DNS knows it.</param>
/// <param name="instance">Which of the servers behind that name it is, like <c>a</c>.</param>
/// <param name="certificate">What it proves its name with; without one it speaks no TLS.</param>
public sealed class DemoOrigin(string host, string instance, X509Certificate2? certificate = null) : IAsyncDisposable
{
    private readonly ConcurrentQueue<OriginConnection> _connections = new();
    private LoopbackServer? _server;

    /// <summary>The most connections that are recorded; later ones are served, and leave nothing.</summary>
    public int MostRecorded { get; init; } = 100;

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
        RequestDelegate pages = new OriginPages(instance).AnswerAsync;
        RequestDelegate application = Middleware is { } middleware ? context => middleware(context, pages) : pages;
        _server = await LoopbackServer.StartAsync(Address.Port, Configure, application, cancellation);
        Address = _server.Address;
    }

    /// <summary>Stops it as a crash would: at once, whatever is being answered.</summary>
    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _server, null) is { } server)
        {
            await server.DisposeAsync();
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
}
