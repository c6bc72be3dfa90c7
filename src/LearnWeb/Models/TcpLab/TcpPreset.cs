namespace LearnWeb.Models.TcpLab;

/// <summary>
/// A script worth running. Its words are in the resources under <c>TcpPreset-&lt;id&gt;</c>, <c>-Ask</c> and
/// <c>-Notice</c>.
/// </summary>
/// <param name="Id">Unique; part of the page's address, and the name of its recorded trace.</param>
/// <param name="Group">What it is an example of.</param>
/// <param name="Text">Its steps, separated by semicolons.</param>
/// <param name="Source">What decides, like <c>RFC 9293 §3.5</c> or <c>listen(2)</c>.</param>
public sealed record TcpPreset(string Id, TcpPresetGroup Group, string Text, string Source)
{
    private const string Opened = "listen(4); connect; accept; ";

    /// <summary>All presets, in the order in which they are best tried.</summary>
    public static IReadOnlyList<TcpPreset> All { get; } =
    [
        new(
            "handshake",
            TcpPresetGroup.MustDo,
            "listen(4); connect; accept; send(client, 5); receive(server)",
            "RFC 9293 §3.5"
        ),
        new("close", TcpPresetGroup.MustDo, Opened + "close(client); wait(100); close(server)", "RFC 9293 §3.6"),
        new(
            "time-wait",
            TcpPresetGroup.MustDo,
            Opened
                + "close(server); wait(100); close(client); wait(1000); listen(4, noreuse); listen(4, reuse); connect",
            "RFC 9293 §3.6.1, socket(7)"
        ),
        new(
            "simultaneous-open",
            TcpPresetGroup.Open,
            "hold; connect(40000); connect(server); release",
            "RFC 9293 §3.5"
        ),
        new(
            "old-duplicate-syn",
            TcpPresetGroup.Open,
            "listen(4); delay(40); hold(SYN); connect(40000); reset(client); connect(40000); wait(200); "
                + "release(1); wait(100); release; accept",
            "RFC 9293 §3.5"
        ),
        new("refused", TcpPresetGroup.Open, "connect", "RFC 9293 §3.5.2"),
        new(
            "isn",
            TcpPresetGroup.Open,
            "listen(16); connect; connect; connect; connect; connect; connect; connect; connect; connect; "
                + "connect; connect(40000); reset(client); wait(500); connect(40000)",
            "RFC 9293 §3.4.1"
        ),
        new(
            "third-with-data",
            TcpPresetGroup.Open,
            "listen(4); connect(delayack); accept; send(client, 5); accept; receive(server)",
            "RFC 9293 §3.5"
        ),
        new(
            "fast-open",
            TcpPresetGroup.Open,
            "listen(4, reuse, fastopen); connect(fastopen, 5); accept; receive(server); hold(ACK); "
                + "connect(fastopen, 5); accept; receive(server); send(server, 9); receive(client); release; "
                + "listen(4); connect(fastopen, 5); accept; receive(server)",
            "RFC 7413 §3, tcp(7)"
        ),
        new(
            "fast-open-twice",
            TcpPresetGroup.Open,
            "listen(4, reuse, fastopen); connect(fastopen, 5); accept; reset(client); hold(SYN); "
                + "double(SYN); connect(fastopen, 5); release(1); accept; receive(server); close(client); "
                + "close(server); release; accept; receive(server)",
            "RFC 7413 §2.1"
        ),
        new(
            "close-server-first",
            TcpPresetGroup.Close,
            Opened + "close(server); wait(100); close(client)",
            "RFC 9293 §3.6"
        ),
        new(
            "close-three",
            TcpPresetGroup.Close,
            Opened + "send(client, 5); receive(server); close(client); close(server)",
            "RFC 9293 §3.3.2"
        ),
        new(
            "half-close",
            TcpPresetGroup.Close,
            Opened
                + "send(client, 5); shutdown(client); wait(100); receive(server); receive(server); send(server, "
                + "9); receive(client); send(client, 1); close(server); close(client)",
            "RFC 9293 §3.6.1"
        ),
        new(
            "simultaneous-close",
            TcpPresetGroup.Close,
            Opened + "hold; close(client); close(server); release",
            "RFC 9293 §3.6"
        ),
        new(
            "close-wait",
            TcpPresetGroup.Close,
            Opened + "close(client); receive(server); wait(2000)",
            "RFC 9293 §3.3.2"
        ),
        new(
            "time-wait-reopen",
            TcpPresetGroup.TimeWait,
            "listen(4); connect(40000); accept; close(server); wait(100); close(client); connect(40000); accept",
            "RFC 9293 §3.6.1, RFC 6191"
        ),
        new(
            "time-wait-none",
            TcpPresetGroup.TimeWait,
            Opened
                + "timewait(off); shutdown(client); wait(100); lose(ACK, 1); shutdown(server); wait(500); "
                + "send(server, 1)",
            "RFC 9293 §3.6.1"
        ),
        new(
            "time-wait-ports",
            TcpPresetGroup.TimeWait,
            "listen(4); ports(1); connect; accept; close(client); wait(100); close(server); connect; "
                + "twreuse(on); wait(1100); connect; accept",
            "ip-sysctl"
        ),
        new("lost-syn", TcpPresetGroup.Loss, "listen(4); lose(SYN, 1); connect; accept", "RFC 9293 §3.8.1"),
        new("lost-syn-ack", TcpPresetGroup.Loss, "listen(4); lose(SYN-ACK, 1); connect; accept", "RFC 9293 §3.8.1"),
        new(
            "timed-out",
            TcpPresetGroup.Loss,
            "listen(4); retries(1); lose(SYN, 9); connect; wait(2500); receive(client)",
            "RFC 9293 §3.8.3, tcp(7)"
        ),
        new(
            "lost-ack",
            TcpPresetGroup.Loss,
            "listen(4); lose(ACK, 1); connect; accept; send(client, 5); accept; receive(server)",
            "RFC 9293 §3.10.7.4"
        ),
        new(
            "lost-ack-silent",
            TcpPresetGroup.Loss,
            "listen(4); lose(ACK, 1); connect; wait(1200); accept",
            "RFC 9293 §3.10.7.4"
        ),
        new(
            "lost-data",
            TcpPresetGroup.Loss,
            Opened + "lose(DATA, 4); send(client, 5); wait(300); wait(400); wait(800); wait(2000); receive(server)",
            "RFC 9293 §3.8.1, RFC 6298"
        ),
        new(
            "lost-last-ack",
            TcpPresetGroup.Loss,
            Opened + "close(client); wait(100); lose(ACK, 1); close(server); wait(500)",
            "RFC 9293 §3.6.1"
        ),
        new(
            "duplicate",
            TcpPresetGroup.Loss,
            Opened + "double(DATA); send(client, 5); receive(server); receive(server)",
            "RFC 9293 §3.4"
        ),
        new(
            "old-data",
            TcpPresetGroup.Loss,
            Opened
                + "hold(DATA); double(DATA); send(client, 5); release(1); wait(100); shutdown(client); "
                + "wait(100); release; receive(server); receive(server)",
            "RFC 7323 §5"
        ),
        new("reset", TcpPresetGroup.Reset, Opened + "reset(client); receive(server)", "RFC 9293 §3.5.2"),
        new(
            "reset-unread",
            TcpPresetGroup.Reset,
            Opened
                + "send(client, 5); send(server, 9); close(server); receive(client); receive(client); connect; "
                + "accept; send(client, 5); lose(DATA, 1); send(server, 9); close(server); receive(client)",
            "RFC 9293 §3.6.1, RFC 9112 §9.6"
        ),
        new(
            "reset-after-close",
            TcpPresetGroup.Reset,
            Opened + "close(client); wait(100); send(server, 5); receive(server); send(server, 5)",
            "RFC 9293 §3.6.1"
        ),
        new(
            "half-open",
            TcpPresetGroup.HalfOpen,
            Opened + "lose(RST, 1); reset(server); send(client, 5); receive(client)",
            "RFC 9293 §3.5.1"
        ),
        new(
            "challenge-ack",
            TcpPresetGroup.HalfOpen,
            "listen(4); connect(40000); accept; lose(RST, 1); reset(client); delay(40); connect(40000); "
                + "receive(server); accept",
            "RFC 9293 §3.10.7.4"
        ),
        new(
            "forged",
            TcpPresetGroup.HalfOpen,
            Opened
                + "forge(RST, 1000000000); forge(RST, 1000); wait(600); forge(SYN, 0); send(client, 5); "
                + "receive(server); forge(RST, 0); receive(server)",
            "RFC 5961 §3, §4"
        ),
        new(
            "keep-alive",
            TcpPresetGroup.HalfOpen,
            Opened + "keepalive(client, 1, 1, 2); wait(2500); lose(RST, 1); reset(server); wait(1500); receive(client)",
            "RFC 9293 §3.8.4, tcp(7)"
        ),
        new(
            "keep-alive-dead",
            TcpPresetGroup.HalfOpen,
            Opened + "keepalive(client, 1, 1, 2); lose(ANY, 100); wait(3500); receive(client)",
            "RFC 9293 §3.8.4, tcp(7)"
        ),
        new(
            "accept-queue",
            TcpPresetGroup.Queues,
            "listen(0); connect; connect; close(client); listen(1); connect; connect; connect; "
                + "close(client); listen(3); connect; connect; connect; connect; connect",
            "listen(2)"
        ),
        new(
            "accept-queue-ack",
            TcpPresetGroup.Queues,
            "listen(1); connect; hold(ACK); connect; connect; release; wait(1500); accept; wait(2500)",
            "tcp(7)"
        ),
        new(
            "accept-queue-abort",
            TcpPresetGroup.Queues,
            "abort(on); listen(1); connect; hold(ACK); connect; connect; release; receive(client)",
            "tcp(7)"
        ),
        new(
            "syn-flood",
            TcpPresetGroup.Queues,
            "listen(4); connect; accept; cookies(off); syn(16); send(client, 5); receive(server); connect; "
                + "close(client); cookies(on); syn(16); connect; accept; send(client, 5); receive(server)",
            "RFC 4987 §3.6, tcp(7)"
        ),
        new("syn-expires", TcpPresetGroup.Queues, "listen(4); retries(1); syn(3); wait(1500); wait(2500)", "tcp(7)"),
        new("syn-live", TcpPresetGroup.Queues, "listen(4); syn(2); syn(2, live)", "RFC 4987 §2.2"),
        new(
            "cookie-cost",
            TcpPresetGroup.Queues,
            "listen(1); cookies(on); syn(6); lose(SYN-ACK, 1); connect; accept; lose(ACK, 1); connect; "
                + "wait(1500); accept; receive(client)",
            "RFC 4987 §3.6"
        ),
        new(
            "cookie-options",
            TcpPresetGroup.Queues,
            "listen(8); cookies(always); mss(1400); connect; accept; send(server, 2000); timestamps(off); "
                + "connect; accept; send(server, 2000); cookies(on); connect; accept; send(server, 2000)",
            "RFC 4987 §3.6, ip-sysctl"
        ),
    ];

    public bool IsMustDo => Group == TcpPresetGroup.MustDo;

    public TcpScript Script { get; } = TcpScript.Parse(Text).Script!;

    public static TcpPreset? Find(string? id) => All.FirstOrDefault(preset => preset.Id == id);

    /// <summary>The preset with exactly these steps, if there is one.</summary>
    public static TcpPreset? Of(TcpScript script)
    {
        var text = script.ToString();
        return All.FirstOrDefault(preset => preset.Script.ToString() == text);
    }
}

/// <summary>What a preset is an example of.</summary>
public enum TcpPresetGroup
{
    MustDo,
    Open,
    Close,
    TimeWait,
    Loss,
    Reset,
    HalfOpen,
    Queues,
}
