using System.Net;
using System.Net.Sockets;

namespace LearnWeb.Hosting;

/// <summary>
/// Sends bytes and takes all that comes back, until the server closes the connection or says no more. It does not look
/// for the end of a response, as <see cref="Http.RawSender"/> does: of these bytes nobody knows how many it should get.
/// </summary>
internal static class RawTalk
{
    private const int MostBytes = 64 * 1024;

    /// <summary>A server that has not said anything for so long waits for more.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(600);

    public static async Task<byte[]> SendAsync(
        IPEndPoint server,
        ReadOnlyMemory<byte> bytes,
        CancellationToken cancellation
    )
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var received = new MemoryStream();
        var buffer = new byte[4096];
        try
        {
            await socket.ConnectAsync(server, cancellation);
            await socket.SendAsync(bytes, cancellation);
            while (received.Length < MostBytes)
            {
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                patience.CancelAfter(Silence);
                var count = await socket.ReceiveAsync(buffer, patience.Token);
                if (count == 0)
                {
                    break;
                }

                received.Write(buffer, 0, count);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // It waits for more.
        }
        catch (SocketException)
        {
            // It has reset the connection: what came before that counts.
        }

        return received.ToArray();
    }
}
