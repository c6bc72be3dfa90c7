using System.Diagnostics;
using LearnWeb.Tests.Integration.Content;
using LearnWeb.Wsgi.Python;
using Xunit;

namespace LearnWeb.Tests.Integration.WsgiLab;

/// <summary>Real Python processes behind the gateway: what they answer, and what they live through.</summary>
public sealed class PythonWorkerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public PythonWorkerTests() => Python.Need("wsgiref");

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
        while (!python.Recorder.Events.Any(step => step.Text == "'slow'"))
        {
            await Task.Delay(10);
        }

        Kill(python);

        Assert.Equal(502, (await slow.WaitAsync(Patience)).Head!.Code);
        Assert.Equal(200, (await python.GetAsync("/")).Head!.Code);
    }

    [Fact(DisplayName = "Workers that died while nobody needed them cost nobody anything")]
    public async Task WorkersKilledWhileIdle_CostNobodyAnything()
    {
        using var python = new PythonUnderTest("hard.py", workers: 2);
        for (var i = 0; i < 5; i++)
        {
            await Task.WhenAll(python.GetAsync("/slow?0.2"), python.GetAsync("/slow?0.2"));
            Kill(python);
            AssertEach.Of(
                await Task.WhenAll(python.GetAsync("/"), python.GetAsync("/")),
                answer => Assert.Equal(200, answer.Head!.Code)
            );
        }
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
        using var python = new PythonUnderTest(
            "hard.py",
            limits: PythonLimits.Default with
            {
                Request = TimeSpan.FromSeconds(1),
            }
        );
        await python.GetAsync("/");
        var worker = python.Pool.ProcessIds.Single();

        Assert.Equal(504, (await python.GetAsync("/slow?30")).Head!.Code);

        Assert.DoesNotContain(worker, python.Pool.ProcessIds);
        Assert.Equal(200, (await python.GetAsync("/")).Head!.Code);
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
        AssertEach.Of(python.Log.Lines, line => Assert.True(line.Length < 200 && !line.Any(char.IsControl)));
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

    [Theory(DisplayName = "A Python application that breaks a rule is told which")]
    [InlineData("/crlf", "header-control")]
    [InlineData("/twice", "start-twice")]
    [InlineData("/str", "block-type")]
    [InlineData("/never", "start-missing")]
    [InlineData("/none", "not-iterable")]
    public async Task BrokenApplication_IsToldItsRule(string path, string rule)
    {
        using var python = new PythonUnderTest("hard.py");
        var answer = await python.GetAsync(path);
        Assert.Equal(500, answer.Head!.Code);
        Assert.Contains(
            LearnWeb.Wsgi.WsgiRule.Find(rule)!.Sentence(Models.Language.English.Culture),
            answer.Body,
            StringComparison.Ordinal
        );
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

    private static void Kill(PythonUnderTest python)
    {
        foreach (var id in python.Pool.ProcessIds)
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
    }
}
