using LearnWeb.Models.TcpLab;
using LearnWeb.Rendering.Tcp;
using LearnWeb.Tcp;
using Xunit;

namespace LearnWeb.Tests.Unit.TcpLab;

/// <summary>
/// What each preset shows, judged on its recorded trace, whose shape <see cref="RecordedTraceTests"/> compares with
/// fresh ones: the segments in order, the states of both ends, and what the standard or the manual says of them.
/// </summary>
public sealed class PresetTests : RecordedPreset
{
    public static TheoryData<string> Presets { get; } = [.. TcpPreset.All.Select(preset => preset.Id)];

    [Theory]
    [InlineData("handshake", "c SYN, s SYN ACK, c ACK, c ACK PSH, s ACK")]
    [InlineData("close", "c SYN, s SYN ACK, c ACK, c ACK FIN, s ACK, s ACK FIN, c ACK")]
    [InlineData("close-server-first", "c SYN, s SYN ACK, c ACK, s ACK FIN, c ACK, c ACK FIN, s ACK")]
    [InlineData("close-three", "c SYN, s SYN ACK, c ACK, c ACK PSH, s ACK, c ACK FIN, s ACK FIN, c ACK")]
    [InlineData(
        "half-close",
        "c SYN, s SYN ACK, c ACK, c ACK PSH, s ACK, c ACK FIN, s ACK, s ACK PSH, c ACK, s ACK FIN, c ACK"
    )]
    [InlineData("simultaneous-close", "c SYN, s SYN ACK, c ACK, c ACK FIN, s ACK FIN, c ACK, s ACK")]
    [InlineData("simultaneous-open", "c SYN, s SYN, c SYN ACK, s SYN ACK, c ACK, s ACK")]
    [InlineData("refused", "c SYN, s ACK RST")]
    [InlineData("lost-syn", "c SYN lost, c SYN again, s SYN ACK, c ACK")]
    [InlineData("lost-syn-ack", "c SYN, s SYN ACK lost, c SYN again, s SYN ACK again, c ACK")]
    [InlineData("lost-ack", "c SYN, s SYN ACK, c ACK lost, c ACK PSH, s ACK")]
    [InlineData("lost-ack-silent", "c SYN, s SYN ACK, c ACK lost, s SYN ACK again, c ACK")]
    [InlineData(
        "lost-data",
        "c SYN, s SYN ACK, c ACK, c ACK PSH lost, c ACK PSH lost again, c ACK PSH lost again, c ACK PSH lost "
            + "again, c ACK PSH again, s ACK"
    )]
    [InlineData(
        "lost-last-ack",
        "c SYN, s SYN ACK, c ACK, c ACK FIN, s ACK, s ACK FIN, c ACK lost, s ACK FIN again, c ACK"
    )]
    [InlineData("reset", "c SYN, s SYN ACK, c ACK, c ACK RST")]
    [InlineData(
        "reset-unread",
        "c SYN, s SYN ACK, c ACK, c ACK PSH, s ACK, s ACK PSH, c ACK, s ACK RST, c SYN, s SYN ACK, c ACK, c "
            + "ACK PSH, s ACK, s ACK PSH lost, s ACK RST, c ACK, s RST"
    )]
    [InlineData("half-open", "c SYN, s SYN ACK, c ACK, s ACK RST lost, c ACK PSH, s RST")]
    [InlineData(
        "challenge-ack",
        "c SYN, s SYN ACK, c ACK, c ACK RST lost, c SYN, s ACK, c RST, c SYN again, s SYN ACK, c ACK"
    )]
    [InlineData("third-with-data", "c SYN, s SYN ACK, c ACK PSH, s ACK")]
    [InlineData(
        "fast-open",
        "c SYN, s SYN ACK, c ACK, c ACK PSH, s ACK, c SYN, s SYN ACK, c ACK, s ACK PSH, c ACK, c SYN, s SYN "
            + "ACK, c ACK PSH again, s ACK"
    )]
    [InlineData(
        "time-wait-reopen",
        "c SYN, s SYN ACK, c ACK, s ACK FIN, c ACK, c ACK FIN, s ACK, c SYN, s SYN ACK, c ACK"
    )]
    [InlineData(
        "time-wait-none",
        "c SYN, s SYN ACK, c ACK, c ACK FIN, s ACK, s ACK FIN, c ACK lost, s ACK FIN again, c RST"
    )]
    [InlineData(
        "time-wait-ports",
        "c SYN, s SYN ACK, c ACK, c ACK FIN, s ACK, s ACK FIN, c ACK, c SYN, s SYN ACK, c ACK"
    )]
    [InlineData("timed-out", "c SYN lost, c SYN lost again, c SYN lost again")]
    [InlineData("old-data", "c SYN, s SYN ACK, c ACK, c ACK PSH, c ACK PSH copy, s ACK, c ACK FIN, s ACK, s ACK")]
    [InlineData("reset-after-close", "c SYN, s SYN ACK, c ACK, c ACK FIN, s ACK, s ACK PSH, c RST")]
    [InlineData(
        "forged",
        "c SYN, s SYN ACK, c ACK, c RST forged, c RST forged, s ACK, c SYN forged, s ACK, c ACK PSH, s ACK, "
            + "c RST forged"
    )]
    [InlineData("keep-alive", "c SYN, s SYN ACK, c ACK, c ACK, s ACK, c ACK, s ACK, s ACK RST lost, c ACK, s RST")]
    [InlineData("keep-alive-dead", "c SYN, s SYN ACK, c ACK, c ACK lost, c ACK lost, c ACK RST lost")]
    [InlineData(
        "syn-live",
        "c SYN forged, c SYN forged, s SYN ACK lost, s SYN ACK lost, c SYN forged, c SYN forged, s SYN ACK, "
            + "s SYN ACK, c RST, c RST"
    )]
    [InlineData("duplicate", "c SYN, s SYN ACK, c ACK, c ACK PSH, c ACK PSH copy, s ACK, s ACK")]
    public void Segments_AreInOrder(string id, string expected) =>
        Assert.Equal(
            expected,
            string.Join(
                ", ",
                TraceOf(id)
                    .Segments.Select(segment =>
                        $"{(segment.Direction == Side.Client ? "c" : "s")} {string.Join(' ', segment.Flags)}"
                        + $"{(segment.Lost ? " lost" : "")}{(segment.Again ? " again" : "")}"
                        + $"{(segment.Copy ? " copy" : "")}{(segment.Forged ? " forged" : "")}"
                    )
            )
        );

    [Theory]
    [InlineData("handshake", "CLOSED SYN-SENT ESTABLISHED", "CLOSED LISTEN SYN-RECEIVED ESTABLISHED")]
    [InlineData(
        "close",
        "CLOSED SYN-SENT ESTABLISHED FIN-WAIT-1 FIN-WAIT-2 TIME-WAIT",
        "CLOSED LISTEN SYN-RECEIVED ESTABLISHED CLOSE-WAIT LAST-ACK CLOSED"
    )]
    [InlineData(
        "close-server-first",
        "CLOSED SYN-SENT ESTABLISHED CLOSE-WAIT LAST-ACK CLOSED",
        "CLOSED LISTEN SYN-RECEIVED ESTABLISHED FIN-WAIT-1 FIN-WAIT-2 TIME-WAIT"
    )]
    [InlineData(
        "close-three",
        "CLOSED SYN-SENT ESTABLISHED FIN-WAIT-1 TIME-WAIT",
        "CLOSED LISTEN SYN-RECEIVED ESTABLISHED CLOSE-WAIT LAST-ACK CLOSED"
    )]
    [InlineData(
        "simultaneous-close",
        "CLOSED SYN-SENT ESTABLISHED FIN-WAIT-1 CLOSING TIME-WAIT",
        "CLOSED LISTEN SYN-RECEIVED ESTABLISHED FIN-WAIT-1 CLOSING TIME-WAIT"
    )]
    [InlineData(
        "simultaneous-open",
        "CLOSED SYN-SENT SYN-RECEIVED ESTABLISHED",
        "CLOSED SYN-SENT SYN-RECEIVED ESTABLISHED"
    )]
    [InlineData(
        "old-duplicate-syn",
        "CLOSED SYN-SENT CLOSED SYN-SENT ESTABLISHED",
        "CLOSED LISTEN SYN-RECEIVED LISTEN SYN-RECEIVED ESTABLISHED"
    )]
    [InlineData("refused", "CLOSED SYN-SENT CLOSED", "CLOSED")]
    [InlineData(
        "close-wait",
        "CLOSED SYN-SENT ESTABLISHED FIN-WAIT-1 FIN-WAIT-2",
        "CLOSED LISTEN SYN-RECEIVED ESTABLISHED CLOSE-WAIT"
    )]
    [InlineData("reset", "CLOSED SYN-SENT ESTABLISHED CLOSED", "CLOSED LISTEN SYN-RECEIVED ESTABLISHED CLOSED")]
    [InlineData("timed-out", "CLOSED SYN-SENT CLOSED", "CLOSED LISTEN")]
    [InlineData(
        "time-wait-none",
        "CLOSED SYN-SENT ESTABLISHED FIN-WAIT-1 FIN-WAIT-2 CLOSED",
        "CLOSED LISTEN SYN-RECEIVED ESTABLISHED CLOSE-WAIT LAST-ACK CLOSED"
    )]
    [InlineData(
        "time-wait-reopen",
        "CLOSED SYN-SENT ESTABLISHED CLOSE-WAIT LAST-ACK CLOSED SYN-SENT ESTABLISHED",
        "CLOSED LISTEN SYN-RECEIVED ESTABLISHED FIN-WAIT-1 FIN-WAIT-2 TIME-WAIT SYN-RECEIVED ESTABLISHED"
    )]
    [InlineData(
        "reset-after-close",
        "CLOSED SYN-SENT ESTABLISHED FIN-WAIT-1 FIN-WAIT-2 CLOSED",
        "CLOSED LISTEN SYN-RECEIVED ESTABLISHED CLOSE-WAIT CLOSED"
    )]
    [InlineData("forged", "CLOSED SYN-SENT ESTABLISHED", "CLOSED LISTEN SYN-RECEIVED ESTABLISHED CLOSED")]
    [InlineData("keep-alive", "CLOSED SYN-SENT ESTABLISHED CLOSED", "CLOSED LISTEN SYN-RECEIVED ESTABLISHED CLOSED")]
    [InlineData("keep-alive-dead", "CLOSED SYN-SENT ESTABLISHED CLOSED", "CLOSED LISTEN SYN-RECEIVED ESTABLISHED")]
    public void States_AreInOrder(string id, string client, string server)
    {
        Assert.Equal(client, WayOf(Side.Client));
        Assert.Equal(server, WayOf(Side.Server));

        string WayOf(Side side) =>
            string.Join(
                ' ',
                StateTrack.Of(TraceOf(id)).Where(change => change.Side == side).Select(change => change.State)
            );
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void EveryAcknowledgment_IsTheNextNumberExpected(string id)
    {
        // Of all that was sent towards the acknowledging side on this connection, some segment must end just there;
        // data on a SYN may be left unacknowledged.
        var segments = TraceOf(id).Segments.ToList();
        Assert.All(
            segments.Where(segment => segment is { Connection: > 0 } && segment.Flags.Contains("ACK")),
            segment =>
                Assert.Contains(
                    segments,
                    other =>
                        other.Direction != segment.Direction
                        && other.At <= segment.At
                        && (
                            other.Seq + Numbering.Taken(other) == segment.Ack
                            || (other.Flags is ["SYN"] && other.Seq + 1 == segment.Ack)
                        )
                )
        );
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void OnlyTheFirstSyn_AndSomeResets_AreWithoutAck(string id) =>
        AssertEach.Of(
            TraceOf(id).Segments.Where(segment => !segment.Flags.Contains("ACK")),
            segment => Assert.True(segment.Flags is ["SYN"] or ["RST"], string.Join(' ', segment.Flags))
        );

    [Theory]
    [InlineData("refused", "ECONNREFUSED")]
    [InlineData("reset", "ECONNRESET")]
    [InlineData("reset-unread", "ECONNRESET")]
    [InlineData("half-open", "ECONNRESET")]
    [InlineData("accept-queue-abort", "ECONNRESET")]
    [InlineData("time-wait-none", "ECONNRESET")]
    [InlineData("timed-out", "ETIMEDOUT")]
    [InlineData("reset-after-close", "EPIPE")]
    [InlineData("forged", "ECONNRESET")]
    [InlineData("keep-alive", "ECONNRESET")]
    [InlineData("keep-alive-dead", "ETIMEDOUT")]
    [InlineData("cookie-cost", "EAGAIN")]
    public void Program_GetsTheError(string id, string error) =>
        Assert.StartsWith(error, TraceOf(id).Steps[^1].Result, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Presets))]
    public void SegmentsThatTheKernelDrops_AreThoseItCounts(string id)
    {
        var trace = TraceOf(id);
        // no counter has a RST
        var dropped = trace.Segments.Where(segment => segment.Dropped && segment.Flags is not ["RST"]).ToList();
        var counted = trace.Steps.Sum(step =>
            step.Server.Counters.GetValueOrDefault("ListenDrops") + step.Server.Counters.GetValueOrDefault("PAWSEstab")
        );

        // One that is answered with a RST is counted among them, too.
        Assert.Equal(
            counted
                - trace
                    .Steps.Where(step => step.Server.Counters.ContainsKey("ListenDrops"))
                    .Sum(step => step.Server.Counters.GetValueOrDefault("EmbryonicRsts")),
            dropped.Count
        );
        Assert.All(
            dropped,
            segment => Assert.True(segment is { Direction: Side.Client, Lost: false, Arrived: not null })
        );
        Assert.Equal(id is "accept-queue" or "accept-queue-ack" or "syn-flood" or "old-data", dropped.Count > 0);
    }

    [Fact]
    public void Goals_AreReachedByTheirPresets()
    {
        Assert.Equal(["handshake"], TcpGoals.ReachedBy(TraceOf("handshake")));
        Assert.Equal(["handshake", "close"], TcpGoals.ReachedBy(TraceOf("close")));
        Assert.Equal(["handshake", "close", "time-wait"], TcpGoals.ReachedBy(TraceOf("time-wait")));
        Assert.Equal(["handshake", "loss"], TcpGoals.ReachedBy(TraceOf("lost-syn")));
        Assert.Contains("cookie", TcpGoals.ReachedBy(TraceOf("syn-flood")));
        Assert.Empty(TcpGoals.ReachedBy(TraceOf("refused")));
    }
}
