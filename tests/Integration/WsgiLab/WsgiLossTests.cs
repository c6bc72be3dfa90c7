using LearnWeb.Models;
using Xunit;

namespace LearnWeb.Tests.Integration.WsgiLab;

/// <summary>What of a request neither the server nor the environ says any more.</summary>
public sealed class WsgiLossTests(WsgiSite site) : IClassFixture<WsgiSite>
{
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
}
