using System.Net;
using System.Text;
using System.Text.Json;
using LearnWeb.Models.ReverseProxyLab;
using LearnWeb.Tests.Integration.Pages;
using Xunit;

namespace LearnWeb.Tests.Integration.ReverseProxyLab;

/// <summary>The lab's page and its JSON.</summary>
public sealed class ReverseProxyLabTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("zh", "录于")]
    [InlineData("en", "Recorded on")]
    public async Task Page_ShowsBothProxiesAsRecorded_WithoutRunningAnything(string language, string recorded)
    {
        var page = await site.PageAsync($"/{language}/labs/reverse-proxy");

        var engines = page.QuerySelectorAll(".proxy-engine");
        Assert.Equal(["YARP", "nginx"], engines.Select(one => one.QuerySelector("h3")!.TextContent.Split(' ')[0]));
        AssertEach.Of(engines, one => Assert.Contains(recorded, one.TextContent, StringComparison.Ordinal));
        Assert.Equal(2, page.QuerySelectorAll("figure.sequence svg").Length);
        Assert.Equal(ReverseProxyPreset.All.Count, page.QuerySelectorAll("a.preset[rel=nofollow]").Length);
    }

    [Theory]
    [InlineData("yarp")]
    [InlineData("nginx")]
    public async Task Trace_HasTheMembersThatWerePromised(string engine)
    {
        using var answer = await JsonAsync($"?preset=round-robin&engine={engine}");
        var trace = answer.RootElement;

        Assert.Equal(engine, trace.GetProperty("engine").GetString());
        Assert.False(trace.GetProperty("recorded").GetBoolean());
        Assert.Contains(
            engine == "yarp" ? "RoundRobin" : "upstream shop",
            trace.GetProperty("configuration").GetString(),
            StringComparison.Ordinal
        );
        var request = trace.GetProperty("requests")[0];
        Assert.Equal("A", request.GetProperty("client").GetString());
        Assert.Equal(200, request.GetProperty("status").GetInt32());
        Assert.InRange(request.GetProperty("ms").GetDouble(), 0, 10_000);
        var (near, far) = (request.GetProperty("hops")[0], request.GetProperty("hops")[1]);
        Assert.Equal(("A", "proxy"), (near.GetProperty("from").GetString(), near.GetProperty("to").GetString()));
        Assert.Equal(
            ("proxy", request.GetProperty("origin").GetInt32().ToString(null, null)),
            (far.GetProperty("from").GetString(), far.GetProperty("to").GetString())
        );
        Assert.StartsWith(
            "GET /who HTTP/1.1\r\nHost: shop.example\r\n",
            Text(near, "request"),
            StringComparison.Ordinal
        );
        Assert.StartsWith("GET /who HTTP/1.", Text(far, "request"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", Text(far, "response"), StringComparison.Ordinal);
        Assert.EndsWith(Text(far, "response").Split("\r\n\r\n")[1], Text(near, "response"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("yarp")]
    [InlineData("nginx")]
    public async Task RoundRobin_GivesEachOriginTheSame_WhoeverAsks(string engine)
    {
        using var answer = await JsonAsync(
            $"?script=policy(round-robin)%0Aget(A,/who,3)%0Aget(B C,/who)%0Aget(C,/who)&engine={engine}"
        );
        Assert.Equal(
            [2, 2, 2],
            answer.RootElement.GetProperty("shares").EnumerateArray().Select(one => one.GetInt32())
        );
    }

    [Theory]
    [InlineData("?preset=nope", "unknownPreset")]
    [InlineData("?preset=", "empty")]
    [InlineData("?script=", "empty")]
    [InlineData("?script=get(A,/)&engine=apache", "unknownEngine")]
    [InlineData("?script=down(9)", "outOfRange")]
    [InlineData("?script=%3Cscript%3E", "unknownStep")]
    public async Task BadInput_IsRefused_WithTheRemedy(string query, string mistake)
    {
        using var response = await site.GetAsync($"/en/labs/reverse-proxy{query}", ("Accept", "application/json"));
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(mistake, answer.RootElement.GetProperty("error").GetProperty("mistake").GetString());
        var page = await site.PageAsync($"/en/labs/reverse-proxy{query}");
        Assert.NotEmpty(page.QuerySelector("[role=alert]")!.TextContent);
        Assert.Empty(page.QuerySelectorAll("main script"));
    }

    [Fact]
    public async Task Mistake_MarksTheEditor_AndOpensTheListOfSteps()
    {
        var page = await site.PageAsync("/en/labs/reverse-proxy?script=get(A, /)%0A%0Afly(2)");

        Assert.Contains("Line 3", page.QuerySelector("#script-error")!.TextContent, StringComparison.Ordinal);
        var editor = page.QuerySelector("textarea[autofocus]")!;
        Assert.Equal(
            ("true", "script-help script-error"),
            (editor.GetAttribute("aria-invalid"), editor.GetAttribute("aria-describedby"))
        );
        Assert.NotNull(page.QuerySelector("#all-steps[open] table"));
    }

    [Fact]
    public async Task ScriptOfOnesOwn_TicksItsGoals()
    {
        using var response = await site.GetAsync(
            "/en/labs/reverse-proxy?script=policy(round-robin)%0Aget(B,/who,3)",
            ("Cookie", "lw-visitor=AAAAAAAAAAAAAAAAAAAAAB")
        );
        var page = await Site.ParseAsync(response);

        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        Assert.Equal(2, page.QuerySelectorAll(".goal.done").Length);
        Assert.Equal(3, page.QuerySelectorAll(".proxy-engine")[0].QuerySelectorAll(".proxy-request").Length);
        Assert.NotNull(page.QuerySelector(".proxy-request mark"));
    }

    private async Task<JsonDocument> JsonAsync(string query)
    {
        using var response = await site.GetAsync($"/en/labs/reverse-proxy{query}", ("Accept", "application/json"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync());
    }

    private static string Text(JsonElement hop, string message) =>
        Encoding.Latin1.GetString(hop.GetProperty(message).GetBytesFromBase64());
}
