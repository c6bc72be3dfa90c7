using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using LearnWeb.Http;
using LearnWeb.Models.HttpLab;
using LearnWeb.Models.Labs;
using Xunit;

namespace LearnWeb.Tests.Integration.HttpLab;

public sealed class HttpLabTests(Site site) : IClassFixture<Site>
{
    public static TheoryData<string> Presets { get; } = [.. HttpPreset.All.Select(preset => preset.Id)];

    [Theory]
    [MemberData(nameof(Presets))]
    public async Task Preset_IsAnsweredAsItSays(string id)
    {
        var preset = HttpPreset.All.Find(id)!;

        using var trace = await SendAsync(("request", preset.Text), ("bareLf", preset.BareLf ? "true" : "false"));

        Assert.Equal(preset.Statuses, StatusesOf(trace));
        Assert.NotEqual("timedOut", trace.RootElement.GetProperty("ending").GetString());
    }

    [Fact]
    public void ThreePresets_AreMustDo() => Assert.Equal(3, HttpPreset.All.Count(preset => preset.IsMustDo));

    [Fact]
    public async Task Bytes_AreSentExactlyAsGiven()
    {
        byte[] request = [.. "GET /hello HTTP/1.1\r\nhOsT:\t demo\r\nX-Bytes: \xC3\xA9\r\n\r\n"u8];

        using var trace = await SendAsync(("requestBase64", Convert.ToBase64String(request)));

        var exchange = Assert.Single(trace.RootElement.GetProperty("exchanges").EnumerateArray().ToList());
        Assert.Equal(request, exchange.GetProperty("request").GetProperty("base64").GetBytesFromBase64());
        Assert.StartsWith(
            "HTTP/1.1 200 OK\r\n",
            Encoding.UTF8.GetString(exchange.GetProperty("response").GetProperty("base64").GetBytesFromBase64()),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task PipelinedResponses_ArePairedWithTheirRequests()
    {
        using var trace = await SendAsync(("request", HttpPreset.All.Find("pipelining")!.Text));

        var exchanges = trace.RootElement.GetProperty("exchanges").EnumerateArray().ToList();
        Assert.Equal(3, exchanges.Count);
        AssertEach.Of(
            exchanges,
            exchange =>
                Assert.StartsWith(
                    "HTTP/1.1 200",
                    Encoding.UTF8.GetString(
                        exchange.GetProperty("response").GetProperty("base64").GetBytesFromBase64()
                    ),
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public async Task TransferEncodingWins_AndTheConnectionCloses()
    {
        using var trace = await SendAsync(("request", HttpPreset.All.Find("cl-te")!.Text));
        Assert.Equal("closedByServer", trace.RootElement.GetProperty("ending").GetString());
    }

    [Fact]
    public async Task UnfinishedRequest_IsSaidToBeWaitedFor()
    {
        using var trace = await SendAsync(("request", "POST /echo HTTP/1.1\nHost: x\nContent-Length: 10\n\nhalf"));
        Assert.Equal("timedOut", trace.RootElement.GetProperty("ending").GetString());
    }

    [Theory(DisplayName = "An input that is not sent is shown again with a reason")]
    [InlineData("request", "", "empty")]
    [InlineData("requestBase64", "***", "notBase64")]
    public async Task BadInput_IsRefused(string field, string value, string error)
    {
        using var response = await PostAsync((field, value));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(error, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public void Bounds_AreThoseOfTheLab()
    {
        Assert.Equal(
            RawInputError.TooLong,
            RawInput.OfText(new string('a', RawInput.MostBytes + 1), bareLf: false).Error
        );
        var many = string.Concat(Enumerable.Repeat("GET / HTTP/1.1\nHost: x\n\n", RawInput.MostRequests + 1));
        Assert.Equal(RawInputError.TooManyRequests, RawInput.OfText(many, bareLf: false).Error);
    }

    [Theory(DisplayName = "Nothing but the lab's own server is ever contacted")]
    [InlineData("GET http://127.0.0.1:{0}/ HTTP/1.1\nHost: 127.0.0.1:{0}\n\n")]
    [InlineData("GET / HTTP/1.1\nHost: 127.0.0.1:{0}\n\n")]
    [InlineData("CONNECT 127.0.0.1:{0} HTTP/1.1\nHost: 127.0.0.1:{0}\n\n")]
    [InlineData("GET / HTTP/1.1\nHost: x\nX-Forwarded-Host: 127.0.0.1:{0}\nForwarded: host=127.0.0.1:{0}\n\n")]
    [InlineData("POST /redirect/307 HTTP/1.1\nHost: 127.0.0.1:{0}\nContent-Length: 0\n\n")]
    public async Task OtherServers_AreNeverContacted(string request)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        using var trace = await SendAsync(
            ("request", string.Format(System.Globalization.CultureInfo.InvariantCulture, request, port))
        );

        Assert.False(other.Pending());
    }

    [Theory(DisplayName = "The rest of the site is out of reach")]
    [InlineData("/en")]
    [InlineData("/zh/labs/http")]
    [InlineData("/goals")]
    [InlineData("/bin/../goals")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/wire/AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/healthz")]
    [InlineData("/api/me")]
    [InlineData("/hello/../en")]
    public async Task SitePage_IsNotServedThere(string path)
    {
        using var trace = await SendAsync(("request", $"GET {path} HTTP/1.1\nHost: x\n\n"));
        Assert.Equal([404], StatusesOf(trace));
    }

    [Fact]
    public async Task EchoEndpoints_AreServedThere()
    {
        using var trace = await SendAsync(("request", "GET /bin/get?a=1 HTTP/1.1\nHost: x\n\n"));
        Assert.Equal([200], StatusesOf(trace));
    }

    [Fact]
    public async Task Answer_IsShownAsText_WhateverItHolds()
    {
        using var response = await PostHtmlAsync(
            ("request", "POST /echo HTTP/1.1\nHost: x\nContent-Length: 25\n\n<script>alert(1)</script>")
        );
        var page = await response.Content.ReadAsStringAsync();
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)", page, StringComparison.Ordinal);
    }

    private static List<int> StatusesOf(JsonDocument trace) =>
        [
            .. trace
                .RootElement.GetProperty("exchanges")
                .EnumerateArray()
                .Select(exchange => new RawExchange(
                    new(exchange.GetProperty("request").GetProperty("base64").GetBytesFromBase64()),
                    new(exchange.GetProperty("response").GetProperty("base64").GetBytesFromBase64())
                ))
                .SelectMany(HttpGoals.StatusesOf),
        ];

    private async Task<JsonDocument> SendAsync(params (string, string)[] fields)
    {
        using var response = await PostAsync(fields);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text);
    }

    private Task<HttpResponseMessage> PostAsync(params (string, string)[] fields) =>
        PostAsync("application/json", fields);

    private Task<HttpResponseMessage> PostHtmlAsync(params (string, string)[] fields) => PostAsync("text/html", fields);

    private async Task<HttpResponseMessage> PostAsync(string accept, (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(
            fields.Select(field => KeyValuePair.Create(field.Name, field.Value))
        );
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/en/labs/http", UriKind.Relative))
        {
            Content = content,
        };
        request.Headers.Add("Accept", accept);
        return await site.Browser.SendAsync(request);
    }
}
