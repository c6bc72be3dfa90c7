using System.Diagnostics;
using LearnWeb.Tests.Integration.Content;
using LearnWeb.Wsgi.Python;
using Xunit;

namespace LearnWeb.Tests.Integration.WsgiLab;

/// <summary>Several requests at once, for one or two workers: who is served, who waits, who is stopped.</summary>
public sealed class PythonPoolTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public PythonPoolTests() => Python.Need("wsgiref");

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
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => python.GetAsync("/")))
            .WaitAsync(Patience);
        AssertEach.Of(answers, answer => Assert.Equal(200, answer.Head!.Code));
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
}
