using System.Diagnostics;
using LearnWeb.Models.TcpLab;
using LearnWeb.Rendering.Tcp;
using LearnWeb.Tcp;
using Xunit;

namespace LearnWeb.Tests.Integration.TcpLab;

/// <summary>The helper process: its bounds, and that it leaves nothing behind.</summary>
public sealed class HelperTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TwoExperimentsAtOnce_KnowNothingOfEachOther()
    {
        await LiveHelper.FindAsync();
        var traces = await Task.WhenAll(
            LiveHelper.RunAsync("listen(4); connect(40000); accept; wait(300); send(client, 3); receive(server)"),
            // The kernel makes the first numbers of the two ports and its clock, so that two connections at one moment
            // would have the same (RFC 9293 §3.4.1).
            LiveHelper.RunAsync(
                "listen(4); wait(50); connect(40000); accept; wait(250); send(client, 7); receive(server)"
            )
        );

        Assert.Equal(["3", "7"], traces.Select(trace => trace.Steps[^1].Result));
        AssertEach.Of(traces, trace => Assert.Single(trace.Steps[^1].Client.Connections));
        Assert.Empty(
            traces[0]
                .Segments.Select(segment => segment.Seq)
                .Intersect(traces[1].Segments.Select(segment => segment.Seq))
        );
    }

    [Fact]
    public async Task ImpossibleStep_IsAnsweredByTheKernel()
    {
        var trace = await LiveHelper.RunAsync(
            "accept; send(client, 1); close(server); receive(client); connect(server); listen(1); connect; "
                + "connect(server)"
        );

        Assert.Equal(
            ["EBADF", "EBADF", "EBADF", "EBADF"],
            trace.Steps.Take(4).Select(step => step.Result.Split(' ')[0])
        );
        Assert.Equal("ok", trace.Steps[6].Result);
        Assert.StartsWith("EADDRINUSE", trace.Steps[7].Result, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_EndsAfterTenSeconds_WhateverItsSteps()
    {
        var watch = Stopwatch.StartNew();
        var trace = await LiveHelper.RunAsync(
            "delay(2000); listen(4); connect; accept; send(client, 1); send(client, 1); send(client, 1); "
                + "connect; close(client)"
        );

        Assert.Equal(TracedStep.NoTime, trace.Steps[^1].Result);
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(25));
    }

    [Fact]
    public async Task WaitBeyondTheEnd_IsCutShort()
    {
        var trace = await LiveHelper.RunAsync("listen(4); delay(500); connect; wait(9800)");

        Assert.Equal(TracedStep.CutShort, trace.Steps[^1].Result);
        Assert.False(trace.Cut);
    }

    [Fact]
    public async Task FloodOfEveryStep_StaysWithinItsBounds()
    {
        var trace = await LiveHelper.RunAsync(
            string.Join(';', Enumerable.Repeat("syn(128)", 23).Prepend("listen(128)"))
        );

        Assert.True(trace.Cut);
        Assert.Equal(TracedStep.NoRoom, trace.Steps[^1].Result);
        Assert.InRange(trace.Segments.Count(), 700, 900);
    }

    [Fact]
    public async Task SynQueue_IsLimitedByTheBacklog_AsOnAMachineWithBigTables()
    {
        var trace = await LiveHelper.RunAsync("listen(100); cookies(off); syn(128)");

        var server = trace.Steps[^1].Server;
        Assert.Equal((101, 27L), (server.SynQueue, server.Counters["TCPReqQFullDrop"]));
    }

    [Fact]
    public async Task NothingOfIt_ReachesAnyNetwork()
    {
        // The helper's ends have no route but their wire: the address of this machine is as far away as any other.
        var trace = await LiveHelper.RunAsync("listen(4); connect; accept; send(client, 100); receive(server)");

        AssertEach.Of(
            trace.Segments,
            segment =>
            {
                var packet = LearnWeb.Tcp.Headers.Packet.Parse(segment.Bytes.Span);
                Assert.True(packet.HasRightChecksums);
                Assert.StartsWith("192.0.2.", packet.Ip!.Source.ToString(), StringComparison.Ordinal);
                Assert.StartsWith("192.0.2.", packet.Ip.Destination.ToString(), StringComparison.Ordinal);
            }
        );
    }

    [Fact]
    public async Task DataThatIsSentAgainTogetherWithTheFin_IsARetransmission()
    {
        var trace = await LiveHelper.RunAsync(
            "listen(4); connect; accept; lose(ANY, 3); send(client, 5); close(client); wait(1500)"
        );

        var data = trace.Segments.Where(segment => segment.Length > 0).ToList();
        Assert.False(data[0].Again);
        AssertEach.Of(data.Skip(1), segment => Assert.True(segment.Again));
        Assert.Contains("FIN", data[^1].Flags);
        Assert.Same(data[0], new Numbering(trace).OriginalOf(data[^1]));
    }

    [Theory(DisplayName = "A forged number is counted from the one that the server expects")]
    [InlineData("lose(DATA, 9); send(client, 5)")]
    [InlineData("hold(DATA); send(client, 5)")]
    // its ACK is delayed
    [InlineData("send(client, 5); receive(server); send(server, 9); receive(client); send(client, 5)")]
    public async Task ForgedNumber_IsCountedFromTheOneExpected(string before)
    {
        var trace = await LiveHelper.RunAsync($"listen(4); connect; accept; {before}; forge(RST, 0)");

        Assert.Equal(TcpState.Established, trace.Steps[^2].Server.State);
        Assert.Equal(TcpState.Closed, trace.Steps[^1].Server.State);
    }

    [Theory(DisplayName = "A helper that fails is a clear failure, and is ended")]
    [InlineData("sleep 60 #", HelperFailure.Silent)]
    [InlineData("kill -9 $$ #", HelperFailure.Died)]
    [InlineData("exit 3 #", HelperFailure.Died)]
    [InlineData("echo '{\"steps\":' #", HelperFailure.Died)]
    [InlineData("echo nothing like that >&2; exit 71 #", HelperFailure.Refused)]
    [InlineData("yes #", HelperFailure.TooMuch)]
    public async Task FailingHelper_IsAFailure(string command, HelperFailure failure)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "No shell.");
        var process = new HelperProcess(new HelperCommand("sh", ["-c", command], TimeSpan.FromSeconds(2)));

        var outcome = await process.RunAsync(TcpPreset.All[0].Script, Cancellation);

        Assert.Null(outcome.Trace);
        Assert.Equal(failure, outcome.Failure);
        Assert.Equal(failure == HelperFailure.Refused ? "nothing like that" : "", outcome.Detail);
    }

    [Fact]
    public async Task MissingProgram_IsAFailure()
    {
        var outcome = await new HelperProcess(new HelperCommand("/nonexistent", [], TimeSpan.FromSeconds(2))).RunAsync(
            null,
            Cancellation
        );
        Assert.Equal(HelperFailure.NotStarted, outcome.Failure);
    }

    [Fact]
    public async Task ReadOnlySettings_AsInAContainer_AreARefusalThatNamesThem()
    {
        await LiveHelper.FindAsync();
        var program = Path.Combine(AppContext.BaseDirectory, "LearnWeb");
        var container =
            $"mount --bind /proc/sys /proc/sys && mount -o remount,ro,bind /proc/sys && exec {program} tcp-helper $0";
        var process = new HelperProcess(
            new HelperCommand(
                "unshare",
                ["--user", "--map-root-user", "--mount", "sh", "-c", container],
                TimeSpan.FromSeconds(20)
            )
        );

        var outcome = await process.RunAsync(TcpPreset.All[0].Script, Cancellation);

        Assert.SkipWhen(outcome.Detail.Contains("mount:", StringComparison.Ordinal), "Nothing can be mounted here.");
        Assert.Equal(HelperFailure.Refused, outcome.Failure);
        Assert.Matches("^open\\(/proc/sys/net/ipv4/[a-z_]+\\): EROFS ", outcome.Detail);
    }

    [Fact]
    public async Task Helper_DiesWithItsParent()
    {
        await LiveHelper.FindAsync();
        var program = Path.Combine(AppContext.BaseDirectory, "LearnWeb");
        using var parent = Process.Start(
            new ProcessStartInfo("sh", ["-c", $"echo 'wait(9000)' | {program} tcp-helper & echo $!; sleep 60"])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
            }
        )!;
        var helper = int.Parse(
            (await parent.StandardOutput.ReadLineAsync(Cancellation))!,
            System.Globalization.CultureInfo.InvariantCulture
        );
        await Task.Delay(1500, Cancellation);
        Assert.True(Directory.Exists($"/proc/{helper}"), "the helper should still run");

        parent.Kill();

        for (var i = 0; i < 50 && IsRunning(helper); i++)
        {
            await Task.Delay(100, Cancellation);
        }

        Assert.False(IsRunning(helper));
    }

    /// <summary>Whether it is there and no zombie, which an orphan stays where nobody reaps.</summary>
    private static bool IsRunning(int process) =>
        File.Exists($"/proc/{process}/stat")
        && !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);
}
