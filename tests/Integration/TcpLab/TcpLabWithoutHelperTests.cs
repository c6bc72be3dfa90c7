using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using LearnWeb.Models.TcpLab;
using Microsoft.AspNetCore.Hosting;
using Xunit;

namespace LearnWeb.Tests.Integration.TcpLab;

/// <summary>Where nothing can be run.</summary>
public sealed class TcpLabWithoutHelperTests(SiteWithoutHelper site) : IClassFixture<SiteWithoutHelper>
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
        Assert.NotEmpty(page.QuerySelectorAll(".segment .header-fields"));
    }

    [Fact]
    public async Task NextPreset_LeadsThroughAllOfThem()
    {
        foreach (var (preset, next) in TcpPreset.All.Zip([.. TcpPreset.All.Skip(1), null]))
        {
            var page = await site.PageAsync($"/en/labs/tcp?preset={preset!.Id}");
            Assert.Equal(
                next is null ? null : $"/en/labs/tcp?preset={next.Id}",
                page.QuerySelector(".preset-next[rel=nofollow]")?.GetAttribute("href")
            );
        }
    }

    [Fact]
    public async Task AcknowledgmentNumber_IsExplained_AlsoWhereItAnswersAnOldSyn()
    {
        var page = await site.PageAsync("/en/labs/tcp?preset=old-duplicate-syn");
        var synAcks = page.QuerySelectorAll("details.segment")
            .Where(segment => segment.QuerySelector(".flags")!.TextContent == "SYN ACK")
            .Select(segment => segment.QuerySelector(".header-fields > :nth-child(4)")!.TextContent)
            .ToList();

        Assert.Equal(3, synAcks.Count);
        Assert.Matches("= the old SYN's seq [0-9]+ \\+ 1", synAcks[0]);
        AssertEach.Of(synAcks.Skip(1), synAck => Assert.Matches("= the other's seq [0-9]+ \\+ 1", synAck));
    }

    [Theory]
    [InlineData("accept-queue", 6)]
    [InlineData("forged", 1)]
    public async Task DroppedSegments_AreCountedApartFromLostOnes(string preset, int count)
    {
        var page = await site.PageAsync($"/en/labs/tcp?preset={preset}");
        Assert.Contains("0 lost", page.QuerySelector(".ladder-head")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(
            $"; {count} dropped by the kernel on arrival",
            page.QuerySelector(".ladder-head")!.TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task ServerThatStoresNothing_LeavesTheFigure_AndThePageSaysWhy()
    {
        var page = await site.PageAsync("/en/labs/tcp?preset=cookie-options");
        Assert.Matches(
            "Not in the figure: Server LISTEN → ESTABLISHED .*a SYN cookie, which has no SYN-RECEIVED",
            page.QuerySelector(".tcp-see")!.TextContent
        );
    }

    [Fact]
    public async Task Counters_AreTheClientsOrTheServers()
    {
        var page = await site.PageAsync("/en/labs/tcp?preset=lost-syn-ack");
        var counters = page.QuerySelectorAll(".step-table td:last-child .book-line")
            .Select(line => line.TextContent)
            .ToList();
        Assert.Contains("Client TCPTimeouts +1", counters);
        Assert.Contains("Server TCPPureAcks +1", counters);
    }

    [Theory]
    [InlineData("en", "(?<ticks>[0-9]+) ticks in (?<ms>[0-9.]+) milliseconds, [0-9.]+ nanoseconds")]
    [InlineData("zh", "(?<ms>[0-9.]+) 毫秒里走了 (?<ticks>[0-9]+) 格，每格 [0-9.]+ 纳秒")]
    public async Task Plot_TellsHowFastTheClockTicks(string language, string sentence)
    {
        var page = await site.PageAsync($"/{language}/labs/tcp?preset=isn");
        var told = Regex
            .Match(
                page.QuerySelector(".isn-plot")!.Closest(".card")!.TextContent,
                sentence,
                RegexOptions.None,
                TimeSpan.FromSeconds(1)
            )
            .Groups;

        Assert.Equal(
            64,
            double.Parse(told["ms"].Value, CultureInfo.InvariantCulture)
                * 1_000_000
                / double.Parse(told["ticks"].Value, CultureInfo.InvariantCulture),
            1.0
        );
    }

    [Fact]
    public async Task NoIdentifier_IsThereTwice()
    {
        var page = await site.PageAsync("/en/labs/tcp?preset=isn");
        Assert.Empty(
            page.QuerySelectorAll("[id]")
                .GroupBy(element => element.Id)
                .Where(group => group.Count() > 1)
                .Select(group => group.Key)
        );
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
public sealed class SiteWithoutHelper : Site
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Labs:Tcp:Live", "false");
        builder.UseSetting("Limits:ExperimentsPerMinute", "6000");
    }
}
