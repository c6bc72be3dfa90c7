using System.Buffers.Binary;

namespace LearnWeb.Http.Proxying;

/// <summary>A TLS record as it passed by (RFC 8446 §5.1): its bytes, and when the last of them came.</summary>
/// <param name="Milliseconds">When, counted as in <see cref="ProxySight"/>.</param>
/// <param name="FromClient">Who sent it.</param>
/// <param name="Kind">What it is, as far as its header and its first byte tell.</param>
public sealed record TlsRecord(double Milliseconds, bool FromClient, TlsRecordKind Kind, ReadOnlyMemory<byte> Bytes)
{
    private const int HeaderLength = 5;

    /// <summary>Whether its content is in the clear: until keys have been agreed on.</summary>
    public bool IsReadable =>
        Kind is TlsRecordKind.ClientHello or TlsRecordKind.ServerHello or TlsRecordKind.ChangeCipherSpec;

    /// <summary>Cuts what passed through a tunnel into TLS records, in the order in which they were complete.</summary>
    /// <returns>Empty if it is not TLS.</returns>
    public static IReadOnlyList<TlsRecord> Of(IReadOnlyList<ProxySight> tunnel) =>
        [
            .. OfOneSide(tunnel.Where(sight => sight.FromClient))
                .Concat(OfOneSide(tunnel.Where(sight => !sight.FromClient)))
                .OrderBy(record => record.Milliseconds),
        ];

    private static IEnumerable<TlsRecord> OfOneSide(IEnumerable<ProxySight> sights)
    {
        var bytes = Array.Empty<byte>();
        foreach (var sight in sights)
        {
            bytes = [.. bytes, .. sight.Bytes.Span];
            while (LengthOf(bytes) is { } length && length <= bytes.Length)
            {
                var record = bytes.AsMemory(0, length);
                yield return new TlsRecord(sight.Milliseconds, sight.FromClient, KindOf(bytes), record);
                bytes = bytes[length..];
            }
        }
    }

    /// <summary>The length of the record that begins here, header included; <c>null</c> if none does.</summary>
    private static int? LengthOf(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= HeaderLength && bytes[0] is >= 20 and <= 23 && bytes[1] == 3
            ? HeaderLength + BinaryPrimitives.ReadUInt16BigEndian(bytes[3..])
            : null;

    private static TlsRecordKind KindOf(ReadOnlySpan<byte> record) =>
        (record[0], record.Length > HeaderLength ? record[HeaderLength] : 0) switch
        {
            (20, _) => TlsRecordKind.ChangeCipherSpec,
            (21, _) => TlsRecordKind.Alert,
            (22, 1) => TlsRecordKind.ClientHello,
            (22, 2) => TlsRecordKind.ServerHello,
            (22, _) => TlsRecordKind.Handshake,
            _ => TlsRecordKind.ApplicationData,
        };
}

/// <summary>What a TLS record is. In TLS 1.3 all that is encrypted calls itself application data.</summary>
public enum TlsRecordKind
{
    ClientHello,
    ServerHello,
    Handshake,
    ChangeCipherSpec,
    Alert,
    ApplicationData,
}
