using LearnWeb.Tests.Integration.Content;
using LearnWeb.Wsgi;
using Xunit;

namespace LearnWeb.Tests.Integration.WsgiLab;

/// <summary>
/// What a Python application reads from <c>wsgi.input</c> and writes to <c>wsgi.errors</c> is seen in the trace.
/// </summary>
public sealed class PythonStreamTests
{
    public PythonStreamTests() => Python.Need("wsgiref");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ReadsAndComplaints_AreSteps_InTheirOrder(bool validate)
    {
        using var python = new PythonUnderTest("streams.py", validate: validate);

        var answer = await python.SendAsync(
            "POST",
            "/",
            PythonUnderTest.Bytes("abcd\nef\ng\nhi"),
            ("Content-Type", "text/plain")
        );

        Assert.Equal(@"[b'ab', b'cd\n', [b'ef\n'], [b'g\n', b'hi'], b'']", answer.Body);
        (WsgiEventKind, string, int)[] expected =
        [
            (WsgiEventKind.Read, "read", 2),
            (WsgiEventKind.Read, "readline", 3),
            (WsgiEventKind.Read, "readlines", 3),
            (WsgiEventKind.Read, "readline", 2),
            (WsgiEventKind.Read, "readline", 2),
            (WsgiEventKind.Read, "readline", 0),
            (WsgiEventKind.Read, "read", 0),
            (WsgiEventKind.Complained, "'half a line'", 0),
            (WsgiEventKind.Complained, @"'\x1b[31mred'", 0),
            (WsgiEventKind.Complained, "'中'", 0),
        ];
        var steps = python.Recorder.Events.Select(step => (step.Kind, step.Text, step.Bytes)).ToList();
        Assert.Equal(WsgiEventKind.Called, steps[0].Kind);
        Assert.Equal(expected, steps[1..11]);
        Assert.Equal(WsgiEventKind.Started, steps[11].Kind);
    }

    [Fact]
    public async Task ComplaintAfterItsRequest_GoesToTheLog_AndNotIntoTheNext()
    {
        using var python = new PythonUnderTest("streams.py");
        await python.GetAsync("/late");
        for (var i = 0; i < 100 && python.Log.Lines.Count == 0; i++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Equal(200, (await python.GetAsync("/")).Head!.Code);

        Assert.Equal(["test: 'too late'"], python.Log.Lines);
        Assert.DoesNotContain(python.Recorder.Events, step => step.Text == "'too late'");
    }
}
