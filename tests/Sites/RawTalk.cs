using System.Net.Sockets;
using System.Text;
using LearnWeb.Http;

namespace LearnWeb.Tests;

/// <summary>Requests over one connection, byte for byte.</summary>
internal static class RawTalk
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Sends bytes, in these pieces, and reads until the server closes the connection, or resets it.</summary>
    public static async Task<byte[]> SendAsync(int port, params IEnumerable<byte[]> pieces)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var socket = new TcpClient { NoDelay = true };
        await socket.ConnectAsync("127.0.0.1", port, patience.Token);
        var stream = socket.GetStream();
        foreach (var piece in pieces)
        {
            await stream.WriteAsync(piece, patience.Token);
        }

        using var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer, patience.Token);
        }
        catch (IOException)
        {
            // Reset: what came before it is the answer.
        }

        return answer.ToArray();
    }

    /// <summary>The body of a response, its chunks joined.</summary>
    public static byte[] BodyOf(byte[] response)
    {
        var body = new List<byte>();
        foreach (var part in MessageParts.Of(response).Where(part => part.Kind == PartKind.Body))
        {
            body.AddRange(response[part.Start..part.End]);
        }

        return [.. body];
    }

    public static string StartOf(byte[] response) => Encoding.Latin1.GetString(response).Split("\r\n")[0];
}
