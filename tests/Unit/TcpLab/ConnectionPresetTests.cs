using LearnWeb.Models.TcpLab;
using LearnWeb.Rendering.Tcp;
using LearnWeb.Tcp;
using Xunit;

namespace LearnWeb.Tests.Unit.TcpLab;

/// <summary>What the recorded traces show of one connection: how it opens, loses, repeats, resets and ends.</summary>
public sealed class ConnectionPresetTests : RecordedPreset
{
    [Fact]
    public void ClientIsEstablished_HalfARoundTripBeforeTheServer()
    {
        var synAck = TraceOf("handshake").Segments.First(segment => segment.Flags is ["SYN", "ACK"]);
        Assert.Equal(("ESTABLISHED", "SYN-RECEIVED"), (synAck.Received!.Client, synAck.Received.Server));
    }

    [Fact]
    public void FirstRetransmission_ComesAfterASecond()
    {
        var syns = TraceOf("lost-syn").Segments.Where(segment => segment.Flags is ["SYN"]).ToList();
        Assert.InRange(syns[1].At - syns[0].At, 950, 1200);
        Assert.Equal(syns[0].Seq, syns[1].Seq);
    }

    [Fact]
    public void LostData_DoublesTheTimeout()
    {
        var trace = TraceOf("lost-data");
        var (sent, rows) = (
            trace.Segments.Where(segment => segment.Length > 0).Select(segment => segment.At).ToList(),
            trace.Steps.Skip(4).Take(5).ToList()
        );
        var first = rows[0].Client.Info!.RtoMilliseconds;

        // As sent, after the probe, after each of two timeouts, and when it has been acknowledged.
        Assert.Equal([0, 1, 2, 3, 4], rows.Select(row => row.Client.Info!.Retransmissions));
        Assert.Equal(
            [first, first, 2 * first, 4 * first],
            rows.Take(4).Select(row => row.Client.Info!.RtoMilliseconds)
        );
        Assert.InRange(rows[4].Client.Info!.RtoMilliseconds, first / 2, first * 1.5);
        Assert.Equal(1, rows[1].Client.Counters["TCPLossProbes"]);
        AssertEach.Of(rows.Skip(2), row => Assert.Equal(1, row.Client.Counters["TCPTimeouts"]));

        // A timer is never early.
        Assert.InRange(sent[2] - sent[1], first - 5, 1.5 * first);
        Assert.InRange(sent[3] - sent[2], (2 * first) - 5, 2.5 * first);
        Assert.InRange(sent[4] - sent[3], (4 * first) - 5, 4.5 * first);
        Assert.Equal("5", trace.Steps[^1].Result);
    }

    [Fact]
    public void ResponseThatArrivedBeforeTheReset_CanBeRead_AndOneThatWasLostCannot()
    {
        var results = TraceOf("reset-unread")
            .Steps.Where(step => step.Step == "receive(client)")
            .Select(step => step.Result.Split(' ')[0]);
        Assert.Equal(["9", "ECONNRESET", "ECONNRESET"], results);
    }

    [Fact]
    public void TimeWait_IsOnTheActiveCloser_CountsDownFromAMinute_AndKeepsThePort()
    {
        var steps = TraceOf("time-wait").Steps;

        Assert.Equal(("CLOSED", "TIME-WAIT"), (steps[5].Client.State, steps[5].Server.State));
        var timer = steps[5].Server.Connections.Single(row => row.State == "TIME-WAIT").TimerSeconds!.Value;
        Assert.InRange(timer, 59, 60.5);
        Assert.InRange(
            timer - steps[6].Server.Connections.Single(row => row.State == "TIME-WAIT").TimerSeconds!.Value,
            0.8,
            1.6
        );
        Assert.Equal(["EADDRINUSE (Address already in use)", "ok", "ok"], steps.Skip(7).Select(step => step.Result));
    }

    [Fact]
    public void LostAck_LeavesTheEndsInDifferentStates_UntilDataCompletesTheHandshake()
    {
        var steps = TraceOf("lost-ack").Steps;
        Assert.Equal(
            ("ESTABLISHED", "SYN-RECEIVED", 1),
            (steps[2].Client.State, steps[2].Server.State, steps[2].Server.SynQueue)
        );
        Assert.StartsWith("EAGAIN", steps[3].Result, StringComparison.Ordinal);
        Assert.Equal(("ESTABLISHED", "ESTABLISHED"), (steps[4].Client.State, steps[4].Server.State));
        Assert.Equal("5", steps[^1].Result);
    }

    [Fact]
    public void KeepAliveProbe_IsOneNumberBack_AndComesAfterTheTimesItWasGiven()
    {
        var trace = TraceOf("keep-alive-dead");
        var (numbers, start) = (new Numbering(trace), trace.Segments.ElementAt(2));
        var probes = trace.Segments.Where(numbers.IsProbe).ToList();

        Assert.Equal(2, probes.Count);
        AssertEach.Of(probes, probe => Assert.Equal((start.Seq - 1, 0), (probe.Seq, probe.Length)));
        Assert.InRange(probes[0].At - start.At, 950, 1200);
        Assert.InRange(probes[1].At - probes[0].At, 950, 1200);
        Assert.Equal(1, trace.Steps[5].Client.Counters["TCPAbortOnTimeout"]);
        Assert.Equal(3, TraceOf("keep-alive").Segments.Count(new Numbering(TraceOf("keep-alive")).IsProbe));
        AssertEach.Of(
            TcpPreset.All.Where(preset => !preset.Id.StartsWith("keep-alive", StringComparison.Ordinal)),
            preset => Assert.DoesNotContain(TraceOf(preset.Id).Segments, new Numbering(TraceOf(preset.Id)).IsProbe)
        );
    }

    [Fact]
    public void ConnectionReopenedFromTimeWait_HasAnInitialNumberBeyondTheOldOnes()
    {
        var segments = TraceOf("time-wait-reopen").Segments.ToList();
        var (last, again) = (
            segments.Last(segment => segment is { Direction: Side.Server, Connection: 1 }),
            segments.Last(segment => segment.Flags is ["SYN", "ACK"])
        );
        Assert.Equal("TIME-WAIT", TraceOf("time-wait-reopen").Steps[5].Server.State);
        Assert.InRange(again.Seq - last.Seq, 65_536u, 65_538u);
    }

    [Fact]
    public void PortInTimeWait_IsUsedAgainOnlyWithTwReuse()
    {
        var steps = TraceOf("time-wait-ports").Steps;
        Assert.StartsWith("EADDRNOTAVAIL", steps[7].Result, StringComparison.Ordinal);
        Assert.Equal(["ok", "ok", "ok", "ok"], steps.Skip(8).Select(step => step.Result));
    }

    [Fact]
    public void OldData_IsDiscardedForItsTimestamp()
    {
        var steps = TraceOf("old-data").Steps;
        Assert.Equal(1, steps[10].Server.Counters["PAWSEstab"]);
        Assert.Equal(["5", "0"], steps.Skip(11).Select(step => step.Result));
    }

    [Fact]
    public void ForgedReset_MustHaveTheVeryNumber()
    {
        var steps = TraceOf("forged").Steps;
        Assert.Empty(steps[3].Server.Counters); // outside the window: not a word
        Assert.Equal(1, steps[4].Server.Counters["TCPChallengeACK"]);
        Assert.Equal(1, steps[6].Server.Counters["TCPSYNChallenge"]);
        Assert.Equal(("5", "ESTABLISHED"), (steps[8].Result, steps[8].Server.State));
        Assert.Equal("CLOSED", steps[9].Server.State);
        Assert.Equal(
            [true, false, false, false],
            TraceOf("forged").Segments.Where(segment => segment.Forged).Select(segment => segment.Dropped)
        );
    }

    [Fact]
    public void OldDuplicateSyn_IsExposedByTheThirdStep()
    {
        var segments = TraceOf("old-duplicate-syn").Segments.ToList();
        var (old, wrong) = (segments[0], segments.First(segment => segment.Flags is ["SYN", "ACK"]));
        var reset = segments.First(segment => segment.Flags is ["RST"]);
        Assert.Equal(old.Seq + 1, wrong.Ack);
        Assert.Equal(wrong.Ack, reset.Seq);
        Assert.Equal("ESTABLISHED", TraceOf("old-duplicate-syn").Steps[^1].Server.State);
    }

    [Fact]
    public void InitialNumbers_DifferByPort_AndFollowAClockForTheSame()
    {
        var numbers = IsnPlot.Numbers(TraceOf("isn"));
        Assert.Equal(12, numbers.Count);
        Assert.Equal(12, numbers.Select(number => number.Number).Distinct().Count());
        Assert.InRange(IsnPlot.Clock(numbers)!.NanosecondsPerTick, 60, 68);
    }

    [Fact]
    public void SimultaneousOpen_RepeatsTheInitialNumber()
    {
        var segments = TraceOf("simultaneous-open").Segments.ToList();
        Assert.All(
            new[] { Side.Client, Side.Server },
            side =>
                Assert.Single(
                    segments
                        .Where(segment => segment.Direction == side && segment.Flags.Contains("SYN"))
                        .Select(segment => segment.Seq)
                        .Distinct()
                )
        );
    }

    [Fact]
    public void TimeWaitThatIsNotOver_DoesNotLeadToTheNextConnection()
    {
        var ways = StateMachine.WaysOf(TraceOf("time-wait"), Side.Server);
        Assert.Equal("TIME-WAIT", ways[0][^1]);
        Assert.Empty(StateMachine.NotInFigure(ways));
        Assert.DoesNotContain(StateMachine.Taken(ways), arrow => arrow.From == "TIME-WAIT");
    }
}
