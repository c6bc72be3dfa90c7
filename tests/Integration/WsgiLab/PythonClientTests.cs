using System.Globalization;
using LearnWeb.Tests.Integration.Content;
using LearnWeb.Wsgi;
using LearnWeb.Wsgi.Python;
using Xunit;

namespace LearnWeb.Tests.Integration.WsgiLab;

/// <summary>Clients of Python applications that read slowly, or leave: no worker suffers.</summary>
public sealed class PythonClientTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public PythonClientTests() => Python.Need("wsgiref");

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
        using var python = new PythonUnderTest(
            "hard.py",
            limits: PythonLimits.Default with
            {
                Request = TimeSpan.FromSeconds(1),
            }
        );
        var takes = new TaskCompletionSource();
        var slow = python.SendAsync(
            "GET",
            $"/endless?{Path.GetTempPath()}learnweb-endless",
            [],
            [],
            isChunked: false,
            takes: takes.Task
        );

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
    public async Task ClientThatLeaves_ClosesTheApplication_AndTheWorkerGoesOn()
    {
        using var python = new PythonUnderTest("hard.py");
        using var gone = new CancellationTokenSource();
        var closed = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var flushes = 0;

        var answer = await python
            .SendAsync("GET", $"/endless?{closed}", [], [], isChunked: false, Leave, gone: gone.Token)
            .WaitAsync(Patience);

        Assert.True(answer.IsCut);
        Assert.True(File.Exists(closed));
        File.Delete(closed);
        Assert.Equal(
            [WsgiEventKind.ClientGone, WsgiEventKind.Closed],
            python.Recorder.Events.TakeLast(2).Select(step => step.Kind)
        );
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

    [Fact(DisplayName = "A client may leave at any moment, also when the worker is just done: the worker goes on")]
    public async Task ClientThatLeavesAtAnyMoment_KeepsTheWorker()
    {
        using var python = new PythonUnderTest("hard.py");
        var worker = (await python.GetAsync("/")).Body;
        for (var blocks = 1; blocks <= 12; blocks++)
        {
            using var gone = new CancellationTokenSource();
            await python
                .SendAsync("GET", $"/blocks?{blocks}", [], [], isChunked: false, LeaveLater, gone: gone.Token)
                .WaitAsync(Patience);

            void LeaveLater()
            {
                Thread.Sleep(100); // by then as much is read ahead as may be
                gone.Cancel();
            }
        }

        Assert.Equal(worker, (await python.GetAsync("/")).Body);
    }
}
