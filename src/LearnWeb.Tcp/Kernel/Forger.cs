using System.Net;
using LearnWeb.Tcp.Headers;

namespace LearnWeb.Tcp.Kernel;

/// <summary>An attacker who cannot see the wire, but can put segments with forged source addresses on it.</summary>
internal sealed class Forger(Relay relay, Journal journal, IPAddress client, IPEndPoint server)
{
    private int _sent;

    /// <summary>
    /// Sends SYNs, each from a different port, and from a different address unless they use the client's.
    /// </summary>
    public void Flood(SynStep step)
    {
        for (var i = 0; i < step.Count; i++, _sent++)
        {
            var source = step.Live ? client : new IPAddress([192, 0, 2, (byte)(100 + (_sent % 150))]);
            relay.Forge(
                Packet.Build(
                    source,
                    server.Address,
                    new TcpHeader
                    {
                        SourcePort = (ushort)(20_000 + _sent),
                        DestinationPort = (ushort)server.Port,
                        SequenceNumber = (uint)(1000 * _sent),
                        Control = ControlBits.Syn,
                        Window = 64_240,
                        Options = [new TcpOption(TcpOption.MaximumSegmentSize, new byte[] { 2, 4, 5, 180 })],
                    },
                    default
                )
            );
        }
    }

    /// <summary>
    /// Sends a segment on the newest connection. The attacker has guessed the addresses and ports, and the sequence
    /// number is as far off as the step says.
    /// </summary>
    public void Forge(ForgeStep step) =>
        relay.Forge(
            Packet.Build(
                client,
                server.Address,
                new TcpHeader
                {
                    SourcePort = (ushort)journal.NewestPort,
                    DestinationPort = (ushort)server.Port,
                    SequenceNumber = journal.ExpectedBy(Side.Server) + (uint)step.Beyond,
                    Control = step.Which == SegmentKind.Syn ? ControlBits.Syn : ControlBits.Rst,
                    Window = 64_240,
                },
                default
            )
        );
}
