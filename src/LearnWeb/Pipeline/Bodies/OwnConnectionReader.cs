using System.Net.Sockets;
using LearnWeb.Tcp;
using Microsoft.AspNetCore.Connections.Features;

namespace LearnWeb.Pipeline;

/// <summary>Asks the kernel about the connection of a request.</summary>
internal static class OwnConnectionReader
{
    // The fields in which a proxy names itself (RFC 9110 §7.6.3, RFC 7239).
    private static readonly string[] ProxyFields = ["Via", "Forwarded", "X-Forwarded-For"];

    /// <returns>The connection; <c>null</c> if there is no socket, as with an in-memory test server.</returns>
    public static OwnConnection? Read(HttpContext context)
    {
        if (
            context.Features.Get<IConnectionSocketFeature>()?.Socket
            is not { AddressFamily: AddressFamily.InterNetwork or AddressFamily.InterNetworkV6 } socket
        )
        {
            return null;
        }

        try
        {
            return new OwnConnection(
                $"{socket.RemoteEndPoint}",
                $"{socket.LocalEndPoint}",
                ProxyFields.Any(context.Request.Headers.ContainsKey),
                OperatingSystem.IsLinux() ? InfoOf(socket) : null
            );
        }
        catch (SocketException)
        {
            return null; // the visitor is gone already
        }
    }

    private static TcpInfo? InfoOf(Socket socket)
    {
        var bytes = new byte[TcpInfo.Size];
        return TcpInfo.Parse(bytes.AsSpan(0, socket.GetRawSocketOption(TcpInfo.Level, TcpInfo.Name, bytes)));
    }
}
