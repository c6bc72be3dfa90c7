using System.Net;
using System.Text.Json;
using LearnWeb.Models.TcpLab;
using Xunit;

namespace LearnWeb.Tests.Integration.TcpLab;

/// <summary>The lab's page and its JSON.</summary>
public sealed class TcpLabTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Page_ShowsTheRecordedHandshake_WithoutRunningAnything()
    {
        var page = await site.PageAsync("/zh/labs/tcp");

        Assert.NotNull(page.QuerySelector("svg.ladder"));
        Assert.Contains("录制于", page.QuerySelector(".ladder-card")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(5, page.QuerySelectorAll(".script-steps li").Length);
        Assert.Equal(TcpPreset.All.Count, page.QuerySelectorAll("a.preset[rel=nofollow]").Length);
    }

    [Fact]
    public async Task FirstRow_HasWhatMustBeDone_AndTheChosenOne_TheRestIsFolded()
    {
        var page = await site.PageAsync("/en/labs/tcp?preset=lost-syn-ack");

        Assert.Equal(
            ["handshake", "close", "time-wait", "lost-syn-ack"],
            page.QuerySelectorAll(".lab-do > .presets a").Select(link => link.GetAttribute("href")!.Split('=')[1])
        );
        Assert.Equal("true", page.QuerySelector(".lab-do > .presets li:last-child a")!.GetAttribute("aria-current"));
        var more = page.QuerySelector("details.more-presets")!;
        Assert.False(more.HasAttribute("open"));
        Assert.Contains(
            $"{TcpPreset.All.Count - 3} more",
            more.QuerySelector("summary")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.Contains("Lost and duplicated", more.QuerySelector("summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(TcpPreset.All.Count - 3, more.QuerySelectorAll("a.preset").Length);
    }

    [Fact]
    public async Task Table_SaysOfTheServerWhatTheLadderSays()
    {
        var page = await site.PageAsync("/en/labs/tcp");
        Assert.Equal(
            ["LISTEN", "ESTABLISHED"],
            page.QuerySelectorAll(".step-table td.actor-server").Take(2).Select(cell => cell.TextContent)
        );
    }

    [Fact]
    public async Task Trace_HasTheMembersThatWerePromised()
    {
        await LiveHelper.FindAsync();
        using var trace = await JsonAsync("?preset=handshake");

        var connect = trace.RootElement.GetProperty("steps")[1];
        Assert.Equal("connect", connect.GetProperty("step").GetString());
        Assert.Equal("ok", connect.GetProperty("result").GetString());
        var (syn, synAck, ack) = (
            connect.GetProperty("segments")[0],
            connect.GetProperty("segments")[1],
            connect.GetProperty("segments")[2]
        );
        Assert.Equal(["SYN"], Flags(syn));
        Assert.Equal(["SYN", "ACK"], Flags(synAck));
        Assert.Equal(["ACK"], Flags(ack));
        Assert.Equal(
            ["client", "server", "client"],
            new[] { syn, synAck, ack }.Select(segment => segment.GetProperty("direction").GetString())
        );
        Assert.Equal(unchecked(syn.GetProperty("seq").GetUInt32() + 1), synAck.GetProperty("ack").GetUInt32());
        Assert.Equal(unchecked(synAck.GetProperty("seq").GetUInt32() + 1), ack.GetProperty("ack").GetUInt32());
        Assert.Equal(
            (0x45, 6),
            (syn.GetProperty("bytes").GetBytesFromBase64()[0], syn.GetProperty("bytes").GetBytesFromBase64()[9])
        );
        Assert.Equal("ESTABLISHED", connect.GetProperty("client").GetProperty("state").GetString());
        Assert.Equal("LISTEN", connect.GetProperty("server").GetProperty("listener").GetString());
        Assert.Equal(1, connect.GetProperty("server").GetProperty("queue").GetInt32());
        Assert.False(trace.RootElement.GetProperty("recorded").GetBoolean());
    }

    [Fact]
    public async Task ScriptInTheAddress_IsRun_AndItsGoalsAreTicked()
    {
        await LiveHelper.FindAsync();
        using var response = await site.GetAsync(
            "/en/labs/tcp?script=listen(1)%0D%0Alose(SYN,1)%0D%0Aconnect",
            ("Accept", "text/html"),
            ("Cookie", "lw-visitor=AAAAAAAAAAAAAAAAAAAAAA")
        );
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        Assert.Equal("listen(1, reuse)\nlose(SYN, 1)\nconnect", page.QuerySelector("textarea")!.TextContent.Trim());
        Assert.Contains("lost: SYN", page.QuerySelector("svg.ladder")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("SYN again (+", page.QuerySelector("svg.ladder")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(3, page.QuerySelectorAll(".goal.done").Length); // handshake, loss, a script of one's own
    }

    [Theory]
    [InlineData("?preset=nope", "unknownPreset")]
    [InlineData("?preset=", "empty")]
    [InlineData("?script=", "empty")]
    [InlineData("?script=wait(3600000)", "outOfRange")]
    [InlineData("?script=send(client,-1)", "outOfRange")]
    [InlineData("?script=%3Cscript%3E", "unknownStep")]
    public async Task BadInput_IsRefused_WithTheRemedy(string query, string mistake)
    {
        using var response = await site.GetAsync($"/en/labs/tcp{query}", ("Accept", "application/json"));
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(mistake, answer.RootElement.GetProperty("error").GetProperty("mistake").GetString());
        var page = await site.PageAsync($"/en/labs/tcp{query}");
        Assert.NotEmpty(page.QuerySelector("[role=alert]")!.TextContent);
        Assert.Empty(page.QuerySelectorAll("main script"));
    }

    [Fact]
    public async Task Mistake_MarksTheEditor_AndOpensTheListOfSteps()
    {
        var page = await site.PageAsync("/en/labs/tcp?script=connect%0A%0Afly(2)");

        Assert.Contains("Line 3", page.QuerySelector("#script-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("3", page.QuerySelector(".script-form")!.GetAttribute("data-wrong"));
        var editor = page.QuerySelector("details[open] textarea[autofocus]")!;
        Assert.Equal(
            ("true", "script-help script-error"),
            (editor.GetAttribute("aria-invalid"), editor.GetAttribute("aria-describedby"))
        );
        Assert.NotNull(
            page.QuerySelector(page.QuerySelector("#script-error a")!.GetAttribute("href") + "[open] table")
        );
    }

    [Fact]
    public async Task UnknownPreset_IsNoMistakeInTheScript()
    {
        var page = await site.PageAsync("/en/labs/tcp?preset=nope");
        Assert.Null(page.QuerySelector("[aria-invalid], [autofocus]"));
    }

    [Theory]
    [InlineData("?preset=refused", "?preset=refused")]
    [InlineData("?script=accept;listen(1)", "?script=accept%0Alisten%281%2C%20reuse%29")]
    [InlineData("?script=fly'$(x)", "?script=fly%27%24%28x%29")]
    public async Task Programs_AreToldTheAddressOfThisExperiment(string query, string told)
    {
        var page = await site.PageAsync($"/en/labs/tcp{query}");
        Assert.EndsWith(
            $"/en/labs/tcp{told}'",
            page.QuerySelector(".for-programs code")!.TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Plot_StandsBeforeTheLadder_WhereItIsAskedAbout()
    {
        var page = await site.PageAsync("/en/labs/tcp?preset=isn");
        var figures = page.QuerySelectorAll(".tcp-see svg").Select(figure => figure.ClassList[0]).ToList();
        Assert.Equal("isn-plot", figures[0]);
        Assert.Single(figures, "isn-plot");
    }

    [Theory]
    [InlineData("?preset=refused")]
    [InlineData("?script=connect%0Aaccept")]
    public async Task OtherLanguage_ShowsTheSameExperiment(string query)
    {
        var page = await site.PageAsync($"/en/labs/tcp{query}");
        Assert.Equal($"/zh/labs/tcp{query}", page.QuerySelector(".site-switches a[hreflang]")!.GetAttribute("href"));
    }

    [Theory]
    [InlineData("handshake", false)]
    [InlineData("accept-queue", true)]
    public async Task Ladder_SaysWhoseStatesItShows_WhereThereAreSeveralConnections(string preset, bool isSaid)
    {
        var page = await site.PageAsync($"/en/labs/tcp?preset={preset}");
        Assert.Equal(
            isSaid,
            page.QuerySelector(".ladder-card")!.TextContent.Contains("those of the newest", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task RoundTripThatWasNeverMeasured_IsNotZero()
    {
        var page = await site.PageAsync("/en/labs/tcp?preset=timed-out");
        Assert.Contains(
            "Client RTT not measured yet",
            page.QuerySelector(".step-table")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("RTT 0 ms", page.QuerySelector(".step-table")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NobodyIsRefused_ForAUserAgentOrAMissingCookie()
    {
        using var response = await site.GetAsync(
            "/en/labs/tcp?preset=refused",
            ("User-Agent", "curl/8.0"),
            ("Accept", "application/json")
        );
        Assert.True(response.StatusCode is HttpStatusCode.OK);
    }

    [Fact]
    public async Task Robots_AreAskedToRunNothing()
    {
        using var response = await site.GetAsync("/robots.txt");
        Assert.Contains(
            "Disallow: /*/labs/tcp?\n",
            await response.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
    }

    private static string[] Flags(JsonElement segment) =>
        [.. segment.GetProperty("flags").EnumerateArray().Select(flag => flag.GetString()!)];

    private async Task<JsonDocument> JsonAsync(string query)
    {
        using var response = await site.GetAsync($"/en/labs/tcp{query}", ("Accept", "application/json"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync());
    }
}
