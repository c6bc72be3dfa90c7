using LearnWeb.Models.Labs;
using LearnWeb.Tcp;

namespace LearnWeb.Models.TcpLab;

/// <summary>A script worth running. Its id is the name of its recorded trace, too.</summary>
/// <param name="Text">Its steps, separated by semicolons.</param>
public sealed record TcpPreset(string Id, string Group, string Text, string Source) : Preset(Id, Group, Source)
{
    private const string Opened = "listen(4); connect; accept; ";

    /// <summary>All presets, in the order in which they are best tried.</summary>
    public static IReadOnlyList<TcpPreset> All { get; } =
    [
        new("handshake", MustDo, "listen(4); connect; accept; send(client, 5); receive(server)", "RFC 9293 §3.5"),
        new("close", MustDo, Opened + "close(client); wait(100); close(server)", "RFC 9293 §3.6"),
        new(
            "time-wait",
            MustDo,
            Opened
                + "close(server); wait(100); close(client); wait(1000); listen(4, noreuse); listen(4, reuse); connect",
            "RFC 9293 §3.6.1, socket(7)"
        ),
        new("simultaneous-open", "Open", "hold; connect(40000); connect(server); release", "RFC 9293 §3.5"),
        new(
            "old-duplicate-syn",
            "Open",
            "listen(4); delay(40); hold(SYN); connect(40000); reset(client); connect(40000); wait(200); "
                + "release(1); wait(100); release; accept",
            "RFC 9293 §3.5"
        ),
        new("refused", "Open", "connect", "RFC 9293 §3.5.2"),
        new(
            "isn",
            "Open",
            "listen(16); connect; connect; connect; connect; connect; connect; connect; connect; connect; "
                + "connect; connect(40000); reset(client); wait(500); connect(40000)",
            "RFC 9293 §3.4.1"
        ),
        new(
            "third-with-data",
            "Open",
            "listen(4); connect(delayack); accept; send(client, 5); accept; receive(server)",
            "RFC 9293 §3.5"
        ),
        new(
            "fast-open",
            "Open",
            "listen(4, reuse, fastopen); connect(fastopen, 5); accept; receive(server); hold(ACK); "
                + "connect(fastopen, 5); accept; receive(server); send(server, 9); receive(client); release; "
                + "listen(4); connect(fastopen, 5); accept; receive(server)",
            "RFC 7413 §3, tcp(7)"
        ),
        new(
            "fast-open-twice",
            "Open",
            "listen(4, reuse, fastopen); connect(fastopen, 5); accept; reset(client); hold(SYN); "
                + "double(SYN); connect(fastopen, 5); release(1); accept; receive(server); close(client); "
                + "close(server); release; accept; receive(server)",
            "RFC 7413 §2.1"
        ),
        new("close-server-first", "Close", Opened + "close(server); wait(100); close(client)", "RFC 9293 §3.6"),
        new(
            "close-three",
            "Close",
            Opened + "send(client, 5); receive(server); close(client); close(server)",
            "RFC 9293 §3.3.2"
        ),
        new(
            "half-close",
            "Close",
            Opened
                + "send(client, 5); shutdown(client); wait(100); receive(server); receive(server); send(server, "
                + "9); receive(client); send(client, 1); close(server); close(client)",
            "RFC 9293 §3.6.1"
        ),
        new("simultaneous-close", "Close", Opened + "hold; close(client); close(server); release", "RFC 9293 §3.6"),
        new("close-wait", "Close", Opened + "close(client); receive(server); wait(2000)", "RFC 9293 §3.3.2"),
        new(
            "time-wait-reopen",
            "TimeWait",
            "listen(4); connect(40000); accept; close(server); wait(100); close(client); connect(40000); accept",
            "RFC 9293 §3.6.1, RFC 6191"
        ),
        new(
            "time-wait-none",
            "TimeWait",
            Opened
                + "timewait(off); shutdown(client); wait(100); lose(ACK, 1); shutdown(server); wait(500); "
                + "send(server, 1)",
            "RFC 9293 §3.6.1"
        ),
        new(
            "time-wait-ports",
            "TimeWait",
            "listen(4); ports(1); connect; accept; close(client); wait(100); close(server); connect; "
                + "twreuse(on); wait(1100); connect; accept",
            "ip-sysctl"
        ),
        new("lost-syn", "Loss", "listen(4); lose(SYN, 1); connect; accept", "RFC 9293 §3.8.1"),
        new("lost-syn-ack", "Loss", "listen(4); lose(SYN-ACK, 1); connect; accept", "RFC 9293 §3.8.1"),
        new(
            "timed-out",
            "Loss",
            "listen(4); retries(1); lose(SYN, 9); connect; wait(2500); receive(client)",
            "RFC 9293 §3.8.3, tcp(7)"
        ),
        new(
            "lost-ack",
            "Loss",
            "listen(4); lose(ACK, 1); connect; accept; send(client, 5); accept; receive(server)",
            "RFC 9293 §3.10.7.4"
        ),
        new("lost-ack-silent", "Loss", "listen(4); lose(ACK, 1); connect; wait(1200); accept", "RFC 9293 §3.10.7.4"),
        new(
            "lost-data",
            "Loss",
            Opened + "lose(DATA, 4); send(client, 5); wait(300); wait(400); wait(800); wait(2000); receive(server)",
            "RFC 9293 §3.8.1, RFC 6298"
        ),
        new(
            "lost-last-ack",
            "Loss",
            Opened + "close(client); wait(100); lose(ACK, 1); close(server); wait(500)",
            "RFC 9293 §3.6.1"
        ),
        new(
            "duplicate",
            "Loss",
            Opened + "double(DATA); send(client, 5); receive(server); receive(server)",
            "RFC 9293 §3.4"
        ),
        new(
            "old-data",
            "Loss",
            Opened
                + "hold(DATA); double(DATA); send(client, 5); release(1); wait(100); shutdown(client); "
                + "wait(100); release; receive(server); receive(server)",
            "RFC 7323 §5"
        ),
        new("reset", "Reset", Opened + "reset(client); receive(server)", "RFC 9293 §3.5.2"),
        new(
            "reset-unread",
            "Reset",
            Opened
                + "send(client, 5); send(server, 9); close(server); receive(client); receive(client); connect; "
                + "accept; send(client, 5); lose(DATA, 1); send(server, 9); close(server); receive(client)",
            "RFC 9293 §3.6.1, RFC 9112 §9.6"
        ),
        new(
            "reset-after-close",
            "Reset",
            Opened + "close(client); wait(100); send(server, 5); receive(server); send(server, 5)",
            "RFC 9293 §3.6.1"
        ),
        new(
            "half-open",
            "HalfOpen",
            Opened + "lose(RST, 1); reset(server); send(client, 5); receive(client)",
            "RFC 9293 §3.5.1"
        ),
        new(
            "challenge-ack",
            "HalfOpen",
            "listen(4); connect(40000); accept; lose(RST, 1); reset(client); delay(40); connect(40000); "
                + "receive(server); accept",
            "RFC 9293 §3.10.7.4"
        ),
        new(
            "forged",
            "HalfOpen",
            Opened
                + "forge(RST, 1000000000); forge(RST, 1000); wait(600); forge(SYN, 0); send(client, 5); "
                + "receive(server); forge(RST, 0); receive(server)",
            "RFC 5961 §3, §4"
        ),
        new(
            "keep-alive",
            "HalfOpen",
            Opened + "keepalive(client, 1, 1, 2); wait(2500); lose(RST, 1); reset(server); wait(1500); receive(client)",
            "RFC 9293 §3.8.4, tcp(7)"
        ),
        new(
            "keep-alive-dead",
            "HalfOpen",
            Opened + "keepalive(client, 1, 1, 2); lose(ANY, 100); wait(3500); receive(client)",
            "RFC 9293 §3.8.4, tcp(7)"
        ),
        new(
            "accept-queue",
            "Queues",
            "listen(0); connect; connect; close(client); listen(1); connect; connect; connect; "
                + "close(client); listen(3); connect; connect; connect; connect; connect",
            "listen(2)"
        ),
        new(
            "accept-queue-ack",
            "Queues",
            "listen(1); connect; hold(ACK); connect; connect; release; wait(1500); accept; wait(2500)",
            "tcp(7)"
        ),
        new(
            "accept-queue-abort",
            "Queues",
            "abort(on); listen(1); connect; hold(ACK); connect; connect; release; receive(client)",
            "tcp(7)"
        ),
        new(
            "syn-flood",
            "Queues",
            "listen(4); connect; accept; cookies(off); syn(16); send(client, 5); receive(server); connect; "
                + "close(client); cookies(on); syn(16); connect; accept; send(client, 5); receive(server)",
            "RFC 4987 §3.6, tcp(7)"
        ),
        new("syn-expires", "Queues", "listen(4); retries(1); syn(3); wait(1500); wait(2500)", "tcp(7)"),
        new("syn-live", "Queues", "listen(4); syn(2); syn(2, live)", "RFC 4987 §2.2"),
        new(
            "cookie-cost",
            "Queues",
            "listen(1); cookies(on); syn(6); lose(SYN-ACK, 1); connect; accept; lose(ACK, 1); connect; "
                + "wait(1500); accept; receive(client)",
            "RFC 4987 §3.6"
        ),
        new(
            "cookie-options",
            "Queues",
            "listen(8); cookies(always); mss(1400); connect; accept; send(server, 2000); timestamps(off); "
                + "connect; accept; send(server, 2000); cookies(on); connect; accept; send(server, 2000)",
            "RFC 4987 §3.6, ip-sysctl"
        ),
    ];

    public TcpScript Script { get; } = TcpScript.Parse(Text).Script!;

    /// <summary>The preset with exactly these steps, if there is one.</summary>
    public static TcpPreset? Of(TcpScript script)
    {
        var text = script.ToString();
        return All.FirstOrDefault(preset => preset.Script.ToString() == text);
    }
}
