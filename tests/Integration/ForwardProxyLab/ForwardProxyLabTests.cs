using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using LearnWeb.Hosting;
using LearnWeb.Models.ForwardProxyLab;
using LearnWeb.Tests.Integration.Pages;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LearnWeb.Tests.Integration.ForwardProxyLab;

/// <summary>The lab's page and its JSON: every preset runs for real.</summary>
public sealed class ForwardProxyLabTests(Site site) : IClassFixture<Site>
{
    public static TheoryData<string> Presets { get; } = [.. ForwardProxyPreset.All.Select(preset => preset.Id)];

    [Theory]
    [MemberData(nameof(Presets))]
    public async Task Preset_IsShown_WithItsHopsAndItsWords(string preset)
    {
        using var answer = await JsonAsync(preset);
        var numbers = answer
            .RootElement.GetProperty("hops")
            .EnumerateArray()
            .Select(hop => hop.GetProperty("number").GetInt32());
        Assert.Equal(
            Enumerable.Range(1, ForwardProxyPreset.All.Single(known => known.Id == preset).Requests.Count),
            numbers.Distinct()
        );

        foreach (var language in new[] { "zh", "en" })
        {
            var page = await site.PageAsync($"/{language}/labs/forward-proxy?preset={preset}");
            Assert.Equal(answer.RootElement.GetProperty("hops").GetArrayLength(), page.QuerySelectorAll(".hop").Length);
            Assert.NotNull(page.QuerySelector(".preset-notice"));
        }
    }

    [Theory(DisplayName = "What comes of a preset, on the last of its first hops and on the last hop")]
    [InlineData(
        "absolute-form",
        "HTTP/1.1 200 ",
        "GET /items?q=tea HTTP/1.1\r\nHost: shop.example\r\nVia: 1.1 demo-proxy\r\n"
    )]
    [InlineData("origin-form", "HTTP/1.1 200 ", "GET /items?q=tea HTTP/1.1\r\nHost: shop.example\r\n\r\n")]
    [InlineData("host", "HTTP/1.1 200 ", "GET /who HTTP/1.1\r\nHost: shop.example\r\n")]
    [InlineData(
        "continue",
        "HTTP/1.1 100 Continue\r\nVia: 1.1 demo-proxy\r\n\r\nHTTP/1.1 200 ",
        "POST /echo HTTP/1.1\r\n"
    )]
    [InlineData("trace", "HTTP/1.1 200 ", "TRACE /items HTTP/1.1\r\n")]
    [InlineData("options", "HTTP/1.1 204 ", "OPTIONS /items HTTP/1.1\r\n")]
    [InlineData("cached", "HTTP/1.1 200 ", "GET http://shop.example/cacheable HTTP/1.1\r\n")]
    [InlineData("credentials", "HTTP/1.1 200 ", "GET /items?q=tea HTTP/1.1\r\n")]
    [InlineData("other-port", "HTTP/1.1 403 ", "CONNECT bank.example:22 HTTP/1.1\r\n")]
    [InlineData("no-port", "HTTP/1.1 400 ", "CONNECT bank.example HTTP/1.1\r\n")]
    [InlineData("refused", "HTTP/1.1 403 ", "GET http://elsewhere.example/ HTTP/1.1\r\n")]
    [InlineData("bad-gateway", "HTTP/1.1 502 ", "GET http://down.example/ HTTP/1.1\r\n")]
    [InlineData("gateway-timeout", "HTTP/1.1 504 ", "GET /slow HTTP/1.1\r\n")]
    public async Task Preset_ComesOut(string preset, string response, string request)
    {
        using var answer = await JsonAsync(preset);
        var hops = answer.RootElement.GetProperty("hops").EnumerateArray().ToList();

        Assert.StartsWith(
            response,
            Text(hops.Last(hop => hop.GetProperty("from").GetString() == "client"), "response"),
            StringComparison.Ordinal
        );
        Assert.StartsWith(request, Text(hops[^1], "request"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tunnel_ShowsTheServerName_AndThenOnlyLengths()
    {
        using var answer = await JsonAsync("connect");
        var trace = answer.RootElement;

        Assert.Equal("bank.example", trace.GetProperty("sni").GetString());
        var saw = trace.GetProperty("proxySaw").EnumerateArray().ToList();
        Assert.Equal("client", saw[0].GetProperty("direction").GetString());
        Assert.StartsWith("CONNECT bank.example:443 ", Text(saw[0], "bytes"), StringComparison.Ordinal);
        Assert.Contains(saw, one => !one.GetProperty("readable").GetBoolean());
        Assert.DoesNotContain(saw, one => Text(one, "bytes").Contains("sid=4f9c27", StringComparison.Ordinal));
        Assert.EndsWith(
            "Hello from instance d.\n",
            Text(trace.GetProperty("hops")[1], "response"),
            StringComparison.Ordinal
        );
        Assert.False(trace.GetProperty("tls").GetProperty("openedByProxy").GetBoolean());
    }

    [Fact]
    public async Task OpenedTls_ShowsTheProxyAllThatIsInside_UnlessTheClientObjects()
    {
        using var opened = await JsonAsync("opened");
        using var distrusted = await JsonAsync("distrusted");

        Assert.Contains(Saw(opened), text => text.Contains("sid=4f9c27", StringComparison.Ordinal));
        Assert.Equal(3, opened.RootElement.GetProperty("hops").GetArrayLength());
        Assert.True(opened.RootElement.GetProperty("tls").GetProperty("openedByProxy").GetBoolean());
        Assert.DoesNotContain(Saw(distrusted), text => text.Contains("sid=4f9c27", StringComparison.Ordinal));
        Assert.Equal(1, distrusted.RootElement.GetProperty("hops").GetArrayLength());

        static IEnumerable<string> Saw(JsonDocument trace) =>
            trace.RootElement.GetProperty("proxySaw").EnumerateArray().Select(one => Text(one, "bytes"));
    }

    [Fact]
    public async Task Goals_AreTickedOnWhatHasHappened()
    {
        using var client = site.CreateClient();
        foreach (
            var (preset, done) in new[]
            {
                ("origin-form", 0),
                ("absolute-form", 1),
                ("connect", 2),
                ("opened", 3),
                ("credentials", 4),
                ("cached", 5),
            }
        )
        {
            using var response = await client.GetAsync(
                $"/en/labs/forward-proxy?preset={preset}",
                TestContext.Current.CancellationToken
            );
            var page = await Site.ParseAsync(response);
            Assert.Equal(done, page.QuerySelectorAll(".goal.done").Length);
        }
    }

    [Fact]
    public async Task UnknownPreset_Is400()
    {
        using var response = await site.GetAsync("/en/labs/forward-proxy?preset=%3Cscript%3E");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.NotNull((await Site.ParseAsync(response)).QuerySelector("[role=alert]"));
    }

    [Fact]
    public async Task RunningProxy_DoesNotReachTheSite()
    {
        var proxies = await site.Services.GetRequiredService<ForwardProxyDemo>().StartAsync();
        foreach (var target in proxies.Sites.Routes.Select(route => route.Address).Append(proxies.Plain.Address))
        {
            var request = Encoding.ASCII.GetBytes($"GET http://{target}/ HTTP/1.1\r\nHost: {target}\r\n\r\n");
            var trace = await new LearnWeb.Http.RawSender(proxies.Plain.Address).SendAsync(
                new(request),
                TestContext.Current.CancellationToken
            );
            Assert.StartsWith(
                "HTTP/1.1 403 ",
                Encoding.ASCII.GetString(trace.Exchanges[0].Response.Bytes.Span),
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public async Task TwoHundredRuns_LeaveNoPortBehind()
    {
        var demo = site.Services.GetRequiredService<ForwardProxyDemo>();
        var sites = (await demo.StartAsync()).Sites;
        var ports = new List<IPEndPoint>();
        for (var run = 0; run < 200; run++)
        {
            await using var proxy = await ForwardProxyServer.StartAsync(
                ForwardProxyDemo.SettingsOf(ProxyConduct.Plain, sites, TimeProvider.System),
                cancellation: TestContext.Current.CancellationToken
            );
            ports.Add(proxy.Address);
            var request = "GET http://shop.example/ HTTP/1.1\r\nHost: shop.example\r\n\r\n"u8.ToArray();
            var trace = await new LearnWeb.Http.RawSender(proxy.Address).SendAsync(
                new(request),
                TestContext.Current.CancellationToken
            );
            Assert.NotEmpty(trace.Exchanges[0].Response.Bytes.ToArray());
        }

        foreach (var port in ports.Distinct())
        {
            using var client = new TcpClient();
            await Assert.ThrowsAsync<SocketException>(() =>
                client.ConnectAsync(port, TestContext.Current.CancellationToken).AsTask()
            );
        }
    }

    private async Task<JsonDocument> JsonAsync(string preset)
    {
        using var response = await site.GetAsync(
            $"/en/labs/forward-proxy?preset={preset}",
            ("Accept", "application/json")
        );
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static string Text(JsonElement element, string name) =>
        Encoding.Latin1.GetString(element.GetProperty(name).GetBytesFromBase64());
}
