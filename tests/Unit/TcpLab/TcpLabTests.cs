using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using LearnWeb.Models.TcpLab;
using LearnWeb.Tests.Unit.Pages;
using Microsoft.AspNetCore.Hosting;
using Xunit;

namespace LearnWeb.Tests.Unit.TcpLab;

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
            page.QuerySelectorAll(".lab-do > .presets a").Select(link => link.GetAttribute("href")!.Split('=')[1]));
        Assert.Equal("true", page.QuerySelector(".lab-do > .presets li:last-child a")!.GetAttribute("aria-current"));
        var more = page.QuerySelector("details.more-presets")!;
        Assert.False(more.HasAttribute("open"));
        Assert.Contains($"{TcpPreset.All.Count - 3} more", more.QuerySelector("summary")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Lost and duplicated", more.QuerySelector("summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(TcpPreset.All.Count - 3, more.QuerySelectorAll("a.preset").Length);
    }

    [Fact]
    public async Task Table_SaysOfTheServerWhatTheLadderSays()
    {
        var page = await site.PageAsync("/en/labs/tcp");
        Assert.Equal(["LISTEN", "ESTABLISHED"], page.QuerySelectorAll(".step-table td.actor-server").Take(2).Select(cell => cell.TextContent));
    }

    [Fact]
    public async Task Trace_HasTheMembersThatWerePromised()
    {
        await LiveWire.FindAsync();
        using var trace = await JsonAsync("?preset=handshake");

        var connect = trace.RootElement.GetProperty("steps")[1];
        Assert.Equal("connect", connect.GetProperty("step").GetString());
        Assert.Equal("ok", connect.GetProperty("result").GetString());
        var (syn, synAck, ack) = (connect.GetProperty("segments")[0], connect.GetProperty("segments")[1], connect.GetProperty("segments")[2]);
        Assert.Equal(["SYN"], Flags(syn));
        Assert.Equal(["SYN", "ACK"], Flags(synAck));
        Assert.Equal(["ACK"], Flags(ack));
        Assert.Equal(["client", "server", "client"], new[] { syn, synAck, ack }.Select(segment => segment.GetProperty("direction").GetString()));
        Assert.Equal(unchecked(syn.GetProperty("seq").GetUInt32() + 1), synAck.GetProperty("ack").GetUInt32());
        Assert.Equal(unchecked(synAck.GetProperty("seq").GetUInt32() + 1), ack.GetProperty("ack").GetUInt32());
        Assert.Equal((0x45, 6), (syn.GetProperty("bytes").GetBytesFromBase64()[0], syn.GetProperty("bytes").GetBytesFromBase64()[9]));
        Assert.Equal("ESTABLISHED", connect.GetProperty("client").GetProperty("state").GetString());
        Assert.Equal("LISTEN", connect.GetProperty("server").GetProperty("listener").GetString());
        Assert.Equal(1, connect.GetProperty("server").GetProperty("queue").GetInt32());
        Assert.False(trace.RootElement.GetProperty("recorded").GetBoolean());
    }

    [Fact]
    public async Task ScriptInTheAddress_IsRun_AndItsGoalsAreTicked()
    {
        await LiveWire.FindAsync();
        using var response = await site.GetAsync("/en/labs/tcp?script=listen(1)%0D%0Alose(SYN,1)%0D%0Aconnect", ("Accept", "text/html"), ("Cookie", "lw-visitor=AAAAAAAAAAAAAAAAAAAAAA"));
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
        Assert.Equal(("true", "script-help script-error"), (editor.GetAttribute("aria-invalid"), editor.GetAttribute("aria-describedby")));
        Assert.NotNull(page.QuerySelector(page.QuerySelector("#script-error a")!.GetAttribute("href") + "[open] table"));
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
        Assert.EndsWith($"/en/labs/tcp{told}'", page.QuerySelector(".for-programs code")!.TextContent, StringComparison.Ordinal);
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
        Assert.Equal(isSaid, page.QuerySelector(".ladder-card")!.TextContent.Contains("those of the newest", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RoundTripThatWasNeverMeasured_IsNotZero()
    {
        var page = await site.PageAsync("/en/labs/tcp?preset=timed-out");
        Assert.Contains("Client RTT not measured yet", page.QuerySelector(".step-table")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("RTT 0 ms", page.QuerySelector(".step-table")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NobodyIsRefused_ForAUserAgentOrAMissingCookie()
    {
        using var response = await site.GetAsync("/en/labs/tcp?preset=refused", ("User-Agent", "curl/8.0"), ("Accept", "application/json"));
        Assert.True(response.StatusCode is HttpStatusCode.OK);
    }

    [Fact]
    public async Task Robots_AreAskedToRunNothing()
    {
        using var response = await site.GetAsync("/robots.txt");
        Assert.Contains("Disallow: /*/labs/tcp?\n", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static string[] Flags(JsonElement segment) => [.. segment.GetProperty("flags").EnumerateArray().Select(flag => flag.GetString()!)];

    private async Task<JsonDocument> JsonAsync(string query)
    {
        using var response = await site.GetAsync($"/en/labs/tcp{query}", ("Accept", "application/json"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync());
    }
}

/// <summary>Where nothing can be run.</summary>
public sealed class TcpLabWithoutWireTests(SiteWithoutWire site) : IClassFixture<SiteWithoutWire>
{
    public static TheoryData<string> Presets { get; } = [.. TcpPreset.All.Select(preset => preset.Id)];

    [Theory]
    [MemberData(nameof(Presets))]
    public async Task Preset_IsShownAsItWasRecorded_AndSaidToBe(string id)
    {
        var page = await site.PageAsync($"/en/labs/tcp?preset={id}");

        Assert.Contains("Labs:Tcp:Live", page.QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Recorded on 20", page.QuerySelector(".ladder-card")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("svg.machine"));
        Assert.NotEmpty(page.QuerySelectorAll(".segment table"));
    }

    [Fact]
    public async Task NextPreset_LeadsThroughAllOfThem()
    {
        foreach (var (preset, next) in TcpPreset.All.Zip([.. TcpPreset.All.Skip(1), null]))
        {
            var page = await site.PageAsync($"/en/labs/tcp?preset={preset!.Id}");
            Assert.Equal(next is null ? null : $"/en/labs/tcp?preset={next.Id}", page.QuerySelector(".preset-next[rel=nofollow]")?.GetAttribute("href"));
        }
    }

    [Fact]
    public async Task AcknowledgmentNumber_IsExplained_AlsoWhereItAnswersAnOldSyn()
    {
        var page = await site.PageAsync("/en/labs/tcp?preset=old-duplicate-syn");
        var synAcks = page.QuerySelectorAll("details.segment").Where(segment => segment.QuerySelector(".flags")!.TextContent == "SYN ACK")
            .Select(segment => segment.QuerySelector(".header-rows tr:nth-child(3)")!.TextContent).ToList();

        Assert.Equal(3, synAcks.Count);
        Assert.Matches("= the old SYN's seq [0-9]+ \\+ 1", synAcks[0]);
        Assert.All(synAcks.Skip(1), synAck => Assert.Matches("= the other's seq [0-9]+ \\+ 1", synAck));
    }

    [Theory]
    [InlineData("accept-queue", 6)]
    [InlineData("forged", 1)]
    public async Task DroppedSegments_AreCountedApartFromLostOnes(string preset, int count)
    {
        var page = await site.PageAsync($"/en/labs/tcp?preset={preset}");
        Assert.Contains("0 lost", page.QuerySelector(".ladder-head")!.TextContent, StringComparison.Ordinal);
        Assert.Contains($"; {count} dropped by the kernel on arrival", page.QuerySelector(".ladder-head")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServerThatStoresNothing_LeavesTheFigure_AndThePageSaysWhy()
    {
        var page = await site.PageAsync("/en/labs/tcp?preset=cookie-options");
        Assert.Matches("Not in the figure: Server LISTEN → ESTABLISHED .*a SYN cookie, which has no SYN-RECEIVED", page.QuerySelector(".tcp-see")!.TextContent);
    }

    [Fact]
    public async Task Counters_AreTheClientsOrTheServers()
    {
        var page = await site.PageAsync("/en/labs/tcp?preset=lost-syn-ack");
        var counters = page.QuerySelectorAll(".step-table td:last-child .book-line").Select(line => line.TextContent).ToList();
        Assert.Contains("Client TCPTimeouts +1", counters);
        Assert.Contains("Server TCPPureAcks +1", counters);
    }

    [Theory]
    [InlineData("en", "(?<ticks>[0-9]+) ticks in (?<ms>[0-9.]+) milliseconds, [0-9.]+ nanoseconds")]
    [InlineData("zh", "(?<ms>[0-9.]+) 毫秒里走了 (?<ticks>[0-9]+) 格，每格 [0-9.]+ 纳秒")]
    public async Task Plot_TellsHowFastTheClockTicks(string language, string sentence)
    {
        var page = await site.PageAsync($"/{language}/labs/tcp?preset=isn");
        var told = Regex.Match(page.QuerySelector(".isn-plot")!.Closest(".card")!.TextContent, sentence, RegexOptions.None, TimeSpan.FromSeconds(1)).Groups;

        Assert.Equal(64, double.Parse(told["ms"].Value, CultureInfo.InvariantCulture) * 1_000_000 / double.Parse(told["ticks"].Value, CultureInfo.InvariantCulture), 1.0);
    }

    [Fact]
    public async Task NoIdentifier_IsThereTwice()
    {
        var page = await site.PageAsync("/en/labs/tcp?preset=isn");
        Assert.Empty(page.QuerySelectorAll("[id]").GroupBy(element => element.Id).Where(group => group.Count() > 1).Select(group => group.Key));
    }

    [Fact]
    public async Task OwnScript_IsNotRun_AndSaysWhy()
    {
        using var response = await site.GetAsync("/zh/labs/tcp?script=connect%3Bwait(5)");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Null(response.Headers.RetryAfter); // later it will be no different
        var page = await site.PageAsync("/zh/labs/tcp?script=connect%3Bwait(5)");
        Assert.Contains("这里不能现场运行", page.QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("wait(5)", page.QuerySelector("textarea")!.TextContent, StringComparison.Ordinal);
    }
}

/// <summary>The site with the wire switched off.</summary>
public sealed class SiteWithoutWire : Site
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Labs:Tcp:Live", "false");
        builder.UseSetting("Limits:ExperimentsPerMinute", "6000");
    }
}

/// <summary>The connection a page came over, for which there must be one.</summary>
public sealed class OwnConnectionTests(RealSite site) : IClassFixture<RealSite>
{
    [Fact]
    public async Task LongestText_OfAnyLetters_IsAnswered_NotCutOffByTheServer()
    {
        var script = Uri.EscapeDataString(new string('连', TcpScript.MostCharacters));
        var answer = await site.TalkAsync($"GET /zh/labs/tcp?script={script}&ticket=0123456789abcdef HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("id=\"script-error\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_TellsItsOwnConnection()
    {
        var answer = await site.TalkAsync("GET /en/labs/tcp HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nConnection: close\r\n\r\n");

        Assert.Contains($"\"local\": \"127.0.0.1:{site.Port}\"", answer, StringComparison.Ordinal);
        Assert.Contains("\"isProxys\": false", answer, StringComparison.Ordinal);
        Assert.True(!OperatingSystem.IsLinux() || answer.Contains("\"state\": \"ESTABLISHED\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_BehindAProxy_SaysWhoseConnectionItIs()
    {
        var answer = await site.TalkAsync("GET /en/labs/tcp HTTP/1.1\r\nHost: localhost\r\nVia: 1.1 proxy\r\nConnection: close\r\n\r\n");
        Assert.Contains("between the proxy and the server", answer, StringComparison.Ordinal);
    }
}

/// <summary>Where only one experiment runs at a time.</summary>
public sealed class TcpLabLineTests(SiteWithOneWire site) : IClassFixture<SiteWithOneWire>
{
    [Fact]
    public async Task WhoComesWhileOthersRun_IsToldThePlace_AndKeepsIt()
    {
        await LiveWire.FindAsync();
        var running = site.GetAsync("/en/labs/tcp?script=wait(4000)", ("Accept", "application/json"));
        await Task.Delay(1000, TestContext.Current.CancellationToken);

        using var waiting = await site.GetAsync("/en/labs/tcp?preset=refused");
        var refresh = Assert.Single(waiting.Headers.GetValues("Refresh"));
        Assert.Equal(HttpStatusCode.Accepted, waiting.StatusCode);
        Assert.Contains("you are number 1 in the line", await waiting.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Matches(@"^1; url=/en/labs/tcp\?script=connect&ticket=[0-9a-f]{16}$", refresh);

        using var first = await running;
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        using var second = await site.GetAsync(refresh["1; url=".Length..]);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
    }

    [Fact]
    public async Task Programs_WaitForTheirTurn()
    {
        await LiveWire.FindAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => site.GetAsync("/en/labs/tcp?script=wait(200)", ("Accept", "application/json"))));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
    }
}

/// <summary>The site with room for one experiment.</summary>
public sealed class SiteWithOneWire : Site
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Limits:WiresAtOnce", "1");
    }
}
