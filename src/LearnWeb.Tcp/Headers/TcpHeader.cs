using System.Buffers.Binary;

namespace LearnWeb.Tcp.Headers;

/// <summary>The control bits of a TCP header (RFC 9293 §3.1, RFC 3168 §6.1).</summary>
[Flags]
public enum ControlBits
{
    None = 0,
    Fin = 1,
    Syn = 2,
    Rst = 4,
    Psh = 8,
    Ack = 16,
    Urg = 32,
    Ece = 64,
    Cwr = 128,
}

/// <summary>A TCP header (RFC 9293 §3.1). It keeps every bit that arrived, valid or not.</summary>
public sealed record TcpHeader
{
    /// <summary>The length of a header without options, in bytes.</summary>
    public const int ShortestLength = 20;

    public ushort SourcePort { get; init; }

    public ushort DestinationPort { get; init; }

    public uint SequenceNumber { get; init; }

    /// <summary>The acknowledgment number, which is meaningful only if the ACK bit is set.</summary>
    public uint AcknowledgmentNumber { get; init; }

    /// <summary>Four reserved bits, which a sender must set to zero.</summary>
    public byte Reserved { get; init; }

    public ControlBits Control { get; init; }

    /// <summary>The window as it stands in the header, not scaled.</summary>
    public ushort Window { get; init; }

    public ushort Checksum { get; init; }

    public ushort UrgentPointer { get; init; }

    /// <summary>The options: 0 to 40 bytes in all, including padding, a multiple of 4.</summary>
    public IReadOnlyList<TcpOption> Options { get; init; } = [];

    /// <summary>The length of the header, in bytes.</summary>
    public int Length => ShortestLength + Options.Sum(option => option.Bytes.Length);

    /// <summary>Reads the header at the start of a segment; <c>null</c> if it is not complete.</summary>
    public static TcpHeader? Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < ShortestLength)
        {
            return null;
        }

        var length = (bytes[12] >> 4) * 4;
        return length < ShortestLength || length > bytes.Length
            ? null
            : new TcpHeader
            {
                SourcePort = BinaryPrimitives.ReadUInt16BigEndian(bytes),
                DestinationPort = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
                SequenceNumber = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]),
                AcknowledgmentNumber = BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]),
                Reserved = (byte)(bytes[12] & 0x0F),
                Control = (ControlBits)bytes[13],
                Window = BinaryPrimitives.ReadUInt16BigEndian(bytes[14..]),
                Checksum = BinaryPrimitives.ReadUInt16BigEndian(bytes[16..]),
                UrgentPointer = BinaryPrimitives.ReadUInt16BigEndian(bytes[18..]),
                Options = TcpOption.ParseAll(bytes[ShortestLength..length]),
            };
    }

    /// <summary>Writes the header as bytes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, SourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), DestinationPort);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), SequenceNumber);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(8), AcknowledgmentNumber);
        bytes[12] = (byte)((Length / 4 << 4) | Reserved);
        bytes[13] = (byte)Control;
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(14), Window);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(16), Checksum);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(18), UrgentPointer);
        var at = ShortestLength;
        foreach (var option in Options)
        {
            option.Bytes.Span.CopyTo(bytes.AsSpan(at));
            at += option.Bytes.Length;
        }

        return bytes;
    }

    /// <summary>
    /// The names of the control bits, in the usual spoken order: <c>SYN ACK</c>, <c>ACK FIN</c>, <c>ACK PSH</c>.
    /// </summary>
    public IReadOnlyList<string> FlagNames =>
        [.. Spoken.Where(flag => Control.HasFlag(flag)).Select(flag => flag.ToString().ToUpperInvariant())];

    private static readonly ControlBits[] Spoken =
    [
        ControlBits.Syn,
        ControlBits.Ack,
        ControlBits.Fin,
        ControlBits.Rst,
        ControlBits.Psh,
        ControlBits.Urg,
        ControlBits.Ece,
        ControlBits.Cwr,
    ];
}
