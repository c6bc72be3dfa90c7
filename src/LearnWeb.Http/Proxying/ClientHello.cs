using System.Buffers.Binary;
using System.Text;

namespace LearnWeb.Http.Proxying;

/// <summary>What a TLS client says in the clear before there are keys (RFC 8446 §4.1.2).</summary>
/// <param name="ServerName">The host that it wants (SNI, RFC 6066 §3); <c>null</c> if it does not say.</param>
/// <param name="Protocols">What it would speak inside, like <c>http/1.1</c> (ALPN, RFC 7301).</param>
/// <param name="Versions">The versions of TLS that it offers, like <c>1.3</c>.</param>
/// <param name="IsOuter">Whether it carries another one, encrypted, with the true name (ECH, RFC 9849).</param>
public sealed record ClientHello(
    string? ServerName,
    IReadOnlyList<string> Protocols,
    IReadOnlyList<string> Versions,
    bool IsOuter
)
{
    private const int RecordHeader = 5,
        HandshakeHeader = 4,
        VersionAndRandom = 2 + 32;

    /// <summary>Reads one from the first bytes that a client sends; looks at one record only.</summary>
    /// <returns><c>null</c> if it is none, is incomplete, or is malformed.</returns>
    public static ClientHello? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return bytes[0] == 22 && bytes[RecordHeader] == 1 ? ReadHello(Record(bytes)) : null;
        }
        catch (ArgumentOutOfRangeException)
        {
            return null; // a length points beyond the end
        }
        catch (IndexOutOfRangeException)
        {
            return null;
        }
    }

    private static ReadOnlySpan<byte> Record(ReadOnlySpan<byte> bytes) =>
        bytes.Slice(RecordHeader, BinaryPrimitives.ReadUInt16BigEndian(bytes[3..]));

    private static ClientHello ReadHello(ReadOnlySpan<byte> record)
    {
        var rest = record[(HandshakeHeader + VersionAndRandom)..];
        rest = rest[(1 + rest[0])..]; // session ID
        rest = rest[(2 + BinaryPrimitives.ReadUInt16BigEndian(rest))..]; // cipher suites
        rest = rest[(1 + rest[0])..]; // compression methods
        var extensions = Counted(rest);
        string? name = null;
        List<string> protocols = [],
            versions = [];
        var isOuter = false;
        while (extensions.Length > 0)
        {
            var type = BinaryPrimitives.ReadUInt16BigEndian(extensions);
            var content = Counted(extensions[2..]);
            extensions = extensions[(4 + content.Length)..];
            switch (type)
            {
                case 0: // a list with one entry: a type, and the name
                    name = Encoding.Latin1.GetString(Counted(Counted(content)[1..]));
                    break;
                case 16:
                    protocols = ReadProtocols(Counted(content));
                    break;
                case 43:
                    versions = ReadVersions(content.Slice(1, content[0]));
                    break;
                case 0xfe0d:
                    isOuter = true;
                    break;
            }
        }

        return new ClientHello(name, protocols, versions, isOuter);
    }

    /// <summary>What stands behind a length of two bytes.</summary>
    private static ReadOnlySpan<byte> Counted(ReadOnlySpan<byte> bytes) =>
        bytes.Slice(2, BinaryPrimitives.ReadUInt16BigEndian(bytes));

    private static List<string> ReadProtocols(ReadOnlySpan<byte> list)
    {
        var protocols = new List<string>();
        while (list.Length > 0)
        {
            protocols.Add(Encoding.Latin1.GetString(list.Slice(1, list[0])));
            list = list[(1 + list[0])..];
        }

        return protocols;
    }

    private static List<string> ReadVersions(ReadOnlySpan<byte> list)
    {
        var versions = new List<string>();
        for (; list.Length >= 2; list = list[2..])
        {
            if (list[0] == 3 && list[1] is >= 1 and <= 4)
            {
                versions.Add($"1.{(char)('0' + list[1] - 1)}"); // 0x0304 is TLS 1.3
            }
        }

        return versions;
    }
}
