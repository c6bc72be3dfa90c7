using System.Buffers.Binary;
using System.Net;

namespace LearnWeb.Tcp.Headers;

/// <summary>The ones' complement checksum that protects the headers of IPv4 and TCP (RFC 1071 §1).</summary>
public static class InternetChecksum
{
    /// <summary>The checksum over these bytes; 0 if they contain their own correct checksum.</summary>
    public static ushort Of(ReadOnlySpan<byte> bytes) => Fold(Sum(bytes));

    /// <summary>
    /// The checksum over a TCP segment and its pseudo-header (RFC 9293 §3.1); 0 if the segment contains its correct
    /// checksum.
    /// </summary>
    public static ushort OfSegment(IPAddress source, IPAddress destination, ReadOnlySpan<byte> segment)
    {
        Span<byte> pseudo = stackalloc byte[12];
        source.TryWriteBytes(pseudo, out _);
        destination.TryWriteBytes(pseudo[4..], out _);
        pseudo[9] = Ipv4Header.TcpProtocol;
        BinaryPrimitives.WriteUInt16BigEndian(pseudo[10..], (ushort)segment.Length);
        return Fold(Sum(pseudo) + Sum(segment));
    }

    private static ulong Sum(ReadOnlySpan<byte> bytes)
    {
        ulong sum = 0;
        for (; bytes.Length > 1; bytes = bytes[2..])
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(bytes);
        }

        return bytes.Length == 1 ? sum + ((ulong)bytes[0] << 8) : sum; // an odd byte counts as if a zero byte followed
    }

    private static ushort Fold(ulong sum)
    {
        while (sum >> 16 != 0)
        {
            sum = (sum & 0xFFFF) + (sum >> 16);
        }

        return (ushort)~sum;
    }
}
