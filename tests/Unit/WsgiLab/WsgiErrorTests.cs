using System.Runtime.ExceptionServices;
using LearnWeb.Models.WsgiLab.Gallery;
using LearnWeb.Wsgi;
using Xunit;

namespace LearnWeb.Tests.Unit.WsgiLab;

/// <summary>Errors of an application: before its head, after it, and when nobody is left to tell.</summary>
public sealed class WsgiErrorTests : GatewayCall
{
    [Fact]
    public async Task ExcInfoBeforeTheHead_ReplacesStatusAndFields()
    {
        await RunAsync(GalleryApplication.All.Single(app => app.Name == "sorry").Call);
        Assert.Equal("500 Sorry", Connection.Head!.Status);
        Assert.Equal("sorry\n", Connection.Body);
        Assert.Equal(
            "'500 Sorry', [('Content-Type', 'text/plain')], exc_info=InvalidOperationException('the database is away')",
            Recorder.Events.Single(step => step.Kind == WsgiEventKind.Restarted).Text
        );
    }

    [Fact]
    public async Task ExcInfoAfterTheHead_RaisesTheOriginalErrorInTheApplication()
    {
        Exception? caught = null;
        var original = new InvalidOperationException("original");
        await RunAsync((_, start) => Blocks(start));
        Assert.Same(original, caught);
        Assert.True(Connection.IsCut);
        Assert.Equal("row", Connection.Body);
        Assert.Contains(Recorder.Events, step => step is { Kind: WsgiEventKind.Reraised, Text: "original" });
        Assert.DoesNotContain(Recorder.Events, step => step.Kind == WsgiEventKind.Broken);

        IEnumerable<byte[]> Blocks(StartResponse start)
        {
            start("200 OK", Plain);
            yield return "row"u8.ToArray();
            try
            {
                start("500 Late", Plain, ExceptionDispatchInfo.Capture(original));
            }
            catch (InvalidOperationException error)
            {
                caught = error;
                throw;
            }
        }
    }

    [Fact]
    public async Task SecondCallAfterAFailedFirst_StillNeedsExcInfo()
    {
        await RunAsync(
            (_, start) =>
            {
                Assert.Throws<WsgiViolationException>(() => start("bad", Plain));
                start("200 OK", Plain);
                return new List<byte[]>();
            }
        );
        Assert.Contains(Recorder.Events, step => step.Rule == "start-twice");
    }

    [Fact]
    public async Task ErrorWhenTheClientHasGone_CutsTheConnection_AndThrowsNothing()
    {
        using var gone = new CancellationTokenSource();
        await Gateway.RunAsync(
            (_, _) =>
            {
                gone.Cancel();
                throw new InvalidOperationException("nobody hears this");
            },
            Environ(),
            Connection,
            Recorder,
            gone.Token
        );
        Assert.True(Connection.IsCut);
        Assert.Equal(WsgiEventKind.ClientGone, Recorder.Events[^1].Kind);
    }
}
