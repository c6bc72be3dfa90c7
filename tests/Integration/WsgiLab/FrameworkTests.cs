using System.Text;
using LearnWeb.Tests.Integration.Content;
using Xunit;

namespace LearnWeb.Tests.Integration.WsgiLab;

/// <summary>Real Flask and Django behind the gateway: what their applications do there, they do here.</summary>
public sealed class FrameworkTests
{
    /// <summary>
    /// What these do that <c>wsgiref.validate</c> refuses, and PEP 3333 does not; docs/decisions/wsgi-gateway.md lists
    /// it, too.
    /// </summary>
    private static readonly Dictionary<string, string> NotForTheValidator = new()
    {
        ["flask /nothing"] = "a 204 with a Content-Type",
        ["django /nothing"] = "the same",
        ["flask /form"] = "read() without a size, since wsgi.input_terminated says that the stream ends",
        ["flask /upload"] = "the same",
        ["flask /raw"] = "the same",
    };

    [Theory]
    [InlineData("flask")]
    [InlineData("django")]
    public async Task Framework_RoutesAndAnswers(string framework)
    {
        using var python = Start(framework, validate: true);

        var item = await python.GetAsync("/items/7");
        Assert.Equal(200, item.Head!.Code);
        Assert.Contains("\"number\":7", item.Body.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal("李雷", (await python.GetAsync("/%E5%90%8D/%E6%9D%8E%E9%9B%B7")).Body);
        Assert.Equal(404, (await python.GetAsync("/items/x")).Head!.Code);
        Assert.Equal(410, (await python.GetAsync("/gone")).Head!.Code);
        var go = await python.GetAsync("/go");
        Assert.Equal(302, go.Head!.Code);
        Assert.Contains(
            go.Head.Fields,
            field => field.Name == "Location" && field.Value.EndsWith("/wsgi/test/items/7", StringComparison.Ordinal)
        );
        Assert.Equal(500, (await python.GetAsync("/boom")).Head!.Code);
    }

    [Theory]
    [InlineData("flask")]
    [InlineData("django")]
    public async Task Framework_ReadsFormsFilesAndBodies(string framework)
    {
        using var python = Start(framework, validate: !NotForTheValidator.ContainsKey($"{framework} /form"));

        var form = await python.SendAsync(
            "POST",
            "/form",
            "a=1&b=%E4%BD%A0"u8.ToArray(),
            ("Content-Type", "application/x-www-form-urlencoded")
        );
        Assert.Contains("\"a\":\"1\"", form.Body.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains(@"\u4f60", form.Body, StringComparison.Ordinal);

        var file = Encoding.UTF8.GetBytes(
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\nContent-Type: "
                + "text/plain\r\n\r\nhello\r\n--b--\r\n"
        );
        Assert.Equal(
            "a.txt text/plain 5",
            (await python.SendAsync("POST", "/upload", file, ("Content-Type", "multipart/form-data; boundary=b"))).Body
        );

        var large = new byte[1024 * 1024];
        Assert.Equal(
            "1048576",
            (await python.SendAsync("POST", "/raw", large, ("Content-Type", "application/octet-stream"))).Body
        );
    }

    [Fact]
    public async Task Flask_ReadsAChunkedBody()
    {
        using var python = Start("flask", validate: !NotForTheValidator.ContainsKey("flask /raw"));
        Assert.Equal(
            "5",
            (
                await python.SendAsync(
                    "POST",
                    "/raw",
                    "hello"u8.ToArray(),
                    [("Transfer-Encoding", "chunked")],
                    isChunked: true
                )
            ).Body
        );
    }

    [Theory]
    [InlineData("flask")]
    [InlineData("django")]
    public async Task Framework_KeepsCookiesAndSessions(string framework)
    {
        using var python = Start(framework, validate: true);

        var first = await python.GetAsync("/count");
        Assert.Equal("1", first.Body);
        var session = first.Head!.Fields.Single(field => field.Name == "Set-Cookie").Value.Split(';')[0];
        Assert.Equal("2", (await python.SendAsync("GET", "/count", [], ("Cookie", session))).Body);
        Assert.Equal(
            "mint",
            (await python.SendAsync("GET", "/cookie", [], ("Cookie", "taste=mint"), ("Cookie", "other=1"))).Body
        );
    }

    [Theory]
    [InlineData("flask")]
    [InlineData("django")]
    public async Task Framework_StreamsBlockByBlock(string framework)
    {
        using var python = Start(framework, validate: true);
        var stream = await python.GetAsync("/stream");
        Assert.Equal("0\n1\n2\n", stream.Body);
        Assert.Equal(3, stream.Log.Count(step => step == "write 2"));
        Assert.Null(stream.Head!.ContentLength);
    }

    [Theory]
    [InlineData("flask")]
    [InlineData("django")]
    public async Task Framework_AnswersHead_AsGet_WithoutTheBody(string framework)
    {
        using var python = Start(framework, validate: true);
        var head = await python.SendAsync("HEAD", "/items/7", []);
        Assert.Equal((200, ""), (head.Head!.Code, head.Body));
        Assert.True(head.Head.ContentLength > 0);
    }

    [Theory]
    [InlineData("flask")]
    [InlineData("django")]
    public async Task Framework_AnswersNothing_WithA204(string framework)
    {
        using var python = Start(framework, validate: !NotForTheValidator.ContainsKey($"{framework} /nothing"));
        var nothing = await python.GetAsync("/nothing");
        Assert.Equal((204, (long?)null, ""), (nothing.Head!.Code, nothing.Head.ContentLength, nothing.Body));
    }

    [Fact]
    public async Task WhatIsListedForTheValidator_IsReallyRefusedByIt()
    {
        foreach (var framework in new[] { "flask", "django" })
        {
            using var python = Start(framework, validate: true);
            foreach (
                var path in NotForTheValidator
                    .Keys.Where(key => key.StartsWith(framework, StringComparison.Ordinal))
                    .Select(key => key.Split(' ')[1])
            )
            {
                var answer = await python.SendAsync(
                    path == "/nothing" ? "GET" : "POST",
                    path,
                    "a=1"u8.ToArray(),
                    ("Content-Type", "application/x-www-form-urlencoded")
                );
                Assert.True(answer.Head!.Code >= 400, $"{framework} {path} is not refused any more");
            }
        }
    }

    private static PythonUnderTest Start(string framework, bool validate)
    {
        Python.Need(framework);
        return new PythonUnderTest($"{framework}_ways.py", framework, validate);
    }
}
