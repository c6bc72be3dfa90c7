using System.Net;
using System.Net.Sockets;

namespace LearnWeb.Tests;

/// <summary>This machine's own network.</summary>
internal static class Loopback
{
    /// <summary>A port that nobody listens on now, for a program that must be told one.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
