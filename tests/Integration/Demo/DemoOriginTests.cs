using System.Net;
using System.Net.Security;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using LearnWeb.Hosting;
using Xunit;

namespace LearnWeb.Tests.Integration.Demo;

public sealed class DemoOriginTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connection_IsRecordedByteForByte()
    {
        await using var origin = new DemoOrigin("shop.example", "a");
        await origin.StartAsync(Cancellation);
        const string Request =
            "GET /items?q=tea HTTP/1.1\r\nHost: shop.example\r\nX-Odd:  two \r\nConnection: close\r\n\r\n";

        var answer = await SendAsync(origin.Address, Request);

        var connection = Assert.Single(origin.Connections);
        Assert.Equal(Request, Encoding.Latin1.GetString(connection.Received.ToArray()));
        Assert.Equal(answer, Encoding.Latin1.GetString(connection.Sent.ToArray()));
        Assert.Contains("X-Instance: a\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sessions_AreOfOneInstance_AndLostWhenItStops()
    {
        await using var origin = new DemoOrigin("shop.example", "a");
        await origin.StartAsync(Cancellation);
        using var client = new HttpClient { BaseAddress = new Uri($"http://{origin.Address}") };

        Assert.Equal("visits: 1\n", await client.GetStringAsync("/session", Cancellation));
        Assert.Equal("visits: 2\n", await client.GetStringAsync("/session", Cancellation));

        var port = origin.Address.Port;
        await origin.StopAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("/session", Cancellation));

        await origin.StartAsync(Cancellation);
        Assert.Equal(port, origin.Address.Port);
        Assert.Equal("visits: 1\n", await client.GetStringAsync("/session", Cancellation));
    }

    [Theory]
    [InlineData("/fail", HttpStatusCode.InternalServerError)]
    [InlineData("/nothing", HttpStatusCode.NotFound)]
    [InlineData("/upgrade", HttpStatusCode.UpgradeRequired)]
    [InlineData("/slow?ms=1", HttpStatusCode.OK)]
    public async Task Page_AnswersWithItsStatus(string path, HttpStatusCode status)
    {
        await using var origin = new DemoOrigin("shop.example", "a");
        await origin.StartAsync(Cancellation);
        using var client = new HttpClient { BaseAddress = new Uri($"http://{origin.Address}") };

        using var response = await client.GetAsync(path, Cancellation);

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task BigPage_IsAsBigAsAsked_WithinItsBound()
    {
        await using var origin = new DemoOrigin("shop.example", "a");
        await origin.StartAsync(Cancellation);
        using var client = new HttpClient { BaseAddress = new Uri($"http://{origin.Address}") };

        Assert.Equal(5000, (await client.GetStringAsync("/big?bytes=5000", Cancellation)).Length);
        Assert.Equal(1024 * 1024, (await client.GetStringAsync("/big?bytes=999999999", Cancellation)).Length);
    }

    [Fact]
    public async Task CacheablePage_IsNotSentAgainToWhoHasIt()
    {
        await using var origin = new DemoOrigin("shop.example", "a");
        await origin.StartAsync(Cancellation);
        using var client = new HttpClient { BaseAddress = new Uri($"http://{origin.Address}") };
        using var first = await client.GetAsync("/cacheable", Cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/cacheable");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await client.SendAsync(request, Cancellation);

        Assert.Equal(TimeSpan.FromMinutes(1), first.Headers.CacheControl!.MaxAge);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task WebSocket_SendsBackWhatItIsSent()
    {
        await using var origin = new DemoOrigin("shop.example", "a");
        await origin.StartAsync(Cancellation);
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://{origin.Address}/upgrade"), Cancellation);

        await socket.SendAsync("tea"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, Cancellation);

        var buffer = new byte[16];
        var result = await socket.ReceiveAsync(buffer, Cancellation);
        Assert.Equal("tea", Encoding.UTF8.GetString(buffer, 0, result.Count));
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Cancellation);
    }

    [Fact]
    public async Task SecureOrigin_IsTrustedByWhoTrustsItsAuthority_AndByNobodyElse()
    {
        using var authority = new DemoAuthority("Demo CA");
        using var certificate = authority.Issue("bank.example");
        await using var origin = new DemoOrigin("bank.example", "d", certificate);
        await origin.StartAsync(Cancellation);

        using var trusting = ClientOf(origin, authority.Root);
        Assert.Equal(
            "Hello from instance d.\n",
            await trusting.GetStringAsync(new Uri("https://bank.example/"), Cancellation)
        );
        using var stranger = ClientOf(origin, null);
        await Assert.ThrowsAsync<HttpRequestException>(() =>
            stranger.GetStringAsync(new Uri("https://bank.example/"), Cancellation)
        );
        Assert.StartsWith(
            "GET / HTTP/1.1\r\nHost: bank.example\r\n",
            Encoding.ASCII.GetString(origin.Connections[0].Received.ToArray()),
            StringComparison.Ordinal
        );
    }

    private static HttpClient ClientOf(DemoOrigin origin, X509Certificate2? root)
    {
        var trust = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck };
        if (root is not null)
        {
            trust.TrustMode = X509ChainTrustMode.CustomRootTrust;
            trust.CustomTrustStore.Add(root);
        }

        return new HttpClient(
            new SocketsHttpHandler
            {
                SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = trust },
                ConnectCallback = async (_, cancellation) =>
                {
                    var client = new System.Net.Sockets.TcpClient();
                    await client.ConnectAsync(origin.Address, cancellation);
                    return client.GetStream();
                },
            }
        );
    }

    private static async Task<string> SendAsync(IPEndPoint server, string request)
    {
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(server, Cancellation);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request), Cancellation);
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
        return await reader.ReadToEndAsync(Cancellation);
    }
}
