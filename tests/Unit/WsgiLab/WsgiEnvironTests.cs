using FsCheck.Fluent;
using LearnWeb.Models.WsgiLab;
using LearnWeb.Wsgi;
using Xunit;

namespace LearnWeb.Tests.Unit.WsgiLab;

public sealed class WsgiEnvironTests
{
    private static readonly WsgiRequest Request = new(
        "GET",
        "/wsgi/echo/",
        "/wsgi/echo",
        "/",
        "HTTP/1.1",
        "http",
        "example",
        5080,
        "192.0.2.1",
        [],
        null,
        ReadOnlyMemory<byte>.Empty
    );

    [Fact]
    public void GoldenRequest_BecomesTheGoldenEnviron()
    {
        var environ = Build(
            Request with
            {
                Target = "/wsgi/echo/a%2Fb/%E4%B8%AD%20x;p=1?q=%E4%B8%AD+1&q=2",
                Fields = [("Host", "example"), ("X-Dup", "a"), ("X-Dup", "b")],
            }
        );

        Assert.Equal("/wsgi/echo", environ["SCRIPT_NAME"]);
        Assert.Equal("/a/b/\u00e4\u00b8\u00ad x;p=1", environ["PATH_INFO"]);
        Assert.Equal("q=%E4%B8%AD+1&q=2", environ["QUERY_STRING"]);
        Assert.Equal("a,b", environ["HTTP_X_DUP"]);
        Assert.Equal("/a/b/中 x;p=1", WsgiEnviron.TextOf((string)environ["PATH_INFO"]));
    }

    [Fact]
    public void RequiredKeys_AreThere_WithTheirTypes()
    {
        var environ = Build(Request);
        Assert.All(
            [
                "REQUEST_METHOD",
                "SCRIPT_NAME",
                "PATH_INFO",
                "QUERY_STRING",
                "SERVER_NAME",
                "SERVER_PORT",
                "SERVER_PROTOCOL",
                "wsgi.url_scheme",
            ],
            key => Assert.IsType<string>(environ[key])
        );
        Assert.Equal((1, 0), environ["wsgi.version"]);
        Assert.IsType<WsgiInput>(environ["wsgi.input"]);
        Assert.IsType<TextWriter>(environ["wsgi.errors"], exactMatch: false);
        Assert.All(
            ["wsgi.multithread", "wsgi.multiprocess", "wsgi.run_once"],
            key => Assert.IsType<bool>(environ[key])
        );
        Assert.DoesNotContain("CONTENT_LENGTH", environ.Keys);
    }

    [Fact]
    public void Fields_AreJoined_AndDangerousOnesDropped()
    {
        var environ = Build(
            Request with
            {
                ContentLength = 3,
                Fields =
                [
                    ("Cookie", "a=1"),
                    ("Cookie", "b=2"),
                    ("X_Real_IP", "6.6.6.6"),
                    ("Proxy", "http://evil"),
                    ("Content-Type", "text/plain"),
                    ("Content-Length", "3"),
                    ("X-Name", "café"),
                ],
            }
        );

        Assert.Equal("a=1; b=2", environ["HTTP_COOKIE"]);
        Assert.Equal("text/plain", environ["CONTENT_TYPE"]);
        Assert.Equal("3", environ["CONTENT_LENGTH"]);
        Assert.Equal("caf\u00c3\u00a9", environ["HTTP_X_NAME"]);
        Assert.All(
            ["HTTP_X_REAL_IP", "HTTP_PROXY", "HTTP_CONTENT_TYPE", "HTTP_CONTENT_LENGTH"],
            key => Assert.DoesNotContain(key, environ.Keys)
        );
    }

    [Fact]
    public void SitesOwnSecrets_AreMasked_AtTheSameLength()
    {
        var environ = Build(
            Request with
            {
                Fields = [("Cookie", "lw-session=secret; session=visible"), ("Authorization", "Bearer abc.def")],
            }
        );

        Assert.Equal("lw-session=******; session=visible", environ["HTTP_COOKIE"]);
        Assert.Equal("Bearer *******", environ["HTTP_AUTHORIZATION"]);
    }

    [Theory(DisplayName = "Another spelling of the prefix: the path as the router saw it")]
    [InlineData("/%77sgi/echo/a", "/a")]
    [InlineData("/x/../wsgi/echo/a", "/a")]
    [InlineData("/WSGI/echo/a", "/a")]
    [InlineData("/wsgi/echoes/a", "/a")]
    [InlineData("/wsgi/echo", "")]
    [InlineData("/wsgi/echo/%zz%4", "/%zz%4")]
    [InlineData("/wsgi/echo/%ff", "/\u00ff")]
    public void Path_IsThatOfTheRawTarget_WhereItNamesThePrefix(string target, string path) =>
        Assert.Equal(path, Build(Request with { Target = target, NormalisedPath = "/a" })["PATH_INFO"]);

    [Fact]
    public void AnyPath_ComesBackFromItsBytes() =>
        FsCheck.Check.QuickThrowOnFailure(
            Prop.ForAll<string>(text =>
            {
                var clean = new System.Text.UTF8Encoding().GetString(System.Text.Encoding.UTF8.GetBytes(text ?? ""));
                var path = WsgiEnviron.Decode(Uri.EscapeDataString(clean));
                return path.All(c => c <= '\xff') && WsgiEnviron.TextOf(path) == clean;
            })
        );

    [Fact]
    public void Input_NeverReadsPastTheBody()
    {
        var input = new WsgiInput("a\nbc\nd"u8.ToArray());
        Assert.Equal("a\n"u8.ToArray(), input.ReadLine());
        Assert.Equal("b"u8.ToArray(), input.ReadLine(1));
        Assert.Equal("c\n"u8.ToArray(), input.Read(2));
        Assert.Equal("d"u8.ToArray(), input.Read(100));
        Assert.Empty(input.Read());
        Assert.Empty(input.Read(1));
        Assert.Empty(input.ReadLine());
        Assert.Empty(input.ReadLines());
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void ReadingPastTheBody_BreaksARule_WhereItsLengthWasSaid(bool hasLength, int broken)
    {
        var recorder = new WsgiRecorder();
        Assert.Equal("ab"u8.ToArray(), new WsgiInput("ab"u8.ToArray(), recorder, hasLength).Read(100));
        Assert.Equal(broken, recorder.Events.Count(step => step.Kind == WsgiEventKind.Broken));
    }

    [Fact]
    public void Input_IsReadByLines()
    {
        Assert.Equal(["a\n"u8.ToArray(), "bc"u8.ToArray()], new WsgiInput("a\nbc"u8.ToArray()).ReadLines());
        Assert.Equal(["a\n"u8.ToArray()], new WsgiInput("a\nbc"u8.ToArray()).ReadLines(1));
        Assert.Equal(["a\n"u8.ToArray(), "bc"u8.ToArray()], new WsgiInput("a\nbc"u8.ToArray()).ToList());
    }

    [Theory(DisplayName = "An application's cookies keep to it")]
    [InlineData("a=1", "a=1; Path=/wsgi/flask")]
    [InlineData("a=1; Path=/; HttpOnly", "a=1; HttpOnly; Path=/wsgi/flask")]
    [InlineData("a=1; path=/wsgi/flask/sub", "a=1; Path=/wsgi/flask/sub")]
    [InlineData("a=1; Path=/wsgi/flasks", "a=1; Path=/wsgi/flask")]
    [InlineData("a=1; Domain=example.org; Secure", "a=1; Secure; Path=/wsgi/flask")]
    [InlineData("lw-session=x", null)]
    [InlineData("__Host-lw-session=x; Secure", null)]
    public void Cookie_IsConfined(string sent, string? kept) =>
        Assert.Equal(kept, CookieScope.Confine(sent, "/wsgi/flask"));

    private static Dictionary<string, object> Build(WsgiRequest request) =>
        WsgiEnviron.Build(request, new WsgiInput(request.Body), TextWriter.Null, WsgiConcurrency.InProcess);
}
