using LearnWeb.Tcp;
using LearnWeb.Tcp.Kernel;
using Xunit;

namespace LearnWeb.Tests.Unit.TcpLab;

/// <summary>What the kernel writes, read.</summary>
public sealed class KernelFileTests
{
    private const string Sockets = """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 020200C0:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0
           1: 020200C0:1F90 010200C0:9C40 03 00000000:00000000 01:00000064 00000001     0        0 0 0 0
           2: 020200C0:1F90 010200C0:9C42 03 00000000:00000005 01:00000064 00000000     0        0 0 1 0 20 0 0 10 -1
           3: 020200C0:1F90 010200C0:9C41 06 00000000:00000000 03:00001770 00000000     0        0 0 3 0
        nonsense
        """;

    [Fact]
    public void SocketTable_IsReadRowByRow()
    {
        var rows = SocketTable.Parse(Sockets);

        Assert.Equal(
            [
                new ConnectionRow("192.0.2.2:8080", "0.0.0.0:0", "LISTEN", null, null, 0),
                new ConnectionRow(
                    "192.0.2.2:8080",
                    "192.0.2.1:40000",
                    "SYN-RECEIVED",
                    "retransmission",
                    1,
                    1,
                    IsRequest: true
                ),
                // Fast Open: a socket already
                new ConnectionRow("192.0.2.2:8080", "192.0.2.1:40002", "SYN-RECEIVED", "retransmission", 1, 0),
                new ConnectionRow("192.0.2.2:8080", "192.0.2.1:40001", "TIME-WAIT", "TIME-WAIT", 60, 0),
            ],
            rows
        );
    }

    [Fact]
    public void Counters_AreReadByName_AndCompared()
    {
        const string Before = "TcpExt: SyncookiesSent ListenDrops\nTcpExt: 0 5\nIpExt: InNoRoutes\nIpExt: 9\n";
        const string After = "TcpExt: SyncookiesSent ListenDrops\nTcpExt: 3 5\nIpExt: InNoRoutes\nIpExt: 10\n";

        var risen = NetStat.Risen(NetStat.Parse(Before), NetStat.Parse(After));

        Assert.Equal(new Dictionary<string, long> { ["SyncookiesSent"] = 3 }, risen);
    }

    [Fact]
    public void ShortStructure_IsNoTcpInfo() => Assert.Null(TcpInfo.Parse(new byte[TcpInfo.Size - 1]));
}
