using System.Text;
using LearnWeb.Models.WsgiLab;
using LearnWeb.Tests.Integration.Content;
using Xunit;
using static LearnWeb.Tests.Integration.WsgiLab.WsgiLabCalls;

namespace LearnWeb.Tests.Integration.WsgiLab;

/// <summary>The lab's page and its trace.</summary>
public sealed class WsgiLabTests(WsgiSite site) : IClassFixture<WsgiSite>
{
    public static TheoryData<string> InProcess { get; } =
    [.. WsgiProgram.All.Where(program => !program.IsPython).Select(program => program.Name)];

    public static TheoryData<string> Programs { get; } = [.. WsgiProgram.All.Select(program => program.Name)];

    [Fact]
    public async Task EachVariable_IsTiedToTheBytesItCameFrom()
    {
        using var trace = await site.RunAsync(
            ("app", "echo"),
            ("method", "POST"),
            ("path", "/a%2Fb/中"),
            ("query", "q=1"),
            ("fields", "X-Dup: a\nX-Dup: b"),
            ("body", "hi")
        );

        var bytes = trace.RootElement.GetProperty("request").GetProperty("base64").GetBytesFromBase64();
        Assert.StartsWith(
            "POST /wsgi/echo/a%2Fb/%E4%B8%AD?q=1 HTTP/1.1\r\n",
            Encoding.ASCII.GetString(bytes),
            StringComparison.Ordinal
        );
        Assert.Equal(["POST"], SourcesOf("REQUEST_METHOD"));
        Assert.Equal(["/wsgi/echo"], SourcesOf("SCRIPT_NAME"));
        Assert.Equal(["/a%2Fb/%E4%B8%AD"], SourcesOf("PATH_INFO"));
        Assert.Equal(["q=1"], SourcesOf("QUERY_STRING"));
        Assert.Equal(["HTTP/1.1"], SourcesOf("SERVER_PROTOCOL"));
        Assert.Equal(["X-Dup: a", "X-Dup: b"], SourcesOf("HTTP_X_DUP"));
        Assert.Equal(["Content-Length: 2"], SourcesOf("CONTENT_LENGTH"));
        Assert.Equal(["hi"], SourcesOf("wsgi.input"));
        Assert.Empty(SourcesOf("wsgi.version"));

        IEnumerable<string> SourcesOf(string key) =>
            from variable in trace.RootElement.GetProperty("environ").EnumerateArray()
            where variable.GetProperty("key").GetString() == key
            from span in variable.GetProperty("sources").EnumerateArray()
            select Encoding.ASCII.GetString(
                bytes,
                span.GetProperty("start").GetInt32(),
                span.GetProperty("length").GetInt32()
            );
    }

    [Fact]
    public async Task Steps_AreInTheOrderInWhichTheyHappened()
    {
        using var trace = await site.RunAsync(("app", "sorry-late"), ("method", "GET"), ("path", "/"));
        Assert.Equal(
            ["called", "returned", "started", "yielded", "headSent", "restarted", "reraised", "closed", "cut"],
            KindsIn(trace)
        );
        Assert.Equal("closedByServer", trace.RootElement.GetProperty("ending").GetString());
    }

    [Fact]
    public async Task ClientThatAsksFirst_GetsA100_BeforeItsBodyGoes()
    {
        using var trace = await site.RunAsync(
            ("app", "echo"),
            ("method", "POST"),
            ("path", "/"),
            ("fields", "Expect: 100-continue"),
            ("body", "hi")
        );
        Assert.StartsWith(
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n",
            ResponseIn(trace),
            StringComparison.Ordinal
        );
        var expect = trace
            .RootElement.GetProperty("environ")
            .EnumerateArray()
            .Single(variable => variable.GetProperty("key").GetString() == "HTTP_EXPECT");
        Assert.Equal(
            ("100-continue", 1),
            (expect.GetProperty("value").GetString(), expect.GetProperty("sources").GetArrayLength())
        );
        Assert.Equal(["called", "read"], KindsIn(trace).Take(2));
    }

    [Fact]
    public async Task OldClient_GetsNoChunks_AndTheEndOfTheConnectionForAnEnd()
    {
        using var trace = await site.RunAsync(
            ("app", "sorry"),
            ("method", "GET"),
            ("path", "/"),
            ("version", "HTTP/1.0")
        );
        Assert.Equal("closedByServer", trace.RootElement.GetProperty("ending").GetString());

        using var blocks = await site.RunAsync(
            ("app", "writes"),
            ("method", "GET"),
            ("path", "/"),
            ("version", "HTTP/1.0")
        );
        var response = ResponseIn(blocks);
        Assert.Contains("\r\nConnection: close\r\n", response, StringComparison.Ordinal);
        Assert.DoesNotContain("Transfer-Encoding", response, StringComparison.Ordinal);
        Assert.DoesNotContain("Content-Length", response, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\nhello, world\n", response, StringComparison.Ordinal);
        Assert.Equal("closedByServer", blocks.RootElement.GetProperty("ending").GetString());
        Assert.Contains(
            blocks.RootElement.GetProperty("environ").EnumerateArray(),
            variable =>
                variable.GetProperty("key").GetString() == "SERVER_PROTOCOL"
                && variable.GetProperty("value").GetString() == "HTTP/1.0"
        );
    }

    [Fact]
    public async Task ClientThatLeaves_IsFollowedByClose()
    {
        Python.Need("wsgiref");
        using var trace = await site.RunAsync(("app", "ticks"), ("method", "GET"), ("path", "/"), ("leaves", "true"));
        Assert.Equal("clientLeft", trace.RootElement.GetProperty("ending").GetString());
        Assert.Contains("tick 0", ResponseIn(trace), StringComparison.Ordinal);
        Assert.Equal("closed", KindsIn(trace).Last()); // however soon the server noticed
    }

    [Fact]
    public async Task EmptyBlocks_LeaveTheHeadBehind_AndTheAnswerOpen()
    {
        using var trace = await site.RunAsync(("app", "empty-first"), ("method", "GET"), ("path", "/"));
        Assert.Equal(
            [
                "called",
                "returned",
                "started",
                "yielded",
                "yielded",
                "restarted",
                "yielded",
                "headSent",
                "exhausted",
                "closed",
            ],
            KindsIn(trace)
        );
        Assert.StartsWith("HTTP/1.1 500 Sorry\r\n", ResponseIn(trace), StringComparison.Ordinal);
    }

    [Theory(DisplayName = "What ends a call early comes before close(), which is called because of it")]
    [InlineData("write-late", "called returned started yielded headSent wrote broken closed cut")]
    [InlineData("too-short", "called returned started yielded headSent exhausted broken closed cut")]
    [InlineData("fails-late", "called returned started yielded headSent broken closed cut")]
    public async Task BrokenRule_ComesBeforeClose(string name, string kinds)
    {
        using var trace = await site.RunAsync(("app", name), ("method", "GET"), ("path", "/"));
        Assert.Equal(kinds, string.Join(' ', KindsIn(trace)));
    }
}
