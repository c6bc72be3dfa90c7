using System.Globalization;
using System.Net;

namespace LearnWeb.Tcp.Kernel;

/// <summary>
/// Reads <c>/proc/net/tcp</c> (proc(5)), whose rows are listeners, connections, TIME-WAIT entries, and requests in
/// SYN-RECEIVED.
/// </summary>
public static class SocketTable
{
    /// <summary>The kernel counts its timers in hundredths of a second (USER_HZ).</summary>
    private const double TicksPerSecond = 100;

    private const int ClosingTimer = 3;

    /// <summary>
    /// The column with the number of references to a socket. It is 0 for the small entry that is not a socket yet.
    /// </summary>
    private const int References = 10;

    private static readonly string?[] Timers = [null, "retransmission", "keep-alive", null, "zero window"];

    /// <summary>Reads the text of the file. Lines that are not rows are skipped.</summary>
    public static IReadOnlyList<ConnectionRow> Parse(string text) =>
        [.. text.Split('\n').Select(ParseRow).OfType<ConnectionRow>()];

    //   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt …
    //    0: 010200C0:A0C2 020200C0:1F90 01 00000000:00000000 00:00000000 00000000 …
    private static ConnectionRow? ParseRow(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (
            words.Length < 7
            || AddressOf(words[1]) is not { } local
            || AddressOf(words[2]) is not { } remote
            || Hex(words[3]) is not { } state
            || words[5].Split(':') is not [var timer, var when]
            || Hex(timer) is not { } kind
            || Hex(when) is not { } ticks
            || Hex(words[6]) is not { } again
        )
        {
            return null;
        }

        // A small entry remains of a closed connection. It waits in TIME-WAIT, or for the peer's FIN in FIN-WAIT-2.
        var inState = TcpState.OfLinux((int)state);
        var name =
            kind == ClosingTimer ? inState
            : kind < Timers.Length ? Timers[kind]
            : null;
        var isRequest = inState == TcpState.SynReceived && words.Length > References && words[References] == "0";
        return new ConnectionRow(
            local,
            remote,
            inState,
            name,
            name is null ? null : ticks / TicksPerSecond,
            (int)again,
            isRequest
        );
    }

    /// <summary>
    /// Reads an address and a port. The file has the address as a number in the machine's byte order, which is
    /// little-endian here.
    /// </summary>
    private static string? AddressOf(string text) =>
        text.Split(':') is [var address, var port]
        && Hex(address) is { } number
        && Hex(port) is { } p and <= ushort.MaxValue
            ? new IPEndPoint(new IPAddress(number), (int)p).ToString()
            : null;

    private static uint? Hex(string text) =>
        uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
