using System.Net;

namespace LearnWeb.Tcp.Headers;

/// <summary>
/// A parsed packet: an IPv4 header, a TCP header, and data. Any bytes can be parsed, and the parts together give the
/// same bytes again. If a header is missing or malformed, its property is <c>null</c> and its bytes are data.
/// </summary>
/// <param name="Ip">The IPv4 header.</param>
/// <param name="Tcp">The TCP header. It exists only after an IPv4 header.</param>
/// <param name="Data">The data of the segment.</param>
/// <param name="Trailer">The bytes after the end of the packet that its header states.</param>
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

    /// <summary>Builds a packet with correct lengths and checksums.</summary>
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

    /// <summary>Whether both checksums are correct; <c>false</c> for a packet without both headers.</summary>
    public bool HasRightChecksums =>
        Ip is not null
        && Tcp is not null
        && InternetChecksum.Of(Ip.ToBytes()) == 0
        && InternetChecksum.OfSegment(Ip.Source, Ip.Destination, [.. Tcp.ToBytes(), .. Data.Span]) == 0;
}
