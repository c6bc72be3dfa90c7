using System.Net.Sockets;

namespace LearnWeb.Http.Proxying;

/// <summary>A proxy's connection to an origin server.</summary>
internal static class OriginSocket
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Connects to the address of a route, and to no other.</summary>
    /// <returns><c>null</c> if nobody accepts.</returns>
    public static async Task<Socket?> ConnectAsync(ProxyRoute route, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        var socket = new Socket(route.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(route.Address, patience.Token);
            return socket;
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            socket.Dispose();
            cancellation.ThrowIfCancellationRequested();
            return null;
        }
    }
}
