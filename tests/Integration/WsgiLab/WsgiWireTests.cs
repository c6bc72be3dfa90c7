using System.Net;
using System.Text;
using System.Text.Json;
using Xunit;

namespace LearnWeb.Tests.Integration.WsgiLab;

/// <summary>The gateway behind a real Kestrel: what is on the wire.</summary>
public sealed class WsgiWireTests(WsgiSite site) : IClassFixture<WsgiSite>
{
    private const string Close = "Host: x\r\nConnection: close\r\nAccept: application/json\r\n";

    [Theory(DisplayName = "However the target is spelt, the path is that of the application")]
    [InlineData(
        "/wsgi/echo/a%2Fb/%E4%B8%AD%20x;p=1?q=%E4%B8%AD+1&q=2",
        "/a/b/\u00e4\u00b8\u00ad x;p=1",
        "q=%E4%B8%AD+1&q=2"
    )]
    [InlineData("/wsgi/echo", "", "")]
    [InlineData("/wsgi/echo/", "/", "")]
    [InlineData("/wsgi/echo?", "", "")]
    [InlineData("/wsgi/echo/a/../b//c", "/a/../b//c", "")]
    [InlineData("/x/../wsgi/echo/a", "/a", "")]
    [InlineData("/%77sgi/echo/a%20b?x", "/a b", "x")]
    [InlineData("/WSGI/echo/a", "/a", "")]
    [InlineData("http://x/wsgi/echo/a%2Fb?q", "/a/b", "q")]
    public async Task Target_BecomesPathAndQuery(string target, string path, string query)
    {
        var (environ, _) = await EchoAsync($"GET {target} HTTP/1.1\r\n{Close}\r\n");
        Assert.Equal(
            ("/wsgi/echo", path, query),
            (environ["SCRIPT_NAME"], environ["PATH_INFO"], environ["QUERY_STRING"])
        );
    }

    [Fact]
    public async Task ChunkedBody_IsDecodedAndReadable()
    {
        var (environ, body) = await EchoAsync(
            $"POST /wsgi/echo HTTP/1.1\r\n{Close}Transfer-Encoding: chunked\r\n\r\n3\r\n你\r\n3\r\n好\r\n0\r\n\r\n"
        );
        Assert.Equal("你好", body.GetProperty("text").GetString());
        Assert.DoesNotContain("CONTENT_LENGTH", environ.Keys);
        Assert.Equal("True", environ["wsgi.input_terminated"]);
    }

    [Fact]
    public async Task BodyWithALength_IsReadToItsEnd_AndNotFurther()
    {
        var (environ, body) = await EchoAsync(
            $"POST /wsgi/echo HTTP/1.1\r\n{Close}Content-Length: 5\r\n\r\nhelloGET / HTTP/1.1\r\n\r\n"
        );
        Assert.Equal(
            ("5", 5, "hello"),
            (environ["CONTENT_LENGTH"], body.GetProperty("length").GetInt32(), body.GetProperty("text").GetString())
        );
    }

    [Fact]
    public async Task AnyMethod_IsHandedOver()
    {
        foreach (var method in new[] { "DELETE", "OPTIONS", "PROPFIND", "brew" })
        {
            var (environ, _) = await EchoAsync($"{method} /wsgi/echo HTTP/1.1\r\n{Close}\r\n");
            Assert.Equal(method, environ["REQUEST_METHOD"]);
        }
    }

    [Fact]
    public async Task Connect_IsRefused_SinceItAsksForATunnel() =>
        Assert.StartsWith(
            "HTTP/1.1 501 Not Implemented\r\n",
            await site.TalkAsync($"CONNECT /wsgi/echo HTTP/1.1\r\n{Close}\r\n"),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task Head_HasTheHeadOfGet_AndNoBody()
    {
        var response = await site.TalkAsync($"HEAD /wsgi/writes HTTP/1.1\r\n{Close}\r\n");
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", response, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", response, StringComparison.Ordinal);
        response = await site.TalkAsync($"HEAD /wsgi/echo HTTP/1.1\r\n{Close}\r\n");
        Assert.Matches("Content-Length: [1-9]", response);
        Assert.EndsWith("\r\n\r\n", response, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReasonPhrase_IsTheApplications() =>
        Assert.Equal(
            "HTTP/1.1 500 Sorry",
            RawTalk.StartOf(await site.TalkAsync([Encoding.UTF8.GetBytes($"GET /wsgi/sorry HTTP/1.1\r\n{Close}\r\n")]))
        );

    [Fact]
    public async Task ExceptionMidStream_CutsTheBody_SoThatTheClientCanTell()
    {
        var response = await site.TalkAsync($"GET /wsgi/fails-late HTTP/1.1\r\n{Close}\r\n");
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", response, StringComparison.Ordinal);
        Assert.Contains("row 1", response, StringComparison.Ordinal);
        Assert.DoesNotContain("\r\n0\r\n\r\n", response, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ClientThatGoesAway_LeavesTheWorkerForTheNext()
    {
        Content.Python.Need("wsgiref");
        for (var i = 0; i < 6; i++)
        {
            using var socket = new System.Net.Sockets.TcpClient("127.0.0.1", site.Port);
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET /wsgi/ticks HTTP/1.1\r\nHost: x\r\n\r\n"));
            await socket.GetStream().ReadExactlyAsync(new byte[10]);
        } // gone after the head

        using var response = await site.GetAsync("/wsgi/ticks");
        Assert.Equal("tick 0\ntick 1\ntick 2\n", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task TwoHundredRequestsAtOnce_AreAllAnswered()
    {
        Content.Python.Need("wsgiref");
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 200)
                .Select(async n =>
                {
                    using var response = await site.GetAsync(n % 2 == 0 ? "/wsgi/hello" : "/wsgi/echo");
                    return response.StatusCode;
                })
        );
        AssertEach.Of(answers, status => Assert.Equal(HttpStatusCode.OK, status));
    }

    [Fact]
    public async Task RefusedApplication_Answers500_InPlainText()
    {
        using var response = await site.GetAsync("/wsgi/header-crlf");
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("text/plain; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.False(response.Headers.Contains("Set-Cookie"));
        Assert.Contains("PEP 3333", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/wsgi")]
    [InlineData("/wsgi/nothing/here")]
    [InlineData("/wsgi/ECHO")]
    public async Task UnknownApplication_Is404_WithAListOfThoseThereAre(string path)
    {
        using var response = await site.GetAsync(path, ("Accept", "text/html"));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("echo, hello", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BodyThatIsTooLong_Is413()
    {
        // Its length says so: nothing of it need be sent.
        var response = await site.TalkAsync(
            $"POST /wsgi/echo HTTP/1.1\r\n{Close}Content-Length: {(1024 * 1024) + 1}\r\n\r\n"
        );
        Assert.StartsWith("HTTP/1.1 413 ", response, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Echo_RunsNothing_AndEscapesEverything()
    {
        using var response = await site.GetAsync(
            "/wsgi/echo/<script>alert(1)</script>?<script>",
            ("Accept", "text/html"),
            ("X-Evil", "<script>alert(1)</script>")
        );
        var page = await response.Content.ReadAsStringAsync();
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)", page, StringComparison.Ordinal);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("script-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Theory(DisplayName = "The echo answers in the form that is asked for")]
    [InlineData("application/json", "application/json")]
    [InlineData("text/html,application/xhtml+xml,*/*;q=0.8", "text/html")]
    [InlineData("text/html;q=0.5, application/json", "application/json")]
    [InlineData("*/*", "text/plain")]
    [InlineData("nonsense", "text/plain")]
    [InlineData("text/html;q=0, */*", "text/plain")]
    public async Task Echo_AnswersByAccept(string accept, string type)
    {
        using var response = await site.GetAsync("/wsgi/echo", ("Accept", accept));
        Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("Accept", response.Headers.Vary.Single());
    }

    [Fact]
    public async Task BinaryBody_ComesBackInBase64()
    {
        byte[] bytes = [0, 255, 10, 13, 128];
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri("/wsgi/echo", UriKind.Relative))
        {
            Content = new ByteArrayContent(bytes),
        };
        request.Headers.Add("Accept", "application/json");
        using var response = await site.Browser.SendAsync(request);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        var body = answer.RootElement.GetProperty("body");
        Assert.Equal(bytes, body.GetProperty("base64").GetBytesFromBase64());
        Assert.False(body.TryGetProperty("text", out _));
    }

    [Fact]
    public async Task SitesOwnCookies_AreMasked()
    {
        var (environ, _) = await EchoAsync(
            $"GET /wsgi/echo HTTP/1.1\r\n{Close}Cookie: lw-session=secretsecret; session=mine\r\n\r\n"
        );
        Assert.Equal("lw-session=************; session=mine", environ["HTTP_COOKIE"]);
    }

    [Fact]
    public async Task EchoPage_MarksWhatIsMasked_AndSaysWhatItIs()
    {
        using var response = await site.GetAsync(
            "/wsgi/echo",
            ("Accept", "text/html"),
            ("Cookie", "lw-session=secret; mine=***; lw-visitor="),
            ("Authorization", "Bearer abc")
        );
        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Contains(
            "<code>lw-session=<span class=\"masked\">******</span>; mine=***; lw-visitor=</code>",
            page,
            StringComparison.Ordinal
        );
        Assert.Contains("<code>Bearer <span class=\"masked\">***</span></code>", page, StringComparison.Ordinal);
        Assert.Contains("What is starred out is a credential of this site", page, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EchoPage_WithoutCredentials_SpeaksOfNone()
    {
        using var response = await site.GetAsync("/wsgi/echo", ("Accept", "text/html"), ("Cookie", "mine=***"));
        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Contains("<code>mine=***</code>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("starred out", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EchoPage_HasItsStyleSheet()
    {
        using var response = await site.GetAsync("/wsgi/echo", ("Accept", "text/html"));
        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains(
            "<link rel=\"stylesheet\" href=\"/wsgi/echo/../../css/wsgi-echo.css\">",
            page,
            StringComparison.Ordinal
        );

        using var sheet = await site.GetAsync("/css/wsgi-echo.css");
        Assert.Equal((HttpStatusCode.OK, "text/css"), (sheet.StatusCode, sheet.Content.Headers.ContentType?.MediaType));
    }

    private async Task<(Dictionary<string, string> Environ, JsonElement Body)> EchoAsync(string request)
    {
        var response = await site.TalkAsync([Encoding.UTF8.GetBytes(request)]);
        Assert.Equal("HTTP/1.1 200 OK", RawTalk.StartOf(response));
        var answer = JsonSerializer.Deserialize<JsonElement>(RawTalk.BodyOf(response));
        return (answer.GetProperty("environ").Deserialize<Dictionary<string, string>>()!, answer.GetProperty("body"));
    }
}
