using System.Collections;
using System.Runtime.ExceptionServices;
using LearnWeb.Models.WsgiLab;
using LearnWeb.Models.WsgiLab.Gallery;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace LearnWeb.Tests.Unit.WsgiLab;

/// <summary>The server side of PEP 3333, sentence by sentence.</summary>
public sealed class WsgiGatewayTests
{
    private static readonly WsgiGateway Gateway = new(NullLogger<WsgiGateway>.Instance);

    private readonly RecordedConnection _connection = new();
    private readonly WsgiRecorder _recorder = new();

    private static List<(string, string)> Plain => [("Content-Type", "text/plain")];

    public static TheoryData<string> Broken { get; } = [.. GalleryApplication.All.Where(app => app.Rule is not null).Select(app => app.Name)];

    [Theory(DisplayName = "An application that breaks a rule is refused or reported with that rule")]
    [MemberData(nameof(Broken))]
    public async Task BrokenApplication_IsToldItsRule(string name)
    {
        var (_, _, rule, call) = GalleryApplication.All.Single(app => app.Name == name);

        await RunAsync(call);

        Assert.Contains(_recorder.Events, step => step.Rule == rule!.Id);
        var wasSent = _recorder.Events.Any(step => step.Kind == WsgiEventKind.HeadSent);
        if (!wasSent)
        {
            Assert.Equal(500, _connection.Head!.Code);
            Assert.Contains(rule!.Sentence(Models.UiStrings.For(Models.Language.English)), _connection.Body, StringComparison.Ordinal);
            Assert.Contains(rule.Section, _connection.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void EveryRule_HasAnApplicationThatBreaksIt() =>
        Assert.Empty(WsgiRule.All.Except(GalleryApplication.All.Select(app => app.Rule).OfType<WsgiRule>()));

    [Theory(DisplayName = "A status or header that cannot be sent is refused")]
    [InlineData("status-type", null)]
    [InlineData("status-form", "")]
    [InlineData("status-form", "20 OK")]
    [InlineData("status-form", "200OK")]
    [InlineData("status-form", "200 ")]
    [InlineData("status-form", "100 Continue")]
    [InlineData("status-form", "600 More")]
    [InlineData("status-form", "200 OK\r\nX: y")]
    [InlineData("status-form", "200 OK\n")]
    [InlineData("status-form", "200 中")]
    public void BadStatus_BreaksItsRule(string rule, string? status) =>
        Assert.Equal(rule, Assert.Throws<WsgiViolationException>(() => WsgiContract.Head(status, Plain)).Rule.Id);

    [Theory(DisplayName = "A header field that cannot be sent is refused")]
    [InlineData("header-name", "", "x")]
    [InlineData("header-name", "X Y", "x")]
    [InlineData("header-name", "X\r\nY", "x")]
    [InlineData("header-control", "X", "a\rb")]
    [InlineData("header-control", "X", "a\nb")]
    [InlineData("header-control", "X", "a\0b")]
    [InlineData("header-latin1", "X", "中")]
    [InlineData("headers-type", "X", null)]
    [InlineData("hop-by-hop", "connection", "close")]
    [InlineData("hop-by-hop", "Keep-Alive", "1")]
    [InlineData("hop-by-hop", "Proxy-Authenticate", "Basic")]
    [InlineData("hop-by-hop", "Proxy-Authorization", "x")]
    [InlineData("hop-by-hop", "TE", "trailers")]
    [InlineData("hop-by-hop", "Trailers", "x")]
    [InlineData("hop-by-hop", "Transfer-Encoding", "chunked")]
    [InlineData("hop-by-hop", "UPGRADE", "h2c")]
    [InlineData("length-form", "Content-Length", "+1")]
    [InlineData("length-form", "Content-Length", "-1")]
    [InlineData("length-form", "Content-Length", "1,1")]
    [InlineData("length-form", "Content-Length", "")]
    public void BadField_BreaksItsRule(string rule, string name, string? value) =>
        Assert.Equal(rule, Assert.Throws<WsgiViolationException>(() => WsgiContract.Head("200 OK", new List<(string, string)> { (name, value!) })).Rule.Id);

    [Fact]
    public void FieldInLatin1_AndAnyReason_AreAllowed()
    {
        var head = WsgiContract.Head("200 Anything Goes", new List<(string, string)> { ("X-Name", "caf\xe9"), ("X-Name", "") });
        Assert.Equal((200, "Anything Goes"), (head.Code, head.Reason));
        Assert.Equal([("X-Name", "caf\xe9"), ("X-Name", "")], head.Fields);
    }

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
            environ, _connection, null, CancellationToken.None);
        Assert.Same(environ, Assert.Single(calls));
    }

    [Fact]
    public async Task Head_LeavesWithTheFirstBlockThatIsNotEmpty_AndNotBefore()
    {
        await RunAsync((_, start) => Blocks(start));

        Assert.Equal(["called", "started", "after empty", "head 200 OK", "write 2", "flush", "after first", "write 1", "flush", "flush"], _connection.Log);

        IEnumerable<byte[]> Blocks(StartResponse start)
        {
            _connection.Log.Add("called");
            start("200 OK", Plain);
            _connection.Log.Add("started");
            yield return [];
            _connection.Log.Add("after empty");
            yield return "ab"u8.ToArray();
            _connection.Log.Add("after first");
            yield return "c"u8.ToArray();
        }
    }

    [Fact]
    public async Task NoBlock_SendsTheHeadAtTheEnd_WithLengthZero()
    {
        await RunAsync(Answers());
        Assert.Equal(["head 200 OK", "flush"], _connection.Log);
        Assert.Equal(0, _connection.Head!.ContentLength);
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
    public async Task ContentLength_IsSaidByWhoKnowsIt(string situation, string[] blocks, string? said, string method, string status, long? expected)
    {
        await RunAsync(
            (_, start) =>
            {
                start(status, said is null ? Plain : new List<(string, string)> { ("Content-Length", said) });
                return blocks.Select(Bytes).ToList();
            },
            method);

        Assert.True(expected == _connection.Head!.ContentLength, situation);
        Assert.DoesNotContain(_connection.Head.Fields, field => field.Name == "Content-Length");
        var hasBody = method != "HEAD" && status == "200 OK";
        Assert.Equal(hasBody ? string.Concat(blocks) : "", _connection.Body);
        Assert.False(_connection.IsCut);
    }

    [Fact]
    public async Task OneBlockAfterWrite_IsNotCounted()
    {
        await RunAsync(GalleryApplication.All.Single(app => app.Name == "writes").Call);
        Assert.Equal("hello, world\n", _connection.Body);
        Assert.Null(_connection.Head!.ContentLength);
        Assert.Equal(["head 200 OK", "write 7", "flush", "write 6", "flush", "flush"], _connection.Log);
    }

    [Fact]
    public async Task MoreThanContentLength_IsNeverSent_AndNoMoreBlocksAreAskedFor()
    {
        var asked = 0;
        await RunAsync((_, start) => Blocks(start));
        Assert.Equal("abca", _connection.Body);
        Assert.Equal(2, asked);
        Assert.False(_connection.IsCut);

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
        Assert.True(_connection.IsCut);
    }

    [Fact]
    public async Task ExcInfoBeforeTheHead_ReplacesStatusAndFields()
    {
        await RunAsync(GalleryApplication.All.Single(app => app.Name == "sorry").Call);
        Assert.Equal("500 Sorry", _connection.Head!.Status);
        Assert.Equal("sorry\n", _connection.Body);
    }

    [Fact]
    public async Task ExcInfoAfterTheHead_RaisesTheOriginalErrorInTheApplication()
    {
        Exception? caught = null;
        var original = new InvalidOperationException("original");
        await RunAsync((_, start) => Blocks(start));
        Assert.Same(original, caught);
        Assert.True(_connection.IsCut);
        Assert.Equal("row", _connection.Body);

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
        await RunAsync((_, start) =>
        {
            Assert.Throws<WsgiViolationException>(() => start("bad", Plain));
            start("200 OK", Plain);
            return new List<byte[]>();
        });
        Assert.Contains(_recorder.Events, step => step.Rule == "start-twice");
    }

    [Theory(DisplayName = "close() is called, and once, however it ends")]
    [InlineData("at the end")]
    [InlineData("after an error")]
    [InlineData("after a bad block")]
    [InlineData("when the client has gone")]
    [InlineData("when enough was sent")]
    public async Task Close_IsCalledOnce(string how)
    {
        using var gone = new CancellationTokenSource();
        var rows = new Rows(how switch
        {
            "after an error" => () => throw new InvalidOperationException("away"),
            "after a bad block" => () => "text",
            "when the client has gone" => () =>
            {
                gone.Cancel();
                return "x"u8.ToArray();
            }
            ,
            _ => () => null,
        });
        await Gateway.RunAsync(
            (_, start) =>
            {
                start("200 OK", how == "when enough was sent" ? new List<(string, string)> { ("Content-Length", "3") } : Plain);
                return rows;
            },
            Environ(), _connection, _recorder, gone.Token);

        Assert.Equal(1, rows.Closed);
        Assert.Contains(_recorder.Events, step => step.Kind == WsgiEventKind.Closed);
    }

    [Fact]
    public async Task CloseThatFails_SpoilsNothingThatWasSent()
    {
        await RunAsync((_, start) =>
        {
            start("200 OK", Plain);
            return new Rows(() => null) { FailsToClose = true };
        });
        Assert.False(_connection.IsCut);
        Assert.Equal("row", _connection.Body);
    }

    [Fact]
    public async Task GeneratorWhoseClientLeft_PassesItsFinally()
    {
        using var gone = new CancellationTokenSource();
        var log = new List<string>();
        _connection.OnFlush = gone.Cancel;
        await Gateway.RunAsync((_, start) => Blocks(start), Environ(), _connection, _recorder, gone.Token);
        Assert.Equal(["made 0", "finally"], log);
        Assert.Contains(_recorder.Events, step => step.Kind == WsgiEventKind.ClientGone);

        IEnumerable<byte[]> Blocks(StartResponse start)
        {
            start("200 OK", Plain);
            try
            {
                for (var n = 0; ; n++)
                {
                    log.Add($"made {n}");
                    yield return "x"u8.ToArray();
                }
            }
            finally
            {
                log.Add("finally");
            }
        }
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
            Environ(), _connection, _recorder, gone.Token);
        Assert.True(_connection.IsCut);
        Assert.Equal(WsgiEventKind.ClientGone, _recorder.Events[^1].Kind);
    }

    [Fact]
    public async Task BothStreams_AreSeen()
    {
        await RunAsync(GalleryApplication.All.Single(app => app.Name == "two-streams").Call);
        Assert.Equal(
            [("readline", 3), ("readlines", 3), ("readlines", 1)],
            _recorder.Events.Where(step => step.Kind == WsgiEventKind.Read).Select(step => (step.Text, step.Bytes)));
        Assert.Equal(
            ["'first line: 3 bytes'", "'then 2 lines'"],
            _recorder.Events.Where(step => step.Kind == WsgiEventKind.Complained).Select(step => step.Text));
        Assert.Equal("ab\ncd\ne", _connection.Body);
    }

    [Fact]
    public async Task NoContent_HasNoBody_WhateverTheApplicationGives()
    {
        await RunAsync(GalleryApplication.All.Single(app => app.Name == "no-content").Call);
        Assert.Equal((204, (long?)null, "", false), (_connection.Head!.Code, _connection.Head.ContentLength, _connection.Body, _connection.IsCut));
    }

    [Theory(DisplayName = "What was returned is said in the words of Python")]
    [InlineData("hello", "'hello'")]
    [InlineData(null, "None")]
    [InlineData(new[] { "a", "b" }, "list, len 2")]
    public void Returned_IsDescribed(object? returned, string words) => Assert.Equal(words, Returned.Describe(returned));

    [Fact]
    public async Task RefusalOfHead_HasNoBody()
    {
        await RunAsync(GalleryApplication.All.Single(app => app.Name == "start-twice").Call, "HEAD");
        Assert.Equal((500, ""), (_connection.Head!.Code, _connection.Body));
    }

    [Fact]
    public async Task CallOfManySteps_IsShownByItsBeginningAndItsEnd_AndSaysWhatIsLeftOut()
    {
        await RunAsync(Answers([.. Enumerable.Repeat("x", 300)]));

        var steps = _recorder.Events;
        Assert.Equal(WsgiRecorder.MostEvents + 1, steps.Count);
        Assert.Equal(WsgiEventKind.Called, steps[0].Kind);
        var leftOut = Assert.Single(steps, step => step.Kind == WsgiEventKind.LeftOut);
        Assert.InRange(int.Parse(leftOut.Text, System.Globalization.CultureInfo.InvariantCulture), 100, 110);
        Assert.Equal(WsgiEventKind.Exhausted, steps[^1].Kind);
    }

    private static WsgiApplication Answers(params string[] blocks) => (_, start) =>
    {
        start("200 OK", Plain);
        return blocks.Select(Bytes).ToList();
    };

    private static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    private Task RunAsync(WsgiApplication application, string method = "GET") =>
        Gateway.RunAsync(application, Environ(method), _connection, _recorder, CancellationToken.None);

    private Dictionary<string, object> Environ(string method = "GET") => new()
    {
        ["REQUEST_METHOD"] = method,
        [WsgiEnviron.Input] = new WsgiInput("ab\ncd\ne"u8.ToArray(), _recorder),
        [WsgiEnviron.Errors] = new WsgiErrors(_ => { }, _recorder),
    };

    /// <summary>Yields one row, then what it is told to; counts how often it is closed.</summary>
    private sealed class Rows(Func<object?> then) : IEnumerable<object>, IDisposable
    {
        public int Closed { get; private set; }

        public bool FailsToClose { get; init; }

        public IEnumerator<object> GetEnumerator()
        {
            yield return "row"u8.ToArray();
            if (then() is { } more)
            {
                yield return more;
            }
        }

        public void Dispose()
        {
            Closed++;
            if (FailsToClose)
            {
                throw new InvalidOperationException("cannot close");
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
