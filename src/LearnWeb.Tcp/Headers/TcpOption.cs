using System.Buffers.Binary;
using System.Globalization;

namespace LearnWeb.Tcp.Headers;

/// <summary>One option of a TCP header (RFC 9293 §3.2), or the bytes in its place.</summary>
/// <param name="Kind">The kind of the option, which is its first byte.</param>
/// <param name="Bytes">
/// The bytes of the option. The end of the option list includes the padding after it; a broken option includes all
/// bytes that follow.
/// </param>
/// <param name="IsBroken">Whether its length is impossible, so that the rest of the options cannot be read.</param>
public sealed record TcpOption(byte Kind, ReadOnlyMemory<byte> Bytes, bool IsBroken = false)
{
    public const byte EndOfList = 0;
    public const byte NoOperation = 1;
    public const byte MaximumSegmentSize = 2;
    public const byte WindowScale = 3;
    public const byte SackPermitted = 4;
    public const byte Sack = 5;
    public const byte Timestamps = 8;
    public const byte FastOpen = 34;

    /// <summary>Reads the options of a header up to its last byte. Any bytes can be read.</summary>
    public static IReadOnlyList<TcpOption> ParseAll(ReadOnlySpan<byte> bytes)
    {
        var options = new List<TcpOption>();
        while (bytes.Length > 0)
        {
            var option = ParseFirst(bytes);
            options.Add(option);
            bytes = bytes[option.Bytes.Length..];
        }

        return options;
    }

    /// <summary>The option as text, such as <c>MSS 1460</c>.</summary>
    public override string ToString() =>
        (Kind, Bytes.Length) switch
        {
            _ when IsBroken => $"broken option {Hex}",
            (EndOfList, _) => "end of options",
            (NoOperation, _) => "NOP",
            (MaximumSegmentSize, 4) => Invariant($"MSS {Number16(2)}"),
            (WindowScale, 3) => Invariant($"window scale {Bytes.Span[2]}"),
            (SackPermitted, 2) => "SACK permitted",
            (Sack, > 2) when Bytes.Length % 8 == 2 => "SACK "
                + string.Join(", ", Enumerable.Range(0, Bytes.Length / 8).Select(Block)),
            (Timestamps, 10) => Invariant($"timestamps {Number32(2)} {Number32(6)}"),
            (FastOpen, 2) => "Fast Open cookie wanted",
            (FastOpen, _) => $"Fast Open cookie {Hex[4..]}",
            _ => Invariant($"option {Kind}: {Hex}"),
        };

    private string Hex => Convert.ToHexStringLower(Bytes.Span);

    private static TcpOption ParseFirst(ReadOnlySpan<byte> bytes) =>
        bytes[0] switch
        {
            EndOfList => new TcpOption(EndOfList, bytes.ToArray()),
            NoOperation => new TcpOption(NoOperation, bytes[..1].ToArray()),
            var kind when bytes.Length < 2 || bytes[1] < 2 || bytes[1] > bytes.Length => new TcpOption(
                kind,
                bytes.ToArray(),
                IsBroken: true
            ),
            var kind => new TcpOption(kind, bytes[..bytes[1]].ToArray()),
        };

    private string Block(int index) => Invariant($"{Number32(2 + (index * 8))}-{Number32(6 + (index * 8))}");

    private ushort Number16(int at) => BinaryPrimitives.ReadUInt16BigEndian(Bytes.Span[at..]);

    private uint Number32(int at) => BinaryPrimitives.ReadUInt32BigEndian(Bytes.Span[at..]);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
