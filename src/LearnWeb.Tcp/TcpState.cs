namespace LearnWeb.Tcp;

/// <summary>The states of a connection, with their names in RFC 9293 §3.3.2.</summary>
public static class TcpState
{
    public const string Closed = "CLOSED";
    public const string Listen = "LISTEN";
    public const string SynSent = "SYN-SENT";
    public const string SynReceived = "SYN-RECEIVED";
    public const string Established = "ESTABLISHED";
    public const string FinWait1 = "FIN-WAIT-1";
    public const string FinWait2 = "FIN-WAIT-2";
    public const string CloseWait = "CLOSE-WAIT";
    public const string Closing = "CLOSING";
    public const string LastAck = "LAST-ACK";
    public const string TimeWait = "TIME-WAIT";

    // The order is that of include/net/tcp_states.h. 12 is TCP_NEW_SYN_RECV, the small entry that Linux keeps for a
    // SYN.
    private static readonly string[] Linux =
    [
        Closed,
        Established,
        SynSent,
        SynReceived,
        FinWait1,
        FinWait2,
        TimeWait,
        Closed,
        CloseWait,
        LastAck,
        Listen,
        Closing,
        SynReceived,
    ];

    /// <summary>The name of the state with this number in Linux; CLOSED if the number is unknown.</summary>
    public static string OfLinux(int number) => number >= 0 && number < Linux.Length ? Linux[number] : Closed;
}
