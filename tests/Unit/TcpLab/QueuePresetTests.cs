using LearnWeb.Tcp;
using Xunit;

namespace LearnWeb.Tests.Unit.TcpLab;

/// <summary>What the recorded traces show of a server's queues: accept queue, SYN queue, cookies, Fast Open.</summary>
public sealed class QueuePresetTests : RecordedPreset
{
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
        AssertEach.Of(
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
        AssertEach.Of(syns.Skip(1), syn => Assert.Contains(cookie, syn.Options));
        Assert.Equal([0, 5, 5], syns.Select(syn => syn.Length));
        // refused where the listener has no Fast Open
        Assert.Equal([1u, 6u, 1u], synAcks.Zip(syns, (synAck, syn) => synAck.Ack - syn.Seq));
        var early = trace.Steps.Skip(6).Take(4).ToList();
        Assert.Equal(["ok", "5", "9", "9"], early.Select(step => step.Result));
        AssertEach.Of(
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
        AssertEach.Of(answers, answer => Assert.True(answer.Cookie));
        AssertEach.Of(
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

        AssertEach.Of(syns, syn => Assert.Equal(["MSS 1400", "SACK permitted", "window scale 10"], Told(syn)));
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
}
