using System.Net;
using LearnWeb.Http.Proxying;
using Microsoft.AspNetCore.Connections;

namespace LearnWeb.Hosting;

/// <summary>A forward proxy on a loopback port, which goes nowhere but where its rule says.</summary>
public sealed class ForwardProxyServer : IAsyncDisposable
{
    private readonly ForwardProxySettings _settings;
    private readonly Action<ProxyRecord>? _accepted;
    private readonly CancellationTokenSource _stopped = new();
    private LoopbackServer? _server;

    private ForwardProxyServer(ForwardProxySettings settings, Action<ProxyRecord>? accepted) =>
        (_settings, _accepted) = (settings, accepted);

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address => _server!.Address;

    /// <param name="settings">How it behaves.</param>
    /// <param name="accepted">Told of every connection, with the record that it will leave.</param>
    public static async Task<ForwardProxyServer> StartAsync(
        ForwardProxySettings settings,
        Action<ProxyRecord>? accepted = null,
        CancellationToken cancellation = default
    )
    {
        var proxy = new ForwardProxyServer(settings, accepted);
        proxy._server = await LoopbackServer.StartAsync(
            0,
            endpoint => endpoint.Run(proxy.ServeAsync),
            _ => Task.CompletedTask, // the proxy reads the connections itself
            cancellation
        );
        return proxy;
    }

    /// <summary>Stops at once, whatever is being forwarded.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        await _server!.DisposeAsync();
        _stopped.Dispose();
    }

    /// <summary>
    /// Serves a connection. A client that has nothing more to send may still wait for the answer, so that it is not
    /// over when the client closes its direction.
    /// </summary>
    private async Task ServeAsync(ConnectionContext connection)
    {
        var record = new ProxyRecord();
        _accepted?.Invoke(record);
        var transport = connection.Transport;
        await using var client = new RecordingStream(transport.Input.AsStream(), transport.Output.AsStream());
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.Loopback;
        await new ProxyConnection(client, address, _settings, record).RunAsync(_stopped.Token);
    }
}
