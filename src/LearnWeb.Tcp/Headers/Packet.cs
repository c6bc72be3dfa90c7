using System.Net;

namespace LearnWeb.Tcp.Headers;

/// <summary>
/// A packet taken apart: an IPv4 header, a TCP header, data. Any bytes can be taken apart, and putting the parts
/// together gives the same bytes again; where a header is missing or broken, its part is <c>null</c> and its bytes are
/// data.
/// </summary>
/// <param name="Ip">The IPv4 header.</param>
/// <param name="Tcp">The TCP header; only ever behind an IPv4 header.</param>
/// <param name="Data">What the segment carries.</param>
/// <param name="Trailer">What stands after the packet's end, as its header has it.</param>
public sealed record Packet(
    Ipv4Header? Ip,
    TcpHeader? Tcp,
    ReadOnlyMemory<byte> Data,
    ReadOnlyMemory<byte> Trailer = default
)
{
    public static Packet Parse(ReadOnlySpan<byte> bytes)
    {
        if (Ipv4Header.Parse(bytes) is not { } ip)
        {
            return new Packet(null, null, bytes.ToArray());
        }

        var end = Math.Clamp(ip.TotalLength, ip.Length, bytes.Length);
        var body = bytes[ip.Length..end];
        var tcp = ip is { Protocol: Ipv4Header.TcpProtocol, IsFirstFragment: true } ? TcpHeader.Parse(body) : null;
        return new Packet(ip, tcp, body[(tcp?.Length ?? 0)..].ToArray(), bytes[end..].ToArray());
    }

    /// <summary>A packet with lengths and checksums as they should be.</summary>
    public static Packet Build(IPAddress source, IPAddress destination, TcpHeader header, ReadOnlyMemory<byte> data)
    {
        var length = Ipv4Header.ShortestLength + header.Length + data.Length;
        var ip = new Ipv4Header
        {
            Source = source,
            Destination = destination,
            TotalLength = (ushort)length,
            FlagsAndOffset = 0x4000,
        };
        var blank = header with { Checksum = 0 };
        byte[] segment = [.. blank.ToBytes(), .. data.Span];
        return new Packet(
            ip with
            {
                Checksum = InternetChecksum.Of(ip.ToBytes()),
            },
            blank with
            {
                Checksum = InternetChecksum.OfSegment(source, destination, segment),
            },
            data
        );
    }

    public byte[] ToBytes() => [.. Ip?.ToBytes() ?? [], .. Tcp?.ToBytes() ?? [], .. Data.Span, .. Trailer.Span];

    /// <summary>Whether both checksums are right. A packet without both headers has none.</summary>
    public bool HasRightChecksums =>
        Ip is not null
        && Tcp is not null
        && InternetChecksum.Of(Ip.ToBytes()) == 0
        && InternetChecksum.OfSegment(Ip.Source, Ip.Destination, [.. Tcp.ToBytes(), .. Data.Span]) == 0;
}
