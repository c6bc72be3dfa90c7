using LearnWeb.Models.WsgiLab.Gallery;
using LearnWeb.Wsgi;
using Xunit;

namespace LearnWeb.Tests.Unit.WsgiLab;

/// <summary>
/// The server side of PEP 3333, sentence by sentence: the call, the head, the blocks and their length.
/// </summary>
public sealed class WsgiGatewayTests : GatewayCall
{
    [Fact]
    public async Task Application_IsCalledOnce_WithEnvironAndStartResponse()
    {
        var calls = new List<object?>();
        var environ = Environ();
        await Gateway.RunAsync(
            (given, start) =>
            {
                calls.Add(given);
                start("200 OK", Plain);
                return new List<byte[]>();
            },
            environ,
            Connection,
            null,
            CancellationToken.None
        );
        Assert.Same(environ, Assert.Single(calls));
    }

    [Fact]
    public async Task Head_LeavesWithTheFirstBlockThatIsNotEmpty_AndNotBefore()
    {
        await RunAsync((_, start) => Blocks(start));

        Assert.Equal(
            [
                "called",
                "started",
                "after empty",
                "head 200 OK",
                "write 2",
                "flush",
                "after first",
                "write 1",
                "flush",
                "flush",
            ],
            Connection.Log
        );

        IEnumerable<byte[]> Blocks(StartResponse start)
        {
            Connection.Log.Add("called");
            start("200 OK", Plain);
            Connection.Log.Add("started");
            yield return [];
            Connection.Log.Add("after empty");
            yield return "ab"u8.ToArray();
            Connection.Log.Add("after first");
            yield return "c"u8.ToArray();
        }
    }

    [Fact]
    public async Task NoBlock_SendsTheHeadAtTheEnd_WithLengthZero()
    {
        await RunAsync(Answers());
        Assert.Equal(["head 200 OK", "flush"], Connection.Log);
        Assert.Equal(0, Connection.Head!.ContentLength);
    }

    [Theory(DisplayName = "Who counts the Content-Length")]
    [InlineData("one block: the server", new[] { "abc" }, null, "GET", "200 OK", 3L)]
    [InlineData("two blocks: nobody", new[] { "a", "bc" }, null, "GET", "200 OK", null)]
    [InlineData("the application, who knows", new[] { "a", "bc" }, "3", "GET", "200 OK", 3L)]
    [InlineData("HEAD: as GET", new[] { "abc" }, null, "HEAD", "200 OK", 3L)]
    [InlineData("HEAD with an empty block: nobody", new[] { "" }, null, "HEAD", "200 OK", null)]
    [InlineData("204: never", new[] { "" }, "0", "GET", "204 No Content", null)]
    [InlineData("205: none, and says so", new[] { "abc" }, null, "GET", "205 Reset Content", 0L)]
    [InlineData("304: only the application", new[] { "" }, "7", "GET", "304 Not Modified", 7L)]
    [InlineData("304: not the server", new[] { "abc" }, null, "GET", "304 Not Modified", null)]
    public async Task ContentLength_IsSaidByWhoKnowsIt(
        string situation,
        string[] blocks,
        string? said,
        string method,
        string status,
        long? expected
    )
    {
        await RunAsync(
            (_, start) =>
            {
                start(status, said is null ? Plain : new List<(string, string)> { ("Content-Length", said) });
                return blocks.Select(Bytes).ToList();
            },
            method
        );

        Assert.True(expected == Connection.Head!.ContentLength, situation);
        Assert.DoesNotContain(Connection.Head.Fields, field => field.Name == "Content-Length");
        var hasBody = method != "HEAD" && status == "200 OK";
        Assert.Equal(hasBody ? string.Concat(blocks) : "", Connection.Body);
        Assert.False(Connection.IsCut);
    }

    [Fact]
    public async Task OneBlockAfterWrite_IsNotCounted()
    {
        await RunAsync(GalleryApplication.All.Single(app => app.Name == "writes").Call);
        Assert.Equal("hello, world\n", Connection.Body);
        Assert.Null(Connection.Head!.ContentLength);
        Assert.Equal(["head 200 OK", "write 7", "flush", "write 6", "flush", "flush"], Connection.Log);
    }

    [Fact]
    public async Task MoreThanContentLength_IsNeverSent_AndNoMoreBlocksAreAskedFor()
    {
        var asked = 0;
        await RunAsync((_, start) => Blocks(start));
        Assert.Equal("abca", Connection.Body);
        Assert.Equal(2, asked);
        Assert.False(Connection.IsCut);

        IEnumerable<byte[]> Blocks(StartResponse start)
        {
            start("200 OK", new List<(string, string)> { ("Content-Length", "4") });
            while (true)
            {
                asked++;
                yield return "abc"u8.ToArray();
            }
        }
    }

    [Fact]
    public async Task LessThanContentLength_CutsTheConnection()
    {
        await RunAsync(GalleryApplication.All.Single(app => app.Name == "too-short").Call);
        Assert.True(Connection.IsCut);
    }

    [Fact]
    public async Task NoContent_HasNoBody_WhateverTheApplicationGives()
    {
        await RunAsync(GalleryApplication.All.Single(app => app.Name == "no-content").Call);
        Assert.Equal(
            (204, (long?)null, "", false),
            (Connection.Head!.Code, Connection.Head.ContentLength, Connection.Body, Connection.IsCut)
        );
    }

    [Fact]
    public async Task RefusalOfHead_HasNoBody()
    {
        await RunAsync(GalleryApplication.All.Single(app => app.Name == "start-twice").Call, "HEAD");
        Assert.Equal((500, ""), (Connection.Head!.Code, Connection.Body));
    }

    [Fact]
    public async Task BothStreams_AreSeen()
    {
        await RunAsync(GalleryApplication.All.Single(app => app.Name == "two-streams").Call);
        Assert.Equal(
            [("readline", 3), ("readlines", 4)],
            Recorder.Events.Where(step => step.Kind == WsgiEventKind.Read).Select(step => (step.Text, step.Bytes))
        );
        Assert.Equal(
            ["'first line: 3 bytes'", "'then 2 lines'"],
            Recorder.Events.Where(step => step.Kind == WsgiEventKind.Complained).Select(step => step.Text)
        );
        Assert.Equal("ab\ncd\ne", Connection.Body);
    }

    [Fact]
    public async Task CallOfManySteps_IsShownByItsBeginningAndItsEnd_AndSaysWhatIsLeftOut()
    {
        await RunAsync(Answers([.. Enumerable.Repeat("x", 300)]));

        var steps = Recorder.Events;
        Assert.Equal(WsgiRecorder.MostEvents + 1, steps.Count);
        Assert.Equal(WsgiEventKind.Called, steps[0].Kind);
        var leftOut = Assert.Single(steps, step => step.Kind == WsgiEventKind.LeftOut);
        Assert.InRange(int.Parse(leftOut.Text, System.Globalization.CultureInfo.InvariantCulture), 100, 110);
        Assert.Equal(WsgiEventKind.Exhausted, steps[^1].Kind);
    }

    [Theory(DisplayName = "What was returned is said in the words of Python")]
    [InlineData("hello", "str, len 5")]
    [InlineData(null, "None")]
    [InlineData(new[] { "a", "b" }, "list, len 2")]
    public void Returned_IsDescribed(object? returned, string words) =>
        Assert.Equal(words, Returned.Describe(returned));
}
