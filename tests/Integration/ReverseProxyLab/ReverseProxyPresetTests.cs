using LearnWeb.Models.ReverseProxyLab;
using Xunit;

namespace LearnWeb.Tests.Integration.ReverseProxyLab;

/// <summary>What each preset shows, on the engine on which it shows it.</summary>
public sealed class ReverseProxyPresetTests
{
    [Theory]
    [InlineData(Engine.Yarp)]
    [InlineData(Engine.Nginx)]
    public async Task ForgedAddress_IsBelievedByWhoBelievesAnybody_AndByNobodyElse(Engine engine)
    {
        var trace = await LiveProxy.RunPresetAsync("spoofed-x-forwarded-for", engine);

        Assert.Equal(
            ["client: 127.0.0.1", "client: 6.6.6.6", "client: 127.1.0.1"],
            trace.Requests.Select(request => Body(request).Split('\n')[0])
        );
        Assert.All(
            trace.Requests,
            request =>
                Assert.Contains(
                    "X-Forwarded-For: 6.6.6.6, 127.1.0.1\r\n",
                    request.Hops[1].RequestText,
                    StringComparison.Ordinal
                )
        );
        Assert.Contains(ReverseProxyGoals.Spoof, ReverseProxyGoals.ReachedBy(trace));
    }

    [Theory]
    [InlineData(Engine.Yarp)]
    [InlineData(Engine.Nginx)]
    public async Task SessionInMemory_IsLostAtEachOrigin_AndASharedStoreOrATokenIsNot(Engine engine)
    {
        var trace = await LiveProxy.RunPresetAsync("session-flaps", engine);

        Assert.Equal(
            ["1", "1", "1", "1", "1", "2", "3"],
            trace.Requests.Take(7).Select(request => Body(request)[8..^1])
        );
        Assert.All(trace.Requests.Skip(7), request => Assert.Equal(200, request.Status));
        Assert.Contains(ReverseProxyGoals.Session, ReverseProxyGoals.ReachedBy(trace));
    }

    [Theory(DisplayName = "The statuses that the client of a preset gets")]
    [InlineData("session-sticky", Engine.Yarp, "200 200 200 502 200 200")]
    [InlineData("session-sticky", Engine.Nginx, "200 200 200 200 200 200")]
    [InlineData("session-keys", Engine.Yarp, "200 401 401 200 401 401")]
    [InlineData("session-keys", Engine.Nginx, "200 401 401 200 401 401")]
    [InlineData("502", Engine.Yarp, "502 502 502")]
    [InlineData("502", Engine.Nginx, "502 502 502")]
    [InlineData("503", Engine.Yarp, "503 502 502 502 503")]
    [InlineData("503", Engine.Nginx, "503 502 502 502 502")]
    [InlineData("504", Engine.Yarp, "504")]
    [InlineData("504", Engine.Nginx, "504")]
    [InlineData("active-health", Engine.Yarp, "200 200 200 200 200 200 200")]
    [InlineData("retry-of-post", Engine.Yarp, "502 502")]
    [InlineData("retry-of-post", Engine.Nginx, "200 502")]
    public async Task Preset_GivesTheClientTheseStatuses(string id, Engine engine, string expected)
    {
        var trace = await LiveProxy.RunPresetAsync(id, engine);
        Assert.Equal(expected, string.Join(' ', trace.Requests.Select(request => request.Status)));
    }

    [Fact]
    public async Task Timeout_TakesNginxThreeTimesAsLong_ForItAsksAllThree()
    {
        var (yarp, nginx) = (
            await LiveProxy.RunPresetAsync("504", Engine.Yarp),
            await LiveProxy.RunPresetAsync("504", Engine.Nginx)
        );

        Assert.Equal((2, 4), (yarp.Requests[0].Hops.Count, nginx.Requests[0].Hops.Count));
        Assert.True(nginx.Requests[0].Ms > 2 * yarp.Requests[0].Ms);
        Assert.All(nginx.Requests[0].Hops, hop => Assert.InRange(hop.Ms, 1, 5000));
    }

    [Theory]
    [InlineData(Engine.Yarp, 1)]
    [InlineData(Engine.Nginx, 0)]
    public async Task PassiveCheck_TakesAnOriginOut_AndLetsItBackIn(Engine engine, int failures)
    {
        var trace = await LiveProxy.RunPresetAsync("passive-health", engine);

        Assert.Equal(failures, trace.Requests.Count(request => request.Status == 502));
        Assert.Equal(1, trace.Requests.Count(request => request.Hops.Any(hop => hop.IsRefused)));
        Assert.Contains(trace.Requests.Skip(6), request => request.Origin == 2);
        Assert.Empty(trace.Probes);
    }

    [Fact]
    public async Task ActiveCheck_AsksBeforeAnyClientDoes()
    {
        var trace = await LiveProxy.RunPresetAsync("active-health", Engine.Yarp);

        Assert.Contains(trace.Probes, probe => probe is { Origin: 1, Status: 200 });
        Assert.DoesNotContain(trace.Requests.Take(4), request => request.Origin == 2);
        Assert.Contains(trace.Requests.Skip(4), request => request.Origin == 2);
    }

    [Fact]
    public async Task Post_IsAskedOfOneOriginOnly()
    {
        var trace = await LiveProxy.RunPresetAsync("retry-of-post", Engine.Nginx);

        Assert.Equal([3, 2], trace.Requests.Select(request => request.Hops.Count));
        Assert.Contains(ReverseProxyGoals.Retry, ReverseProxyGoals.ReachedBy(trace));
    }

    [Theory(DisplayName = "A policy, and where the requests of two clients go")]
    [InlineData("policy(address); get(A, /, 3); get(B, /, 3)", Engine.Yarp)]
    [InlineData("policy(address); get(A, /, 3); get(B, /, 3)", Engine.Nginx)]
    [InlineData("policy(sticky); get(A, /, 3); get(B, /, 3)", Engine.Yarp)]
    [InlineData("policy(sticky); get(A, /, 3); get(B, /, 3)", Engine.Nginx)]
    public async Task ClientThatIsBound_StaysWithOneOrigin(string script, Engine engine)
    {
        var trace = await LiveProxy.RunAsync(script, engine);
        Assert.All(
            trace.Requests.GroupBy(request => request.Client),
            client => Assert.Single(client.Select(request => request.Origin).Distinct())
        );
    }

    [Theory(DisplayName = "What is added, and what the origin gets")]
    [InlineData("add(forwarded)", Engine.Yarp, "Forwarded: ")]
    [InlineData("add(forwarded)", Engine.Nginx, "Forwarded: for=127.1.0.1;host=shop.example;proto=http\r\n")]
    [InlineData("add(via)", Engine.Yarp, "Via: 1.0 fred, 1.1 gw\r\n")]
    [InlineData("add(via)", Engine.Nginx, "Via: 1.0 fred, 1.1 gw\r\n")]
    [InlineData("host(keep)", Engine.Yarp, "Host: shop.example\r\n")]
    [InlineData("host(keep)", Engine.Nginx, "Host: shop.example\r\n")]
    public async Task AddedField_IsWhatTheOriginGets(string setting, Engine engine, string expected)
    {
        var trace = await LiveProxy.RunAsync($"{setting}; get(A, /who, Via: 1.0 fred)", engine);
        Assert.Contains(expected, trace.Requests[0].Hops[1].RequestText, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(Engine.Yarp, 3)]
    [InlineData(Engine.Nginx, 1)]
    public async Task EventStream_ComesInPieces_OrAtOnceWhereItIsBuffered(Engine engine, int least)
    {
        var trace = await LiveProxy.RunPresetAsync("buffered-response", engine);
        var arrivals = trace.Requests[0].Arrivals;

        Assert.True(arrivals.Count >= least);
        Assert.Equal(engine == Engine.Nginx, arrivals[0] > 300);
    }

    [Fact]
    public async Task BufferingThatIsOff_LetsNginxPassOnWhatComes()
    {
        var trace = await LiveProxy.RunAsync("buffering(off); get(A, /events)", Engine.Nginx);
        Assert.InRange(trace.Requests[0].Arrivals[0], 0, 300);
    }

    [Fact]
    public async Task Cache_AnswersByItself_WhereItMay()
    {
        var trace = await LiveProxy.RunPresetAsync("cache", Engine.Nginx);
        Assert.Equal(
            ["MISS", "HIT", "MISS", "MISS", "HIT", "MISS", "MISS", "STALE"],
            trace.Requests.Select(one => one.Hops[0].ResponseText.Split("X-Cache: ")[1].Split('\r')[0])
        );
    }

    [Theory]
    [InlineData(Engine.Yarp)]
    [InlineData(Engine.Nginx)]
    public async Task Compression_IsForWhoTakesIt_AndDoneByTheProxy(Engine engine)
    {
        var trace = await LiveProxy.RunPresetAsync("gzip", engine);
        var (plain, packed) = (trace.Requests[0].Hops, trace.Requests[1].Hops);

        Assert.DoesNotContain("Content-Encoding", plain[0].ResponseText, StringComparison.Ordinal);
        Assert.Contains("Content-Encoding: gzip\r\n", packed[0].ResponseText, StringComparison.Ordinal);
        Assert.DoesNotContain("Content-Encoding", packed[1].ResponseText, StringComparison.Ordinal);
        Assert.True(packed[0].Response.Length < packed[1].Response.Length);
    }

    [Theory]
    [InlineData(Engine.Yarp, "http://127.0.0.1:")]
    [InlineData(Engine.Nginx, "http://shop.example:")]
    public async Task Redirect_LeadsToTheBackEnd_UnlessTheProxyRewritesIt(Engine engine, string location)
    {
        var trace = await LiveProxy.RunPresetAsync("host-header", engine);
        Assert.Contains($"Location: {location}", trace.Requests[0].Hops[0].ResponseText, StringComparison.Ordinal);

        var kept = await LiveProxy.RunAsync("host(keep); get(A, /login)", engine);
        Assert.Contains(
            "Location: http://shop.example/account",
            kept.Requests[0].Hops[1].ResponseText,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(Engine.Yarp)]
    [InlineData(Engine.Nginx)]
    public async Task ContentThatIsTooLarge_IsRefusedByTheProxy(Engine engine)
    {
        var trace = await LiveProxy.RunPresetAsync("big-body", engine);

        Assert.Equal([413, 200], trace.Requests.Select(request => request.Status));
        Assert.Null(trace.Requests[0].Origin);
    }

    private static string Body(TracedRequest request) => request.Hops[0].ResponseText.Split("\r\n\r\n", 2)[1];
}
