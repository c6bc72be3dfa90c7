using System.IO.Pipelines;
using System.Net;
using LearnWeb.Http.Proxying;
using Microsoft.AspNetCore.Connections;

namespace LearnWeb.Hosting;

/// <summary>
/// A connection to a <see cref="DemoOrigin"/>: who opened it, and the bytes that its parser read and wrote; over TLS,
/// the decrypted ones.
/// </summary>
/// <param name="Peer">Who opened it.</param>
public sealed record OriginConnection(IPEndPoint? Peer)
{
    public ByteRecord Received { get; } = new();

    public ByteRecord Sent { get; } = new();

    /// <summary>Lets the rest of the connection's pipeline run, and records.</summary>
    public async Task RecordAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var transport = connection.Transport;
        var stream = new RecordingStream(transport.Input.AsStream(), transport.Output.AsStream(), Received, Sent);
        var recorded = new RecordedTransport(PipeReader.Create(stream), PipeWriter.Create(stream));
        connection.Transport = recorded;
        try
        {
            await next(connection);
        }
        finally
        {
            await recorded.Input.CompleteAsync();
            await recorded.Output.CompleteAsync();
            connection.Transport = transport;
        }
    }

    private sealed record RecordedTransport(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
