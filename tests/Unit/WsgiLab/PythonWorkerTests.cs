using System.Diagnostics;
using System.Globalization;
using LearnWeb.Models.WsgiLab.Python;
using LearnWeb.Tests.Unit.Content;
using Xunit;

namespace LearnWeb.Tests.Unit.WsgiLab;

/// <summary>Real Python processes behind the gateway: what they answer, and what they live through.</summary>
public sealed class PythonWorkerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public PythonWorkerTests() => Assert.SkipWhen(Python.With("wsgiref") is null, "No Python here.");

    [Fact]
    public async Task WorkerThatDies_CostsItsOwnRequestOnly()
    {
        using var python = new PythonUnderTest("hard.py");
        Assert.Equal(502, (await python.GetAsync("/die")).Head!.Code);
        Assert.Equal(200, (await python.GetAsync("/")).Head!.Code);
    }

    [Fact]
    public async Task WorkerKilledInMidRequest_GivesA502_AndTheNextIsServed()
    {
        using var python = new PythonUnderTest("hard.py");
        await python.GetAsync("/");
        var slow = python.GetAsync("/slow?30");
        await Task.Delay(100);
        using (var process = Process.GetProcessById(python.Pool.ProcessIds.Single()))
        {
            process.Kill();
        }

        Assert.Equal(502, (await slow.WaitAsync(Patience)).Head!.Code);
        Assert.Equal(200, (await python.GetAsync("/")).Head!.Code);
    }

    [Fact]
    public async Task WorkerThatDiesAfterTheHead_CutsTheConnection()
    {
        using var python = new PythonUnderTest("hard.py");
        var answer = await python.GetAsync("/half");
        Assert.Equal((200, "half", true), (answer.Head!.Code, answer.Body, answer.IsCut));
    }

    [Fact]
    public async Task WorkersThatKeepDying_AreStartedMoreAndMoreRarely()
    {
        using var python = new PythonUnderTest("hard.py");
        var codes = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            codes.Add((await python.GetAsync("/die")).Head!.Code);
        }

        Assert.Equal([502, 502, 503, 503], codes);
        await Task.Delay(400);
        Assert.Equal(200, (await python.GetAsync("/")).Head!.Code);
    }

    [Fact]
    public async Task ApplicationThatCannotBeLoaded_Is502_AndTheLogSaysWhy()
    {
        using var python = new PythonUnderTest("not-there.py");
        Assert.Equal(502, (await python.GetAsync("/")).Head!.Code);
        Assert.Contains(python.Log.Lines, line => line.Contains("ModuleNotFoundError", StringComparison.Ordinal));
    }

    [Fact]
    public async Task NoPython_SaysWhatToInstall()
    {
        using var python = new PythonUnderTest("hard.py", configured: "/nowhere/python3");
        var answer = await python.GetAsync("/");
        Assert.Equal(503, answer.Head!.Code);
        Assert.Contains("apt-get install python3", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RequestThatTakesTooLong_Is504_AndItsWorkerIsKilled()
    {
        using var python = new PythonUnderTest("hard.py", limits: PythonLimits.Default with { Request = TimeSpan.FromSeconds(1) });
        await python.GetAsync("/");
        var worker = python.Pool.ProcessIds.Single();

        Assert.Equal(504, (await python.GetAsync("/slow?30")).Head!.Code);

        Assert.DoesNotContain(worker, python.Pool.ProcessIds);
        Assert.Equal(200, (await python.GetAsync("/")).Head!.Code);
    }

    [Fact]
    public async Task SlowRequest_DoesNotHoldUpTheOtherWorker()
    {
        using var python = new PythonUnderTest("hard.py", workers: 2);
        await Task.WhenAll(python.GetAsync("/slow?0.3"), python.GetAsync("/slow?0.3"));
        var watch = Stopwatch.StartNew();
        var slow = python.GetAsync("/slow?3");
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(200, (await python.GetAsync("/")).Head!.Code);
        }

        Assert.False(slow.IsCompleted);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(3));
        Assert.Equal(200, (await slow).Head!.Code);
        Assert.Equal(2, python.Pool.ProcessIds.Count);
    }

    [Fact]
    public async Task ClientThatReadsSlowly_KeepsNoWorkerFromTheNext()
    {
        using var python = new PythonUnderTest("hard.py");
        var takes = new TaskCompletionSource();
        var slow = python.SendAsync("GET", "/big", [], [], isChunked: false, takes: takes.Task);

        Assert.Equal(200, (await python.GetAsync("/").WaitAsync(Patience)).Head!.Code);

        Assert.False(slow.IsCompleted);
        takes.SetResult();
        var answer = await slow.WaitAsync(Patience);
        Assert.Equal((200, 3 * 1024 * 1024, false), (answer.Head!.Code, answer.Body.Length, answer.IsCut));
    }

    [Fact]
    public async Task ClientThatReadsAStreamTooSlowly_IsCutOff_WhenItsTimeIsOver()
    {
        using var python = new PythonUnderTest("hard.py", limits: PythonLimits.Default with { Request = TimeSpan.FromSeconds(1) });
        var takes = new TaskCompletionSource();
        var slow = python.SendAsync("GET", $"/endless?{Path.GetTempPath()}learnweb-endless", [], [], isChunked: false, takes: takes.Task);

        var code = 503; // a second is also the most that the next one waits
        for (var i = 0; i < 5 && code == 503; i++)
        {
            code = (await python.GetAsync("/").WaitAsync(Patience)).Head!.Code;
        }

        Assert.Equal(200, code);
        takes.SetResult();
        Assert.True((await slow.WaitAsync(Patience)).IsCut);
    }

    [Fact]
    public async Task StoppingTheIdle_NeverMakesMoreWorkersThanAllowed()
    {
        using var python = new PythonUnderTest("hard.py", workers: 2);
        await Task.WhenAll(python.GetAsync("/slow?0.2"), python.GetAsync("/slow?0.2"));
        using var enough = new CancellationTokenSource();
        var stopping = Task.Run(() =>
        {
            while (!enough.IsCancellationRequested)
            {
                python.Pool.StopIdle();
            }
        });

        for (var i = 0; i < 200; i++)
        {
            await Task.WhenAll(python.GetAsync("/"), python.GetAsync("/"));
            Assert.InRange(python.Pool.ProcessIds.Count, 1, 2);
        }

        await enough.CancelAsync();
        await stopping;
    }

    [Fact]
    public async Task TwoHundredAtOnce_AreAllServed()
    {
        using var python = new PythonUnderTest("hard.py", workers: 2);
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => python.GetAsync("/"))).WaitAsync(Patience);
        Assert.All(answers, answer => Assert.Equal(200, answer.Head!.Code));
        Assert.InRange(answers.Select(answer => answer.Body).Distinct().Count(), 1, 2);
    }

    [Fact]
    public async Task MoreThanMayWait_AreToldToComeBack()
    {
        using var python = new PythonUnderTest("hard.py", limits: PythonLimits.Default with { Waiting = 2 });
        await python.GetAsync("/");
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => python.GetAsync("/slow?0.2")));
        var refused = answers.Where(answer => answer.Head!.Code == 503).ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused, answer => Assert.Contains(("Retry-After", "1"), answer.Head!.Fields));
        Assert.Contains(answers, answer => answer.Head!.Code == 200);
    }

    [Fact]
    public async Task ClientThatLeaves_ClosesTheApplication_AndTheWorkerGoesOn()
    {
        using var python = new PythonUnderTest("hard.py");
        using var gone = new CancellationTokenSource();
        var closed = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var flushes = 0;

        var answer = await python.SendAsync("GET", $"/endless?{closed}", [], [], isChunked: false, Leave, gone: gone.Token).WaitAsync(Patience);

        Assert.True(answer.IsCut);
        Assert.True(File.Exists(closed));
        File.Delete(closed);
        var worker = python.Pool.ProcessIds.Single();
        Assert.Equal(worker.ToString(CultureInfo.InvariantCulture), (await python.GetAsync("/")).Body);

        void Leave()
        {
            if (++flushes == 3)
            {
                gone.Cancel();
            }
        }
    }

    [Fact]
    public async Task WhatAnApplicationPrints_GoesToTheLog_EncodedAndBounded()
    {
        using var python = new PythonUnderTest("hard.py");
        Assert.Equal(200, (await python.GetAsync("/print")).Head!.Code);
        for (var i = 0; i < 50 && python.Log.Lines.Count < 3; i++)
        {
            await Task.Delay(50);
        }

        Assert.Contains(python.Log.Lines, line => line.Contains("this is no frame", StringComparison.Ordinal));
        Assert.Contains(python.Log.Lines, line => line.Contains(@"\x1b[31mred", StringComparison.Ordinal));
        Assert.All(python.Log.Lines, line => Assert.True(line.Length < 200 && !line.Any(char.IsControl)));
    }

    [Fact]
    public async Task Environment_IsClean()
    {
        Environment.SetEnvironmentVariable("LEARNWEB_TEST_SECRET", "1");
        using var python = new PythonUnderTest("hard.py");
        var names = (await python.GetAsync("/env")).Body;
        Assert.DoesNotContain("LEARNWEB", names, StringComparison.Ordinal);
        Assert.DoesNotContain("DOTNET", names, StringComparison.Ordinal);
    }

    [Fact]
    public async Task IdleWorkers_AreStopped()
    {
        var clock = new Clock();
        using var python = new PythonUnderTest("hard.py", clock: clock);
        await python.GetAsync("/");
        python.Pool.StopIdle();
        Assert.Single(python.Pool.ProcessIds);

        clock.Now += PythonLimits.Default.Idle;
        python.Pool.StopIdle();

        Assert.Empty(python.Pool.ProcessIds);
        Assert.Equal(200, (await python.GetAsync("/")).Head!.Code);
    }

    [Fact]
    public async Task Workers_EndWithThePool()
    {
        var python = new PythonUnderTest("hard.py");
        await python.GetAsync("/");
        var worker = python.Pool.ProcessIds.Single();
        python.Dispose();
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(worker));
    }

    [Theory(DisplayName = "A Python application that breaks a rule is told which")]
    [InlineData("/crlf", "header-control")]
    [InlineData("/twice", "start-twice")]
    [InlineData("/str", "block-type")]
    [InlineData("/never", "start-missing")]
    [InlineData("/none", "uncaught")]
    public async Task BrokenApplication_IsToldItsRule(string path, string rule)
    {
        using var python = new PythonUnderTest("hard.py");
        var answer = await python.GetAsync(path);
        Assert.Equal(500, answer.Head!.Code);
        Assert.Contains(Models.WsgiLab.WsgiRule.Find(rule)!.Sentence(Models.UiStrings.For(Models.Language.English)), answer.Body, StringComparison.Ordinal);
        Assert.Equal(200, (await python.GetAsync("/")).Head!.Code);
    }

    [Fact]
    public async Task HardCases_ArePassedThrough()
    {
        using var python = new PythonUnderTest("hard.py");
        var big = await python.GetAsync("/big");
        Assert.Equal(((long?)3 * 1024 * 1024, 3 * 1024 * 1024), (big.Head!.ContentLength, big.Body.Length));
        var written = await python.GetAsync("/write");
        Assert.Equal(((long?)null, "hello, world"), (written.Head!.ContentLength, written.Body));
        var sorry = await python.GetAsync("/sorry");
        Assert.Equal(("500 Sorry", "sorry"), (sorry.Head!.Status, sorry.Body));
        var head = await python.SendAsync("HEAD", "/", []);
        Assert.Equal(("", true), (head.Body, head.Head!.ContentLength > 0));
    }
}
