using System.Text;
using System.Text.Json;
using LearnWeb.Models;
using LearnWeb.Models.Notes;
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

    [Fact]
    public async Task Losses_AreThoseOfThisRequest()
    {
        using var trace = await site.RunAsync(
            ("app", "echo"),
            ("method", "POST"),
            ("path", "/%41"),
            ("fields", "x-dup:  a\nX-Dup: b\nX_Forged: 1"),
            ("body", "twelve bytes"),
            ("chunked", "true")
        );
        var losses = trace
            .RootElement.GetProperty("losses")
            .EnumerateArray()
            .ToLookup(loss => loss.GetProperty("kind").GetString()!);

        Assert.Equal(("/wsgi/echo/%41", "/wsgi/echo/A"), (Of("encoding", "wire"), Of("encoding", "environ")));
        Assert.Equal("Host, x-dup, X-Dup, Transfer-Encoding", Of("order", "wire"));
        Assert.Equal(("x-dup", "HTTP_X_DUP"), (Of("case", "wire"), Of("case", "environ")));
        Assert.Equal(
            ("x-dup:  a", "a · b", "a,b"),
            (Of("whitespace", "wire"), Of("whitespace", "server"), Of("whitespace", "environ"))
        );
        var keys = trace
            .RootElement.GetProperty("environ")
            .EnumerateArray()
            .Select(variable => variable.GetProperty("key").GetString()!);
        Assert.Equal(
            keys.Where(key => key.StartsWith("HTTP_", StringComparison.Ordinal)),
            Of("order", "environ").Split(", ")
        );
        Assert.Equal("a,b", Of("repeats", "environ"));
        Assert.Equal(("X_Forged: 1", ""), (Of("dropped", "wire"), Of("dropped", "environ")));
        Assert.Equal(("8 + 4", "12"), (Of("chunks", "wire"), Of("chunks", "environ")));

        string Of(string kind, string column) => losses[kind].First().GetProperty(column).GetString()!;
    }

    [Theory(DisplayName = "Where nothing is lost, nothing is reported")]
    [InlineData("X-A:1", "whitespace")]
    [InlineData("X-A: 1", "whitespace")]
    [InlineData("X-A: 1", "case")]
    [InlineData("X-A: 1", "repeats")]
    [InlineData("X-A: 1", "dropped")]
    public async Task FieldThatIsKept_IsNoLoss(string fields, string kind)
    {
        using var trace = await site.RunAsync(
            ("app", "echo"),
            ("method", "POST"),
            ("path", "/"),
            ("fields", fields),
            ("body", "hi")
        );
        Assert.DoesNotContain(
            trace.RootElement.GetProperty("losses").EnumerateArray(),
            loss => loss.GetProperty("kind").GetString() == kind
        );
    }

    [Theory]
    [InlineData("GET", "/%00")]
    [InlineData("GET", "/../../en")]
    [InlineData("CONNECT", "/")]
    public async Task RequestThatReachesNoApplication_IsLostAsAWhole(string method, string path)
    {
        using var response = await site.PostAsync("text/html", [("app", "echo"), ("method", method), ("path", path)]);
        var page = await Site.ParseAsync(response);
        Assert.Equal(UiStrings.For(Language.English)["WsgiLostWhole"], page.QuerySelector("#losses + p")!.TextContent);
    }

    [Fact]
    public async Task ContentLength_ChangesItsPlace_AndIsNotLost()
    {
        using var trace = await site.RunAsync(("app", "echo"), ("method", "POST"), ("path", "/"), ("body", "hi"));
        var order = trace
            .RootElement.GetProperty("losses")
            .EnumerateArray()
            .Single(loss => loss.GetProperty("kind").GetString() == "order");
        Assert.Equal(
            ("Host, Content-Length", "CONTENT_LENGTH, HTTP_HOST"),
            (order.GetProperty("wire").GetString(), order.GetProperty("environ").GetString())
        );
    }

    [Fact]
    public async Task DotsOfAPath_AreLostInKestrel_AndThereInTheEnviron()
    {
        using var trace = await site.RunAsync(("app", "echo"), ("method", "GET"), ("path", "/a/../b/./c"));
        var loss = trace
            .RootElement.GetProperty("losses")
            .EnumerateArray()
            .Single(loss => loss.GetProperty("kind").GetString() == "dots");
        Assert.Equal(
            ("/wsgi/echo/b/c", "/wsgi/echo/a/../b/./c"),
            (loss.GetProperty("server").GetString(), loss.GetProperty("environ").GetString())
        );
    }

    [Fact]
    public async Task DotsThatLeadToAnotherApplication_ShowThatOne_AndTieNoBytesToItsPrefix()
    {
        (string, string)[] request = [("app", "echo"), ("method", "GET"), ("path", "/../sorry/x")];
        using var trace = await site.RunAsync(request);
        Assert.Equal("sorry", trace.RootElement.GetProperty("app").GetString());
        var environ = trace
            .RootElement.GetProperty("environ")
            .EnumerateArray()
            .ToDictionary(variable => variable.GetProperty("key").GetString()!);
        Assert.Equal(
            ("/wsgi/sorry", "/x"),
            (
                environ["SCRIPT_NAME"].GetProperty("value").GetString(),
                environ["PATH_INFO"].GetProperty("value").GetString()
            )
        );
        Assert.Equal(
            (0, 0),
            (
                environ["SCRIPT_NAME"].GetProperty("sources").GetArrayLength(),
                environ["PATH_INFO"].GetProperty("sources").GetArrayLength()
            )
        );

        using var response = await site.PostAsync("text/html", request);
        var page = await Site.ParseAsync(response);
        Assert.Contains("AllowedCases.cs", page.QuerySelector(".wsgi-program")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(
            ("echo", "/../sorry/x"),
            (
                page.QuerySelector("#app [selected]")!.GetAttribute("value"),
                page.QuerySelector("#path")!.GetAttribute("value")
            )
        );
    }

    [Fact]
    public async Task EnvironInTheTrace_IsWhatAPythonApplicationGot()
    {
        Python.Need("wsgiref");
        using var trace = await site.RunAsync(
            ("app", "environ"),
            ("method", "POST"),
            ("path", "/中"),
            ("fields", "X-A: 1"),
            ("body", "你")
        );
        var shown = trace
            .RootElement.GetProperty("environ")
            .EnumerateArray()
            .ToDictionary(
                variable => variable.GetProperty("key").GetString()!,
                variable => variable.GetProperty("value").GetString()!
            );
        var body = RawTalk.BodyOf(trace.RootElement.GetProperty("response").GetProperty("base64").GetBytesFromBase64());
        Assert.Equal(
            JsonSerializer
                .Deserialize<JsonElement>(body)
                .GetProperty("environ")
                .Deserialize<Dictionary<string, string>>(),
            shown
        );
    }

    [Fact]
    public async Task PythonEcho_SeesTheSameEnviron_ButForWhatIsExplained()
    {
        Python.Need("wsgiref");
        using var trace = await site.RunAsync(("app", "echo"), ("method", "GET"), ("path", "/中"), ("compare", "true"));
        var different = trace
            .RootElement.GetProperty("comparison")
            .EnumerateArray()
            .Where(variable => !variable.GetProperty("isSame").GetBoolean())
            .Select(variable => variable.GetProperty("key").GetString()!)
            .ToList();
        Assert.Equal(["SCRIPT_NAME", "wsgi.multiprocess", "wsgi.multithread"], different);
        Assert.All(
            Language.All,
            language => AssertEach.Of(different, key => Assert.NotNull(UiStrings.For(language).Find($"WsgiDiff-{key}")))
        );
    }

    [Fact]
    public async Task PythonGenerator_IsSeenBlockByBlock()
    {
        Python.Need("wsgiref");
        using var trace = await site.RunAsync(("app", "ticks"), ("method", "GET"), ("path", "/"));
        Assert.Equal(
            ["called", "returned", "started", "yielded", "headSent", "yielded", "yielded", "exhausted", "closed"],
            KindsIn(trace)
        );
    }

    [Fact]
    public async Task ComparisonThatPythonCannotAnswer_IsSaidToHaveFailed()
    {
        Python.Need("wsgiref");
        using var trace = await site.RunAsync(("app", "echo"), ("method", "HEAD"), ("path", "/"), ("compare", "true"));
        Assert.Empty(trace.RootElement.GetProperty("comparison").EnumerateArray());
        using var response = await site.PostAsync(
            "text/html",
            [("app", "echo"), ("method", "HEAD"), ("path", "/"), ("compare", "true")]
        );
        Assert.Contains(
            UiStrings.For(Language.English)["WsgiNoComparison"],
            await response.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task EveryProgram_IsShownWithItsCode_AndExplained(string name)
    {
        var program = WsgiProgram.Find(name)!;
        var page = await site.PageAsync($"/zh/labs/wsgi?app={name}");
        Assert.NotEmpty(page.QuerySelector(".wsgi-program pre")!.TextContent.Trim());

        var code = new CodeExcerpts(ShippedContent.Folder, Repository.Root).Find(program.Note, program.Code);
        foreach (var language in Language.All)
        {
            var words = UiStrings.For(language);
            AssertEach.Of(
                ExplainedLine.Explanations(program, words),
                known => Assert.Contains(known.Piece, code, StringComparison.Ordinal)
            );
            Assert.NotEmpty(ExplainedLine.Explanations(program, words));
            var isOfGallery = program.Kind is WsgiProgramKind.Broken or WsgiProgramKind.Allowed;
            Assert.Equal(isOfGallery, words.Find($"WsgiNotice-{name}") is not null);
            Assert.Equal(program.Kind == WsgiProgramKind.Allowed, words.Find($"WsgiAllowed-{name}") is not null);
        }
    }

    [Fact]
    public void ApplicationAgainstNoRule_IsNotListedAsAgainstTheRules()
    {
        Assert.Equal(
            ["sorry", "empty-first", "sorry-late", "writes", "two-streams", "no-content"],
            WsgiProgram.All.Where(program => program.Kind == WsgiProgramKind.Allowed).Select(program => program.Name)
        );
        Assert.All(
            WsgiProgram.All,
            program => Assert.Equal(program.Kind == WsgiProgramKind.Broken, program.Rule is not null)
        );
    }

    [Fact]
    public async Task ResultOfAGalleryApplication_IsExplained()
    {
        using var response = await site.PostAsync(
            "text/html",
            [("app", "too-long"), ("method", "GET"), ("path", "/any")]
        );
        Assert.Contains(
            UiStrings.For(Language.English)["WsgiNotice-too-long"][..40],
            await response.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
    }

    [Theory(DisplayName = "An application of the gallery, run as the page offers it, breaks its rule or none")]
    [MemberData(nameof(InProcess))]
    public async Task GalleryApplication_AsOffered_ShowsItsRule(string name)
    {
        var program = WsgiProgram.Find(name)!;
        var offered = WsgiPreset.To(program);
        using var trace = await site.RunAsync(
            ("app", name),
            ("method", offered.Method),
            ("path", offered.Path),
            ("fields", offered.Fields),
            ("body", offered.Body)
        );
        var rules = trace
            .RootElement.GetProperty("events")
            .EnumerateArray()
            .Select(step => step.GetProperty("rule").GetString())
            .OfType<string>()
            .ToList();
        Assert.Equal(program.Rule is null ? [] : [program.Rule.Id], rules);
    }

    [Fact]
    public async Task SourceOfOneByte_IsNoRange()
    {
        using var response = await site.PostAsync("text/html", [("app", "echo"), ("method", "GET"), ("path", "/")]);
        var page = await response.Content.ReadAsStringAsync();
        Assert.Contains("byte 14 <code>/</code>", page, StringComparison.Ordinal); // after "GET /wsgi/echo"
    }

    [Fact]
    public async Task WhatALearnerWrites_IsNoMarkup()
    {
        using var response = await site.PostAsync(
            "text/html",
            [
                ("app", "echo"),
                ("method", "POST"),
                ("path", "/<script>"),
                ("fields", "X-A: <script>alert(1)</script>"),
                ("body", "<script>alert(1)</script>"),
            ]
        );
        var page = await response.Content.ReadAsStringAsync();
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)", page, StringComparison.Ordinal);
    }
}
