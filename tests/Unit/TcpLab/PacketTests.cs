using System.Net;
using FsCheck;
using FsCheck.Fluent;
using LearnWeb.Tcp.Headers;
using Xunit;

namespace LearnWeb.Tests.Unit.TcpLab;

public sealed class PacketTests
{
    private static readonly IPAddress From = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress To = IPAddress.Parse("192.0.2.2");

    [Fact]
    public void AnyBytes_AreTakenApart_AndPutTogetherAgain() =>
        Check.QuickThrowOnFailure(Prop.ForAll((byte[] bytes) => Packet.Parse(bytes).ToBytes().SequenceEqual(bytes)));

    [Fact]
    public void AnyBytesBehindAHeaderOfTcp_AreTakenApart_AndPutTogetherAgain() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                (byte[] bytes, byte lengths, byte offset) =>
                {
                    byte[] packet =
                    [
                        (byte)(0x40 | (lengths & 15)),
                        0,
                        0,
                        lengths,
                        0,
                        0,
                        0,
                        0,
                        64,
                        6,
                        .. new byte[10],
                        .. bytes,
                    ];
                    if (packet.Length > 32)
                    {
                        packet[32] = offset; // where the data offset of TCP is, behind a header without options
                    }

                    var parsed = Packet.Parse(packet);
                    return parsed.ToBytes().SequenceEqual(packet)
                        && (parsed.Tcp is null || parsed.Tcp.ToString().Length > 0);
                }
            )
        );

    [Fact]
    public void BuiltPacket_ParsesBack_WithRightChecksums() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                (uint number, ushort port, byte control) =>
                {
                    var header = new TcpHeader
                    {
                        SourcePort = port,
                        DestinationPort = 8080,
                        SequenceNumber = number,
                        AcknowledgmentNumber = ~number,
                        Window = port,
                        Control = (ControlBits)control,
                    };
                    var packet = Packet.Build(From, To, header, new byte[port % 1400]);
                    var parsed = Packet.Parse(packet.ToBytes());
                    return packet.HasRightChecksums
                        && parsed.HasRightChecksums
                        && parsed.Tcp! with { Checksum = 0, Options = header.Options } == header
                        && parsed.Data.Length == port % 1400
                        && parsed.Trailer.Length == 0;
                }
            )
        );

    [Fact]
    public void OneBitTurned_MakesAChecksumWrong() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                (ushort where, byte[] data) =>
                {
                    var bytes = Packet.Build(From, To, new TcpHeader { Control = ControlBits.Syn }, data).ToBytes();
                    bytes[where % bytes.Length] ^= (byte)(1 << (where % 8));
                    return !Packet.Parse(bytes).HasRightChecksums;
                }
            )
        );

    [Theory]
    [InlineData(
        "020405b40402080a41b1c93c000000000103030a",
        "MSS 1460|SACK permitted|timestamps 1102170428 0|NOP|window scale 10"
    )]
    [InlineData("01010000", "NOP|NOP|end of options")]
    [InlineData("0101050a0000000100000006", "NOP|NOP|SACK 1-6")]
    [InlineData("2200", "broken option 2200")]
    [InlineData("2202fe03aa", "Fast Open cookie wanted|option 254: fe03aa")]
    [InlineData("220a0123456789abcdef", "Fast Open cookie 0123456789abcdef")]
    [InlineData("fe03aa00", "option 254: fe03aa|end of options")]
    [InlineData("0204", "broken option 0204")]
    public void Options_AreToldInWords(string hex, string words)
    {
        var options = TcpOption.ParseAll(Convert.FromHexString(hex));
        Assert.Equal(words, string.Join('|', options));
    }

    [Fact]
    public void Fragment_HasNoHeaderOfTcp()
    {
        var bytes = Packet.Build(From, To, new TcpHeader(), new byte[10]).ToBytes();
        bytes[7] = 1;
        Assert.Null(Packet.Parse(bytes).Tcp);
    }
}
