using System.Net;
using System.Text;
using System.Text.Json;
using LearnWeb.Models;
using LearnWeb.Models.Notes;
using LearnWeb.Models.WsgiLab;
using LearnWeb.Tests.Unit.Content;
using Xunit;

namespace LearnWeb.Tests.Unit.WsgiLab;

/// <summary>The lab's page and its trace.</summary>
public sealed class WsgiLabTests(WsgiSite site) : IClassFixture<WsgiSite>
{
    public static TheoryData<string, string, string> TooMuch { get; } = new()
    {
        { "query", new string('中', 1000), "longTarget" },
        { "path", "/" + new string('a', WsgiComposition.MostTarget), "longTarget" },
        { "fields", Fields(WsgiComposition.MostFields + 1), "longFields" },
        { "fields", "X-A: " + new string('a', WsgiComposition.MostText), "longFields" },
        { "body", new string('a', WsgiComposition.MostBody + 1), "longBody" },
    };

    public static TheoryData<string, string> AsMuchAsThereMayBe { get; } = new()
    {
        { "query", new string('a', WsgiComposition.MostTarget - "/wsgi/echo/?".Length) },
        { "fields", Fields(WsgiComposition.MostFields) },
        { "fields", "X-A: " + new string('中', WsgiComposition.MostText - "X-A: ".Length) },
        { "body", new string('a', WsgiComposition.MostBody) },
    };

    public static TheoryData<string> InProcess { get; } = [.. WsgiProgram.All.Where(program => !program.IsPython).Select(program => program.Name)];

    public static TheoryData<string> Programs { get; } = [.. WsgiProgram.All.Select(program => program.Name)];

    [Fact]
    public async Task EachVariable_IsTiedToTheBytesItCameFrom()
    {
        using var trace = await RunAsync(("app", "echo"), ("method", "POST"), ("path", "/a%2Fb/中"), ("query", "q=1"), ("fields", "X-Dup: a\nX-Dup: b"), ("body", "hi"));

        var bytes = trace.RootElement.GetProperty("request").GetProperty("base64").GetBytesFromBase64();
        Assert.StartsWith("POST /wsgi/echo/a%2Fb/%E4%B8%AD?q=1 HTTP/1.1\r\n", Encoding.ASCII.GetString(bytes), StringComparison.Ordinal);
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
            select Encoding.ASCII.GetString(bytes, span.GetProperty("start").GetInt32(), span.GetProperty("length").GetInt32());
    }

    [Fact]
    public async Task Steps_AreInTheOrderInWhichTheyHappened()
    {
        using var trace = await RunAsync(("app", "sorry-late"), ("method", "GET"), ("path", "/"));
        Assert.Equal(["called", "returned", "started", "yielded", "headSent", "restarted", "reraised", "closed", "cut"], KindsIn(trace));
        Assert.Equal("closedByServer", trace.RootElement.GetProperty("ending").GetString());
    }

    [Fact]
    public async Task ClientThatAsksFirst_GetsA100_BeforeItsBodyGoes()
    {
        using var trace = await RunAsync(("app", "echo"), ("method", "POST"), ("path", "/"), ("fields", "Expect: 100-continue"), ("body", "hi"));
        Assert.StartsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n", ResponseIn(trace), StringComparison.Ordinal);
        var expect = trace.RootElement.GetProperty("environ").EnumerateArray().Single(variable => variable.GetProperty("key").GetString() == "HTTP_EXPECT");
        Assert.Equal(("100-continue", 1), (expect.GetProperty("value").GetString(), expect.GetProperty("sources").GetArrayLength()));
        Assert.Equal(["called", "read"], KindsIn(trace).Take(2));
    }

    [Fact]
    public async Task OldClient_GetsNoChunks_AndTheEndOfTheConnectionForAnEnd()
    {
        using var trace = await RunAsync(("app", "sorry"), ("method", "GET"), ("path", "/"), ("version", "HTTP/1.0"));
        Assert.Equal("closedByServer", trace.RootElement.GetProperty("ending").GetString());

        using var blocks = await RunAsync(("app", "writes"), ("method", "GET"), ("path", "/"), ("version", "HTTP/1.0"));
        var response = ResponseIn(blocks);
        Assert.Contains("\r\nConnection: close\r\n", response, StringComparison.Ordinal);
        Assert.DoesNotContain("Transfer-Encoding", response, StringComparison.Ordinal);
        Assert.DoesNotContain("Content-Length", response, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\nhello, world\n", response, StringComparison.Ordinal);
        Assert.Equal("closedByServer", blocks.RootElement.GetProperty("ending").GetString());
        Assert.Contains(blocks.RootElement.GetProperty("environ").EnumerateArray(), variable =>
            variable.GetProperty("key").GetString() == "SERVER_PROTOCOL" && variable.GetProperty("value").GetString() == "HTTP/1.0");
    }

    [Fact]
    public async Task ClientThatLeaves_IsFollowedByClose()
    {
        Assert.SkipWhen(Python.With("wsgiref") is null, "No Python here.");
        using var trace = await RunAsync(("app", "ticks"), ("method", "GET"), ("path", "/"), ("leaves", "true"));
        Assert.Equal("clientLeft", trace.RootElement.GetProperty("ending").GetString());
        Assert.Contains("tick 0", ResponseIn(trace), StringComparison.Ordinal);
        Assert.Equal("closed", KindsIn(trace).Last()); // however soon the server noticed
    }

    [Theory]
    [InlineData("HTTP/1.0", "HTTP/1.0")]
    [InlineData("HTTP/9.9", "HTTP/1.1")]
    public async Task Version_IsCarriedInTheAddress_WhereItIsOne(string asked, string shown)
    {
        var page = await site.PageAsync($"/en/labs/wsgi?app=echo&method=GET&path=%2F&version={asked}");
        Assert.Equal(shown, page.QuerySelector("#version [selected]")!.TextContent);
    }

    [Fact]
    public async Task ChunksOverHttp10_AreNotComposed()
    {
        using var response = await PostAsync("application/json", [("app", "echo"), ("method", "POST"), ("body", "hi"), ("chunked", "true"), ("version", "HTTP/1.0")]);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("\"oldChunks\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OtherExpectations_AreNotComposed()
    {
        using var response = await PostAsync("application/json", [("app", "echo"), ("method", "POST"), ("fields", "Expect: a miracle"), ("body", "hi")]);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task EmptyBlocks_LeaveTheHeadBehind_AndTheAnswerOpen()
    {
        using var trace = await RunAsync(("app", "empty-first"), ("method", "GET"), ("path", "/"));
        Assert.Equal(["called", "returned", "started", "yielded", "yielded", "restarted", "yielded", "headSent", "exhausted", "closed"], KindsIn(trace));
        Assert.StartsWith("HTTP/1.1 500 Sorry\r\n", ResponseIn(trace), StringComparison.Ordinal);
    }

    [Theory(DisplayName = "What ends a call early comes before close(), which is called because of it")]
    [InlineData("write-late", "called returned started yielded headSent wrote broken closed cut")]
    [InlineData("too-short", "called returned started yielded headSent exhausted broken closed cut")]
    [InlineData("fails-late", "called returned started yielded headSent broken closed cut")]
    public async Task BrokenRule_ComesBeforeClose(string name, string kinds)
    {
        using var trace = await RunAsync(("app", name), ("method", "GET"), ("path", "/"));
        Assert.Equal(kinds, string.Join(' ', KindsIn(trace)));
    }

    [Fact]
    public async Task Losses_AreThoseOfThisRequest()
    {
        using var trace = await RunAsync(
            ("app", "echo"), ("method", "POST"), ("path", "/%41"), ("fields", "x-dup:  a\nX-Dup: b\nX_Forged: 1"), ("body", "twelve bytes"), ("chunked", "true"));
        var losses = trace.RootElement.GetProperty("losses").EnumerateArray().ToLookup(loss => loss.GetProperty("kind").GetString()!);

        Assert.Equal(("/wsgi/echo/%41", "/wsgi/echo/A"), (Of("encoding", "wire"), Of("encoding", "environ")));
        Assert.Equal("Host, x-dup, X-Dup, Transfer-Encoding", Of("order", "wire"));
        Assert.Equal(("x-dup", "HTTP_X_DUP"), (Of("case", "wire"), Of("case", "environ")));
        Assert.Equal(("x-dup:  a", "a · b", "a,b"), (Of("whitespace", "wire"), Of("whitespace", "server"), Of("whitespace", "environ")));
        var keys = trace.RootElement.GetProperty("environ").EnumerateArray().Select(variable => variable.GetProperty("key").GetString()!);
        Assert.Equal(keys.Where(key => key.StartsWith("HTTP_", StringComparison.Ordinal)), Of("order", "environ").Split(", "));
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
        using var trace = await RunAsync(("app", "echo"), ("method", "POST"), ("path", "/"), ("fields", fields), ("body", "hi"));
        Assert.DoesNotContain(trace.RootElement.GetProperty("losses").EnumerateArray(), loss => loss.GetProperty("kind").GetString() == kind);
    }

    [Theory]
    [InlineData("GET", "/%00")]
    [InlineData("GET", "/../../en")]
    [InlineData("CONNECT", "/")]
    public async Task RequestThatReachesNoApplication_IsLostAsAWhole(string method, string path)
    {
        using var response = await PostAsync("text/html", [("app", "echo"), ("method", method), ("path", path)]);
        var page = await Pages.Site.ParseAsync(response);
        Assert.Equal(UiStrings.For(Language.English)["WsgiLostWhole"], page.QuerySelector("#losses + p")!.TextContent);
    }

    [Fact]
    public async Task ContentLength_ChangesItsPlace_AndIsNotLost()
    {
        using var trace = await RunAsync(("app", "echo"), ("method", "POST"), ("path", "/"), ("body", "hi"));
        var order = trace.RootElement.GetProperty("losses").EnumerateArray().Single(loss => loss.GetProperty("kind").GetString() == "order");
        Assert.Equal(
            ("Host, Content-Length", "CONTENT_LENGTH, HTTP_HOST"), (order.GetProperty("wire").GetString(), order.GetProperty("environ").GetString()));
    }

    [Fact]
    public async Task DotsOfAPath_AreLostInKestrel_AndThereInTheEnviron()
    {
        using var trace = await RunAsync(("app", "echo"), ("method", "GET"), ("path", "/a/../b/./c"));
        var loss = trace.RootElement.GetProperty("losses").EnumerateArray().Single(loss => loss.GetProperty("kind").GetString() == "dots");
        Assert.Equal(("/wsgi/echo/b/c", "/wsgi/echo/a/../b/./c"), (loss.GetProperty("server").GetString(), loss.GetProperty("environ").GetString()));
    }

    [Fact]
    public async Task DotsThatLeadToAnotherApplication_ShowThatOne_AndTieNoBytesToItsPrefix()
    {
        (string, string)[] request = [("app", "echo"), ("method", "GET"), ("path", "/../sorry/x")];
        using var trace = await RunAsync(request);
        Assert.Equal("sorry", trace.RootElement.GetProperty("app").GetString());
        var environ = trace.RootElement.GetProperty("environ").EnumerateArray().ToDictionary(variable => variable.GetProperty("key").GetString()!);
        Assert.Equal(("/wsgi/sorry", "/x"), (environ["SCRIPT_NAME"].GetProperty("value").GetString(), environ["PATH_INFO"].GetProperty("value").GetString()));
        Assert.Equal((0, 0), (environ["SCRIPT_NAME"].GetProperty("sources").GetArrayLength(), environ["PATH_INFO"].GetProperty("sources").GetArrayLength()));

        using var response = await PostAsync("text/html", request);
        var page = await Pages.Site.ParseAsync(response);
        Assert.Contains("AllowedCases.cs", page.QuerySelector(".wsgi-program")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(("echo", "/../sorry/x"), (page.QuerySelector("#app [selected]")!.GetAttribute("value"), page.QuerySelector("#path")!.GetAttribute("value")));
    }

    [Fact]
    public async Task EnvironInTheTrace_IsWhatAPythonApplicationGot()
    {
        Assert.SkipWhen(Python.With("wsgiref") is null, "No Python here.");
        using var trace = await RunAsync(("app", "environ"), ("method", "POST"), ("path", "/中"), ("fields", "X-A: 1"), ("body", "你"));
        var shown = trace.RootElement.GetProperty("environ").EnumerateArray()
            .ToDictionary(variable => variable.GetProperty("key").GetString()!, variable => variable.GetProperty("value").GetString()!);
        var body = RawTalk.BodyOf(trace.RootElement.GetProperty("response").GetProperty("base64").GetBytesFromBase64());
        Assert.Equal(JsonSerializer.Deserialize<JsonElement>(body).GetProperty("environ").Deserialize<Dictionary<string, string>>(), shown);
    }

    [Fact]
    public async Task PythonEcho_SeesTheSameEnviron_ButForWhatIsExplained()
    {
        Assert.SkipWhen(Python.With("wsgiref") is null, "No Python here.");
        using var trace = await RunAsync(("app", "echo"), ("method", "GET"), ("path", "/中"), ("compare", "true"));
        var different = trace.RootElement.GetProperty("comparison").EnumerateArray()
            .Where(variable => !variable.GetProperty("isSame").GetBoolean()).Select(variable => variable.GetProperty("key").GetString()!).ToList();
        Assert.Equal(["SCRIPT_NAME", "wsgi.multiprocess", "wsgi.multithread"], different);
        Assert.All(Language.All, language => Assert.All(different, key => Assert.NotNull(UiStrings.For(language).Find($"WsgiDiff-{key}"))));
    }

    [Fact]
    public async Task PythonGenerator_IsSeenBlockByBlock()
    {
        Assert.SkipWhen(Python.With("wsgiref") is null, "No Python here.");
        using var trace = await RunAsync(("app", "ticks"), ("method", "GET"), ("path", "/"));
        Assert.Equal(["called", "returned", "started", "yielded", "headSent", "yielded", "yielded", "exhausted", "closed"], KindsIn(trace));
    }

    [Fact]
    public async Task ComparisonThatPythonCannotAnswer_IsSaidToHaveFailed()
    {
        Assert.SkipWhen(Python.With("wsgiref") is null, "No Python here.");
        using var trace = await RunAsync(("app", "echo"), ("method", "HEAD"), ("path", "/"), ("compare", "true"));
        Assert.Empty(trace.RootElement.GetProperty("comparison").EnumerateArray());
        using var response = await PostAsync("text/html", [("app", "echo"), ("method", "HEAD"), ("path", "/"), ("compare", "true")]);
        Assert.Contains(UiStrings.For(Language.English)["WsgiNoComparison"], await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
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
            Assert.All(ExplainedLine.Explanations(program, words), known => Assert.Contains(known.Piece, code, StringComparison.Ordinal));
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
            WsgiProgram.All.Where(program => program.Kind == WsgiProgramKind.Allowed).Select(program => program.Name));
        Assert.All(WsgiProgram.All, program => Assert.Equal(program.Kind == WsgiProgramKind.Broken, program.Rule is not null));
    }

    [Fact]
    public async Task ResultOfAGalleryApplication_IsExplained()
    {
        using var response = await PostAsync("text/html", [("app", "too-long"), ("method", "GET"), ("path", "/any")]);
        Assert.Contains(UiStrings.For(Language.English)["WsgiNotice-too-long"][..40], await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory(DisplayName = "An application of the gallery, run as the page offers it, breaks its rule or none")]
    [MemberData(nameof(InProcess))]
    public async Task GalleryApplication_AsOffered_ShowsItsRule(string name)
    {
        var program = WsgiProgram.Find(name)!;
        var offered = WsgiPreset.To(program);
        using var trace = await RunAsync(("app", name), ("method", offered.Method), ("path", offered.Path), ("fields", offered.Fields), ("body", offered.Body));
        var rules = trace.RootElement.GetProperty("events").EnumerateArray().Select(step => step.GetProperty("rule").GetString()).OfType<string>().ToList();
        Assert.Equal(program.Rule is null ? [] : [program.Rule.Id], rules);
    }

    [Fact]
    public async Task ChosenApplication_IsShown_WithWhatWasTyped_AndNothingRuns()
    {
        var page = await site.PageAsync("/en/labs/wsgi?app=too-short&method=PUT&path=%2Fx&query=&fields=X-A%3A+1%0D%0AX-B%3A+2&body=hi&chunked=true");
        Assert.Contains("\"100\"", page.QuerySelector(".wsgi-program pre")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("/wsgi/too-short", page.QuerySelector("label[for=path]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("PUT", page.QuerySelector("#method")!.GetAttribute("value"));
        Assert.Equal("X-A: 1\nX-B: 2", page.QuerySelector("#fields")!.TextContent.TrimStart('\n'));
        Assert.NotNull(page.QuerySelector("input[name=chunked][checked]"));
        Assert.Null(page.QuerySelector("#see"));
    }

    [Fact]
    public async Task ContentLengthOfThePresetWithHead_IsThatOfGet()
    {
        Assert.SkipWhen(Python.With("wsgiref") is null, "No Python here.");
        var preset = WsgiPreset.Find("head")!.Request;
        Assert.Equal("HEAD", preset.Method);
        Assert.Equal(await LengthAsync("GET"), await LengthAsync("HEAD"));

        async Task<string> LengthAsync(string method)
        {
            using var trace = await RunAsync(("app", preset.App.Name), ("method", method), ("path", preset.Path), ("fields", preset.Fields));
            var response = Encoding.Latin1.GetString(trace.RootElement.GetProperty("response").GetProperty("base64").GetBytesFromBase64());
            return response.Split("\r\n").Single(line => line.StartsWith("Content-Length: ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task SourceOfOneByte_IsNoRange()
    {
        using var response = await PostAsync("text/html", [("app", "echo"), ("method", "GET"), ("path", "/")]);
        var page = await response.Content.ReadAsStringAsync();
        Assert.Contains("byte 14 <code>/</code>", page, StringComparison.Ordinal); // after "GET /wsgi/echo"
    }

    [Fact]
    public async Task RequestOfTheBrowser_IsPutIntoTheComposer_WithItsSecretsCovered()
    {
        using var response = await site.GetAsync("/en/labs/wsgi?from=browser", ("Cookie", "lw-session=secretsecret; taste=mint"), ("X-Own", "1"));
        var page = await response.Content.ReadAsStringAsync();
        Assert.Contains("X-Own: 1", page, StringComparison.Ordinal);
        Assert.Contains(UiStrings.For(Language.English)["WsgiFromBrowserText", "/wsgi/echo"][..60], page, StringComparison.Ordinal);
        Assert.Contains("taste=mint", page, StringComparison.Ordinal);
        Assert.DoesNotContain("secretsecret", page, StringComparison.Ordinal);
    }

    [Theory(DisplayName = "A request that cannot be composed is shown again with a reason")]
    [InlineData("method", "G T", "method")]
    [InlineData("path", "a", "path")]
    [InlineData("path", "/a?b", "path")]
    [InlineData("fields", "no colon", "fields")]
    [InlineData("fields", "X: \u0001", "fields")]
    [InlineData("fields", "Content-Length: 3", "ownField")]
    [InlineData("fields", "Expect: 100-continue", "expect")]
    [InlineData("fields", "Transfer-Encoding : chunked", "ownField")]
    [MemberData(nameof(TooMuch))]
    public async Task BadInput_IsRefused(string field, string value, string error)
    {
        using var response = await PostAsync("application/json", [("app", "echo"), ("method", "GET"), ("path", "/"), (field, value)]);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains($"\"{error}\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory(DisplayName = "What the lab promises to send, the server takes")]
    [MemberData(nameof(AsMuchAsThereMayBe))]
    public async Task LargestInput_ReachesTheApplication(string field, string value)
    {
        using var trace = await RunAsync(("app", "echo"), ("method", "POST"), ("path", "/"), (field, value));
        Assert.Contains("called", KindsIn(trace));
    }

    [Fact]
    public async Task WhatALearnerWrites_IsNoMarkup()
    {
        using var response = await PostAsync("text/html", [("app", "echo"), ("method", "POST"), ("path", "/<script>"), ("fields", "X-A: <script>alert(1)</script>"), ("body", "<script>alert(1)</script>")]);
        var page = await response.Content.ReadAsStringAsync();
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)", page, StringComparison.Ordinal);
    }

    [Theory(DisplayName = "What the lab runs for a visitor no other site may ask for")]
    [InlineData("http://evil.test", "same-site")]
    [InlineData("null", null)]
    [InlineData(null, "cross-site")]
    [InlineData(null, null)]
    public async Task RequestOfAnotherSite_WritesIntoNobodysGuestbook(string? origin, string? fetchSite)
    {
        using var response = await SignAsync(("Cookie", "lw-visitor=victim"), ("Origin", origin), ("Sec-Fetch-Site", fetchSite));
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory(DisplayName = "A program without cookies may run it, and so may the site's own page")]
    [InlineData("application/json", null, null, null)]
    [InlineData("text/html", null, null, null)]
    [InlineData("text/html", "lw-visitor=somebody", null, "same-origin")]
    public async Task RequestOfNobodysBrowser_Runs(string accept, string? cookie, string? origin, string? fetchSite)
    {
        using var response = await SignAsync(("Accept", accept), ("Cookie", cookie), ("Origin", origin), ("Sec-Fetch-Site", fetchSite));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(accept, response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task FormOfThePage_BringsTheTokenThatABrowserWithoutOriginNeeds()
    {
        using var visit = await site.GetAsync("/en/labs/wsgi");
        var cookies = string.Join("; ", visit.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
        var token = (await Pages.Site.ParseAsync(visit)).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var content = new FormUrlEncodedContent(new Dictionary<string, string> { ["app"] = "echo", ["__RequestVerificationToken"] = token });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/en/labs/wsgi", UriKind.Relative)) { Content = content };
        request.Headers.Add("Cookie", cookies);
        using var response = await site.Browser.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public void ThreePresets_AreMustDo() => Assert.Equal(3, WsgiPreset.All.Count(preset => preset.IsMustDo));

    private static string ResponseIn(JsonDocument trace) =>
        Encoding.Latin1.GetString(trace.RootElement.GetProperty("response").GetProperty("base64").GetBytesFromBase64());

    private static string Fields(int count) => string.Join('\n', Enumerable.Range(0, count).Select(number => $"X-{number}: a"));

    private static IEnumerable<string> KindsIn(JsonDocument trace) =>
        trace.RootElement.GetProperty("events").EnumerateArray().Select(step => step.GetProperty("kind").GetString()!);

    /// <summary>Signs the guestbook through the lab, with what a browser or a program sends along.</summary>
    private async Task<HttpResponseMessage> SignAsync(params (string Name, string? Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(new Dictionary<string, string> { ["app"] = "flask", ["method"] = "POST", ["path"] = "/" });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/en/labs/wsgi", UriKind.Relative)) { Content = content };
        foreach (var (name, value) in fields.Where(field => field.Value is not null))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await site.Browser.SendAsync(request);
    }

    private async Task<JsonDocument> RunAsync(params (string, string)[] fields)
    {
        using var response = await PostAsync("application/json", fields);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text);
    }

    private async Task<HttpResponseMessage> PostAsync(string accept, (string Name, string Value)[] fields)
    {
        // The last value of a name counts.
        var values = fields.GroupBy(field => field.Name).Select(field => KeyValuePair.Create(field.Key, field.Last().Value));
        using var content = new FormUrlEncodedContent(values);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/en/labs/wsgi", UriKind.Relative)) { Content = content };
        request.Headers.Add("Accept", accept);
        return await site.Browser.SendAsync(request);
    }
}
