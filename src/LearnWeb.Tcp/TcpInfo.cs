using System.Runtime.InteropServices;

namespace LearnWeb.Tcp;

/// <summary>What Linux says of a connection (tcp(7), TCP_INFO; struct tcp_info of <c>linux/tcp.h</c>).</summary>
/// <param name="State">By its name in RFC 9293.</param>
/// <param name="RttMilliseconds">The smoothed round-trip time; 0 before one was measured.</param>
/// <param name="RtoMilliseconds">The retransmission timeout.</param>
/// <param name="Mss">The most data in a segment it sends, in bytes.</param>
/// <param name="CongestionWindow">In segments.</param>
/// <param name="Unacknowledged">Segments sent and not acknowledged; of a listener, its accept queue.</param>
/// <param name="Limit">Segments reported received out of order; of a listener, its backlog.</param>
/// <param name="Retransmissions">Segments sent again, in all.</param>
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
    /// <summary>The bytes of the structure that are read; kernels since 2.4 give as many.</summary>
    public const int Size = 104;

    /// <summary>The option's level and name: IPPROTO_TCP, TCP_INFO.</summary>
    public const int Level = 6;

    public const int Name = 11;

    /// <summary>Reads the kernel's structure; <c>null</c> if it is too short to be one.</summary>
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

    // the machine's own byte order
    private static uint Number(ReadOnlySpan<byte> bytes, int at) => MemoryMarshal.Read<uint>(bytes[at..]);
}
