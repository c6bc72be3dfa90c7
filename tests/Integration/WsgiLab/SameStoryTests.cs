using System.Collections;
using System.Runtime.ExceptionServices;
using LearnWeb.Tests.Integration.Content;
using LearnWeb.Wsgi;
using Xunit;

namespace LearnWeb.Tests.Integration.WsgiLab;

/// <summary>The same application in C# and in Python: the same steps, with the same words.</summary>
public sealed class SameStoryTests(SameStoryTests.Stories stories) : GatewayCall, IClassFixture<SameStoryTests.Stories>
{
    private static readonly Dictionary<string, WsgiApplication> InCSharp = new()
    {
        ["one"] = (_, start) => Starts(start, Plain, "hello\n"),
        ["two"] = (_, start) => Starts(start, Plain, "a", "b"),
        ["nothing"] = (_, start) => Starts(start, Plain),
        ["generator"] = (_, start) => Generator(start),
        ["counted"] = (_, start) => Starts(start, Length(2), "a", "b"),
        ["long"] = (_, start) => Starts(start, Length(3), "ab", "cd", "ef"),
        ["short"] = (_, start) => Starts(start, Length(3), "ab"),
        ["written"] = (_, start) =>
        {
            start("200 OK", Length(4))(Bytes("ab"));
            return new List<byte[]> { Bytes("cd") };
        },
        ["overwritten"] = (_, start) =>
        {
            start("200 OK", Length(3))(Bytes("abcd"));
            return new List<byte[]>();
        },
        ["scribbled"] = (_, start) => Scribbled(start),
        ["promised"] = (_, start) => Promised(start),
        ["unclosable"] = (_, start) =>
        {
            start("200 OK", Length(5));
            return new Unclosable();
        },
        ["unclosed"] = (_, start) =>
        {
            start("200 OK", Plain);
            return new Unclosable();
        },
        ["lines"] = (environ, start) =>
        {
            var input = (WsgiInput)environ[WsgiEnviron.Input];
            start("200 OK", Plain);
            return new List<byte[]>([input.ReadLine(), .. input.ReadLines(), .. input.ReadLines()]);
        },
        ["iterated"] = (environ, start) =>
        {
            start("200 OK", Plain);
            return ((WsgiInput)environ[WsgiEnviron.Input]).ToList();
        },
        ["twice"] = (_, start) =>
        {
            start("200 OK", Plain);
            start("404 Not Found", Plain);
            return new List<byte[]>();
        },
        ["unreasoned"] = (_, start) =>
        {
            start("200", Plain);
            return new List<byte[]>();
        },
        ["hop"] = (_, start) => Starts(start, [("Connection", "close")]),
        ["late"] = (_, start) => Late(start),
        ["sorry"] = (_, start) =>
        {
            start("200 OK", Plain);
            start("500 Sorry", Plain, ExceptionDispatchInfo.Capture(new InvalidOperationException("it's away")));
            return new List<byte[]> { Bytes("sorry") };
        },
        ["text"] = (_, start) =>
        {
            start("200 OK", Plain);
            return new List<string> { "text" };
        },
        ["number"] = (_, start) =>
        {
            start(200, Plain);
            return new List<byte[]>();
        },
        ["pairs"] = (_, start) =>
        {
            start("200 OK", new Dictionary<string, string> { ["Content-Type"] = "text/plain" });
            return new List<byte[]>();
        },
        ["forgotten"] = (_, start) =>
        {
            start("200 OK", Plain);
            return null;
        },
        ["unstarted"] = (_, _) => new List<byte[]> { Bytes("a") },
    };

    public static TheoryData<string> Names { get; } = [.. InCSharp.Keys];

    [Theory(DisplayName = "What happens is told alike, with and without the validator around Python's")]
    [MemberData(nameof(Names))]
    public async Task SameApplication_HasTheSameSteps(string name)
    {
        Python.Need("wsgiref");
        foreach (var method in new[] { "GET", "HEAD" })
        {
            var mine = new WsgiRecorder();
            var connection = new RecordedConnection();
            await Gateway.RunAsync(InCSharp[name], Environ(method, mine), connection, mine, CancellationToken.None);

            var (steps, answer) = await stories.TellAsync(name, method);

            Assert.Equal(StepsOf(mine.Events), steps);
            Assert.Equal(
                (connection.Head!.Status, connection.Head.ContentLength, connection.Body, connection.IsCut),
                (answer.Head!.Status, answer.Head.ContentLength, answer.Body, answer.IsCut)
            );
        }
    }

    [Theory(DisplayName = "The validator's own close() is not shown as the application's")]
    [InlineData("hello", "called started returned yielded headSent exhausted")]
    [InlineData("report", "called started returned yielded headSent stopped")]
    [InlineData("ticks", "called returned started yielded headSent yielded yielded exhausted closed")]
    public async Task ClassicApplication_EndsAsItDoes(string name, string kinds)
    {
        Python.Need("wsgiref");
        var file = Path.Combine(ShippedContent.Folder, "wsgi", "apps", name == "report" ? "echo.py" : name + ".py");
        using var python = new PythonUnderTest(file, validate: true);
        await python.GetAsync("/");
        var told = python
            .Recorder.Events.Where(step => step.Kind != WsgiEventKind.Read)
            .Select(step => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(step.Kind.ToString()));
        Assert.Equal(kinds, string.Join(' ', told));
    }

    private static IEnumerable<string> StepsOf(IEnumerable<WsgiEvent> events) =>
        events.Select(step => $"{step.Kind} {step.Text} {step.Bytes} {step.Rule}");

    private static List<byte[]> Starts(StartResponse start, List<(string, string)> headers, params string[] blocks)
    {
        start("200 OK", headers);
        return [.. blocks.Select(Bytes)];
    }

    private static List<(string, string)> Length(int bytes) => [("Content-Length", $"{bytes}")];

    private static IEnumerable<byte[]> Generator(StartResponse start)
    {
        start("200 OK", Plain);
        yield return [];
        yield return Bytes("a");
        yield return Bytes("b");
    }

    private static IEnumerable<byte[]> Scribbled(StartResponse start)
    {
        var write = start("200 OK", Plain);
        yield return Bytes("a");
        write(Bytes("b"));
    }

    private static IEnumerable<byte[]> Promised(StartResponse start)
    {
        start("200 OK", Length(3));
        yield return Bytes("ab");
    }

    private static IEnumerable<byte[]> Late(StartResponse start)
    {
        start("200 OK", Plain);
        yield return Bytes("a");
        start("500 Sorry", Plain, ExceptionDispatchInfo.Capture(new InvalidOperationException("away")));
    }

    private sealed class Unclosable : IEnumerable<byte[]>, IDisposable
    {
        public IEnumerator<byte[]> GetEnumerator()
        {
            yield return Bytes("whole");
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public void Dispose() => throw new InvalidOperationException("it's stuck");
    }

    /// <summary>A worker for all of them.</summary>
    public sealed class Stories : IDisposable
    {
        private readonly PythonUnderTest _python = new("stories.py");

        /// <summary>The steps of one call, and its answer.</summary>
        internal async Task<(IEnumerable<string> Steps, RecordedConnection Answer)> TellAsync(
            string name,
            string method
        )
        {
            _python.Recorder = new WsgiRecorder();
            var answer = await _python.SendAsync(method, $"/{name}", Body);
            return (StepsOf(_python.Recorder.Events), answer);
        }

        public void Dispose() => _python.Dispose();
    }
}
