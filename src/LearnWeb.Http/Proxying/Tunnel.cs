namespace LearnWeb.Http.Proxying;

/// <summary>
/// Moves bytes between a client and an origin server and looks at none of them (RFC 9110 §9.3.6), within bounds of time
/// and of bytes.
/// </summary>
internal static class Tunnel
{
    /// <summary>The most bytes in one direction.</summary>
    private const int MostBytes = 8 * 1024 * 1024;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Relays until one side closes; what came from it is delivered, and then both connections are closed by whoever
    /// opened them.
    /// </summary>
    public static async Task RelayAsync(
        Stream client,
        ReadOnlyMemory<byte> alreadyCome,
        Stream origin,
        ProxyRecord record,
        CancellationToken cancellation
    )
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Longest);
        if (alreadyCome.Length > 0)
        {
            record.Saw(fromClient: true, alreadyCome.Span, inTunnel: true);
            await origin.WriteAsync(alreadyCome, patience.Token);
        }

        var up = CopyAsync(client, origin, fromClient: true, record, patience.Token);
        var down = CopyAsync(origin, client, fromClient: false, record, patience.Token);
        await Task.WhenAny(up, down);
        await patience.CancelAsync();
        await Task.WhenAll(up, down);
    }

    private static async Task CopyAsync(
        Stream from,
        Stream to,
        bool fromClient,
        ProxyRecord record,
        CancellationToken cancellation
    )
    {
        var buffer = new byte[16 * 1024];
        var moved = 0L;
        try
        {
            while (moved < MostBytes)
            {
                var got = await from.ReadAsync(buffer, cancellation);
                if (got == 0)
                {
                    break;
                }

                record.Saw(fromClient, buffer.AsSpan(0, got), inTunnel: true);
                await to.WriteAsync(buffer.AsMemory(0, got), cancellation);
                moved += got;
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException)
        {
            // One side has gone, or the time is up: the tunnel ends.
        }
    }
}
