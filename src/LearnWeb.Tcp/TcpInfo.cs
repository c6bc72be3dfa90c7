using System.Runtime.InteropServices;

namespace LearnWeb.Tcp;

/// <summary>What Linux reports about a connection (tcp(7), TCP_INFO; struct tcp_info of <c>linux/tcp.h</c>).</summary>
/// <param name="State">The name of the state in RFC 9293.</param>
/// <param name="RttMilliseconds">The smoothed round-trip time in milliseconds; 0 before the first measurement.</param>
/// <param name="RtoMilliseconds">The retransmission timeout in milliseconds.</param>
/// <param name="Mss">The maximum segment size for sending, in bytes of data.</param>
/// <param name="CongestionWindow">The congestion window in segments.</param>
/// <param name="Unacknowledged">
/// The number of segments that were sent and not yet acknowledged. For a listener, it is the length of the accept
/// queue.
/// </param>
/// <param name="Limit">
/// The number of segments that the peer has received out of order (SACK). For a listener, it is the backlog.
/// </param>
/// <param name="Retransmissions">The number of all retransmitted segments.</param>
public sealed record TcpInfo(
    string State,
    double RttMilliseconds,
    double RtoMilliseconds,
    int Mss,
    int CongestionWindow,
    int Unacknowledged,
    int Limit,
    int Retransmissions
)
{
    /// <summary>How many bytes of the structure are read. Every kernel since 2.4 provides at least these.</summary>
    public const int Size = 104;

    /// <summary>The level of the socket option (IPPROTO_TCP) and its name (TCP_INFO).</summary>
    public const int Level = 6;

    public const int Name = 11;

    /// <summary>Reads the kernel's structure; <c>null</c> if there are too few bytes.</summary>
    public static TcpInfo? Parse(ReadOnlySpan<byte> bytes) =>
        bytes.Length < Size
            ? null
            : new TcpInfo(
                TcpState.OfLinux(bytes[0]),
                Number(bytes, 68) / 1000.0,
                Number(bytes, 8) / 1000.0,
                (int)Number(bytes, 16),
                (int)Number(bytes, 80),
                (int)Number(bytes, 24),
                (int)Number(bytes, 28),
                (int)Number(bytes, 100)
            );

    // The kernel writes numbers in the byte order of the machine.
    private static uint Number(ReadOnlySpan<byte> bytes, int at) => MemoryMarshal.Read<uint>(bytes[at..]);
}
