using LearnWeb.Models.Labs;
using LearnWeb.Models.TcpLab;
using LearnWeb.Rendering.Tcp;
using LearnWeb.Tcp;
using Xunit;

namespace LearnWeb.Tests.Unit.TcpLab;

/// <summary>
/// What each preset shows, judged on its recorded trace, whose shape <see cref="RecordedTraceTests"/> compares with
/// fresh ones: the segments in order, the states of both ends, and what the standard or the manual says of them.
/// </summary>
public sealed class PresetTests
{
    private static readonly RecordedTraces Recorded = new(Path.Combine(Repository.Root, "content", "tcp", "traces"));

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
        Assert.All(
            TraceOf(id).Segments.Where(segment => !segment.Flags.Contains("ACK")),
            segment => Assert.True(segment.Flags is ["SYN"] or ["RST"], string.Join(' ', segment.Flags))
        );

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
        Assert.All(rows.Skip(2), row => Assert.Equal(1, row.Client.Counters["TCPTimeouts"]));

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

    [Fact]
    public void AcceptQueue_HoldsOneMoreThanTheBacklog()
    {
        var steps = TraceOf("accept-queue").Steps;
        var fullest = steps
            .Where(step => step.Server.Queue > 0)
            .GroupBy(step => step.Server.Backlog)
            .ToDictionary(group => group.Key, group => group.Max(step => step.Server.Queue));

        Assert.Equal(
            new Dictionary<int, int>
            {
                [0] = 1,
                [1] = 2,
                [3] = 4,
            },
            fullest
        );
        Assert.All(
            steps.Where(step => step.Step == "connect" && step.Result != "ok"),
            step =>
            {
                Assert.StartsWith("EINPROGRESS", step.Result, StringComparison.Ordinal);
                Assert.Equal("SYN-SENT", step.Client.State);
                Assert.True(step.Server.Counters["ListenOverflows"] > 0);
            }
        );
    }

    [Fact]
    public void AckIntoAFullQueue_IsIgnored_AndTheSynAckComesAgain()
    {
        var trace = TraceOf("accept-queue-ack");
        var released = trace.Steps[5];
        Assert.Equal(
            ("ESTABLISHED", "SYN-RECEIVED", 2),
            (released.Client.State, released.Server.State, released.Server.Queue)
        );
        Assert.Contains(trace.Segments, segment => segment.Again && segment.Flags is ["SYN", "ACK"]);
        Assert.Equal("ESTABLISHED", trace.Steps[^1].Server.State);
    }

    [Fact]
    public void SynFlood_ShutsTheHonestClientOut_AndCookiesLetItIn()
    {
        var steps = TraceOf("syn-flood").Steps;
        Assert.Equal((5, 11L), (steps[4].Server.SynQueue, steps[4].Server.Counters["TCPReqQFullDrop"]));
        Assert.Equal("5", steps[6].Result); // over the connection that was there before
        Assert.Equal(("SYN-SENT", "EINPROGRESS"), (steps[7].Client.State, steps[7].Result.Split(' ')[0]));
        Assert.Equal(16, steps[10].Server.Counters["SyncookiesSent"]);
        Assert.Equal(
            ("ok", "ESTABLISHED", 1L),
            (steps[11].Result, steps[11].Server.State, steps[11].Server.Counters["SyncookiesRecv"])
        );
        Assert.Equal("5", steps[^1].Result);
    }

    [Fact]
    public void FastOpen_AsksForACookie_ThenTheProgramReadsBeforeTheHandshakeEnds()
    {
        var trace = TraceOf("fast-open");
        var syns = trace.Segments.Where(segment => segment.Flags is ["SYN"]).ToList();
        var synAcks = trace.Segments.Where(segment => segment.Flags is ["SYN", "ACK"]).ToList();
        var cookie = Assert.Single(
            synAcks[0].Options,
            option => option.StartsWith("Fast Open cookie ", StringComparison.Ordinal)
        );

        Assert.Contains("Fast Open cookie wanted", syns[0].Options);
        Assert.All(syns.Skip(1), syn => Assert.Contains(cookie, syn.Options));
        Assert.Equal([0, 5, 5], syns.Select(syn => syn.Length));
        // refused where the listener has no Fast Open
        Assert.Equal([1u, 6u, 1u], synAcks.Zip(syns, (synAck, syn) => synAck.Ack - syn.Seq));
        var early = trace.Steps.Skip(6).Take(4).ToList();
        Assert.Equal(["ok", "5", "9", "9"], early.Select(step => step.Result));
        Assert.All(
            early,
            step =>
                Assert.Equal(
                    ("ESTABLISHED", "SYN-RECEIVED", 0),
                    (step.Client.State, step.Server.State, step.Server.SynQueue)
                )
        );
        Assert.Equal("5", trace.Steps[^1].Result);
    }

    [Fact]
    public void DoubledSynWithData_IsDeliveredTwice()
    {
        var steps = TraceOf("fast-open-twice").Steps;
        Assert.Equal(
            2,
            steps.SelectMany(step => step.Segments).Count(segment => segment is { Flags: ["SYN"], Length: 5 })
        );
        Assert.Equal(["5", "5"], steps.Where(step => step.Step == "receive(server)").Select(step => step.Result));
    }

    [Fact]
    public void KeepAliveProbe_IsOneNumberBack_AndComesAfterTheTimesItWasGiven()
    {
        var trace = TraceOf("keep-alive-dead");
        var (numbers, start) = (new Numbering(trace), trace.Segments.ElementAt(2));
        var probes = trace.Segments.Where(numbers.IsProbe).ToList();

        Assert.Equal(2, probes.Count);
        Assert.All(probes, probe => Assert.Equal((start.Seq - 1, 0), (probe.Seq, probe.Length)));
        Assert.InRange(probes[0].At - start.At, 950, 1200);
        Assert.InRange(probes[1].At - probes[0].At, 950, 1200);
        Assert.Equal(1, trace.Steps[5].Client.Counters["TCPAbortOnTimeout"]);
        Assert.Equal(3, TraceOf("keep-alive").Segments.Count(new Numbering(TraceOf("keep-alive")).IsProbe));
        Assert.All(
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
    public void EntryOfTheSynQueue_GoesWhenRetriesAreUsedUp_OrARstComes()
    {
        Assert.Equal([3, 3, 0], TraceOf("syn-expires").Steps.Skip(2).Select(step => step.Server.SynQueue));
        var live = TraceOf("syn-live").Steps[2];
        Assert.Equal((2, 2L), (live.Server.SynQueue, live.Server.Counters["EmbryonicRsts"]));
    }

    [Fact]
    public void SynCookie_CostsWhatIsNotStored()
    {
        var steps = TraceOf("cookie-cost").Steps;
        var resent = steps[4]
            .Segments.Where(segment => segment is { Connection: 1, Again: true })
            .Select(segment => segment.Direction)
            .ToList();
        // the server has nothing to send again: its second answer is a cookie, computed anew
        Assert.Equal([Side.Client], resent);
        var answers = steps
            .SelectMany(step => step.Segments)
            .Where(segment => segment is { Connection: > 0, Flags: ["SYN", "ACK"] })
            .ToList();
        Assert.Equal(3, answers.Count);
        Assert.All(answers, answer => Assert.True(answer.Cookie));
        Assert.All(
            steps.Skip(7),
            step => Assert.Equal(("ESTABLISHED", "CLOSED"), (step.Client.State, step.Server.State))
        );
        Assert.DoesNotContain(steps.Skip(8).SelectMany(step => step.Segments), segment => segment.Connection > 0);
    }

    [Fact]
    public void SynCookie_RemembersOptionsByTheTimestampsOnly_AndFewSizesOfSegments()
    {
        var trace = TraceOf("cookie-options");
        var (syns, synAcks) = (With("SYN"), With("SYN", "ACK"));
        var thirds = syns.Select(syn =>
            trace.Segments.First(segment =>
                segment.Flags is ["ACK"] && segment.Direction == Side.Client && segment.Connection == syn.Connection
            )
        );

        Assert.All(syns, syn => Assert.Equal(["MSS 1400", "SACK permitted", "window scale 10"], Told(syn)));
        Assert.Equal(
            [true, false, false],
            syns.Select(syn => syn.Options.Any(option => option.StartsWith("timestamps ", StringComparison.Ordinal)))
        );
        Assert.Equal([true, true, false], synAcks.Select(synAck => synAck.Cookie));
        Assert.Equal(["MSS 1460", "SACK permitted", "window scale 10"], Told(synAcks[0]));
        Assert.Equal(["MSS 1460"], Told(synAcks[1]));
        Assert.Equal(["MSS 1460", "SACK permitted", "window scale 10"], Told(synAcks[2]));
        Assert.Equal(
            ["scaled", "as it is", "scaled"],
            thirds.Select(third => third.Window < 1400 ? "scaled" : "as it is")
        );
        Assert.Equal(
            [1300 - 12, 1300, 1400],
            trace.Segments.Where(segment => segment.Length > 1000).Select(segment => segment.Length)
        );
        Assert.Equal(
            [1L, 1L, 0L],
            trace
                .Steps.Where(step => step.Step == "connect")
                .Select(step => step.Server.Counters.GetValueOrDefault("SyncookiesRecv"))
        );

        List<TracedSegment> With(params string[] flags) =>
            [.. trace.Segments.Where(segment => segment.Flags.SequenceEqual(flags))];
        static IEnumerable<string> Told(TracedSegment segment) =>
            segment.Options.Where(option =>
                option != "NOP" && !option.StartsWith("timestamps ", StringComparison.Ordinal)
            );
    }

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

    private static TcpTrace TraceOf(string id) => Recorded.Find(TcpPreset.All.Find(id)!)!;
}
