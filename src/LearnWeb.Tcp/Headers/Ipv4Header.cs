using System.Buffers.Binary;
using System.Net;

namespace LearnWeb.Tcp.Headers;

/// <summary>An IPv4 header (RFC 791 §3.1). It keeps every bit that arrived, valid or not.</summary>
public sealed record Ipv4Header
{
    /// <summary>The protocol number of TCP.</summary>
    public const byte TcpProtocol = 6;

    /// <summary>The length of a header without options, in bytes.</summary>
    public const int ShortestLength = 20;

    /// <summary>
    /// The byte of Differentiated Services and Explicit Congestion Notification (RFC 2474, RFC 3168).
    /// </summary>
    public byte TypeOfService { get; init; }

    /// <summary>The length of header and data in bytes, as the header states it.</summary>
    public ushort TotalLength { get; init; }

    public ushort Identification { get; init; }

    /// <summary>Three flags, and the offset of the fragment in units of 8 bytes.</summary>
    public ushort FlagsAndOffset { get; init; }

    public byte TimeToLive { get; init; } = 64;

    public byte Protocol { get; init; } = TcpProtocol;

    public ushort Checksum { get; init; }

    public required IPAddress Source { get; init; }

    public required IPAddress Destination { get; init; }

    /// <summary>The options as they arrived, including padding: 0 to 40 bytes, a multiple of 4.</summary>
    public ReadOnlyMemory<byte> Options { get; init; }

    /// <summary>The length of the header, in bytes.</summary>
    public int Length => ShortestLength + Options.Length;

    /// <summary>Whether this is the first or the only fragment, which contains the TCP header.</summary>
    public bool IsFirstFragment => (FlagsAndOffset & 0x1FFF) == 0;

    /// <summary>Reads the header at the start of a packet; <c>null</c> if it is not complete.</summary>
    public static Ipv4Header? Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < ShortestLength || bytes[0] >> 4 != 4)
        {
            return null;
        }

        var length = (bytes[0] & 0x0F) * 4;
        return length < ShortestLength || length > bytes.Length
            ? null
            : new Ipv4Header
            {
                TypeOfService = bytes[1],
                TotalLength = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
                Identification = BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]),
                FlagsAndOffset = BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]),
                TimeToLive = bytes[8],
                Protocol = bytes[9],
                Checksum = BinaryPrimitives.ReadUInt16BigEndian(bytes[10..]),
                Source = new IPAddress(bytes.Slice(12, 4)),
                Destination = new IPAddress(bytes.Slice(16, 4)),
                Options = bytes[ShortestLength..length].ToArray(),
            };
    }

    /// <summary>Writes the header as bytes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        bytes[0] = (byte)(0x40 | (Length / 4));
        bytes[1] = TypeOfService;
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), TotalLength);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(4), Identification);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(6), FlagsAndOffset);
        bytes[8] = TimeToLive;
        bytes[9] = Protocol;
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(10), Checksum);
        Source.TryWriteBytes(bytes.AsSpan(12), out _);
        Destination.TryWriteBytes(bytes.AsSpan(16), out _);
        Options.Span.CopyTo(bytes.AsSpan(ShortestLength));
        return bytes;
    }
}
