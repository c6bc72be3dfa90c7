using System.Text.Json;
using LearnWeb.Models;
using LearnWeb.Tests.Integration.Content;
using Xunit;
using static LearnWeb.Tests.Integration.WsgiLab.WsgiLabCalls;

namespace LearnWeb.Tests.Integration.WsgiLab;

/// <summary>The trace of a call in C# beside Python's.</summary>
public sealed class WsgiPythonTests(WsgiSite site) : IClassFixture<WsgiSite>
{
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
}
