using System.Net;
using System.Net.Sockets;

namespace LearnWeb.Pipeline;

/// <summary>
/// Whom a limit by address counts as one: an IPv4 address; of IPv6 the first 64 bits, since whoever has one address
/// there has a network of 2^64 to choose from (RFC 4291 §2.5.1, RFC 8981).
/// </summary>
public static class ClientAddress
{
    private const int NetworkBytes = 64 / 8;

    /// <summary>The client of a request.</summary>
    public static string Of(HttpContext context) => Of(context.Connection.RemoteIpAddress);

    /// <summary>The client at an address; where there is none, as on a Unix socket, all are one.</summary>
    public static string Of(IPAddress? address) =>
        address is null ? ""
        : address.IsIPv4MappedToIPv6 ? address.MapToIPv4().ToString()
        : address.AddressFamily == AddressFamily.InterNetwork || IPAddress.IsLoopback(address) ? address.ToString()
        : $"{new IPAddress([.. address.GetAddressBytes().Take(NetworkBytes), .. new byte[NetworkBytes]])}/64";
}
