using System.Net;
using System.Net.Sockets;
using System.Text;
using LearnWeb.Http.HttpBin;
using Xunit;

namespace LearnWeb.Tests.Integration.Demo;

/// <summary>What the forward proxy does not do, and what it says instead.</summary>
public sealed class ForwardProxyRefusalTests
{
    private const string Host = "Host: shop.example\r\n";
    private const string Close = "Connection: close\r\n\r\n";

    [Theory(DisplayName = "What no proxy forwards")]
    [InlineData($"GET /items HTTP/1.1\r\n{Host}\r\n", 400)]
    [InlineData("GET http://shop.example/ HTTP/1.1\r\n\r\n", 400)]
    [InlineData($"GET http://shop.example/ HTTP/1.1\r\n{Host}{Host}\r\n", 400)]
    [InlineData($"GET https://bank.example/ HTTP/1.1\r\n{Host}\r\n", 400)]
    [InlineData($"GET http://shop.example/ HTTP/1.1\r\n{Host}Bad : 1\r\n\r\n", 400)]
    [InlineData(
        $"POST http://shop.example/echo HTTP/1.1\r\n{Host}Content-Length: 3\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        400
    )]
    [InlineData(
        $"POST http://shop.example/echo HTTP/1.1\r\n{Host}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        400
    )]
    [InlineData($"POST http://shop.example/echo HTTP/1.1\r\n{Host}Transfer-Encoding: chunked\r\n\r\nx\r\n\r\n", 400)]
    [InlineData($"POST http://shop.example/echo HTTP/1.1\r\n{Host}Content-Length: 2000000\r\n\r\n", 413)]
    [InlineData($"POST http://shop.example/echo HTTP/1.1\r\n{Host}Content-Length: 99999999999999999999\r\n\r\n", 400)]
    [InlineData("CONNECT bank.example HTTP/1.1\r\nHost: bank.example\r\n\r\n", 400)]
    [InlineData("CONNECT bank.example:x HTTP/1.1\r\nHost: bank.example\r\n\r\n", 400)]
    [InlineData("CONNECT http://bank.example:443 HTTP/1.1\r\nHost: bank.example\r\n\r\n", 400)]
    [InlineData("CONNECT bank.example:22 HTTP/1.1\r\nHost: bank.example:22\r\n\r\n", 403)]
    [InlineData("CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1:22\r\n\r\n", 403)]
    [InlineData("GET http://169.254.169.254/ HTTP/1.1\r\nHost: 169.254.169.254\r\n\r\n", 403)]
    [InlineData("GET http://[::ffff:127.0.0.1]/ HTTP/1.1\r\nHost: [::ffff:127.0.0.1]\r\n\r\n", 403)]
    [InlineData("\u0016\u0003\u0001 no HTTP\r\n\r\n", 400)]
    public async Task Refused_IsSaidByTheProxy_AndReachesNobody(string request, int status)
    {
        await using var stage = await ProxyStage.StartAsync();

        var answer = await stage.SendAsync(request);

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nProxy-Status: demo-proxy; error=http_request_", answer, StringComparison.Ordinal);
        var atShop = stage.Shop.Connections.SelectMany(connection => connection.Sent.ToArray());
        Assert.Empty(atShop);
        Assert.Empty(stage.Bank.Connections);
    }

    [Fact]
    public async Task HeadBeyondItsBound_IsAnswered431()
    {
        await using var stage = await ProxyStage.StartAsync();

        var answer = await stage.SendAsync($"GET http://shop.example/ HTTP/1.1\r\nX: {new string('a', 40_000)}");

        Assert.StartsWith("HTTP/1.1 431 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherPortOfThisMachine_IsNotConnectedTo()
    {
        using var site = new TcpListener(IPAddress.Loopback, 0);
        site.Start();
        await using var stage = await ProxyStage.StartAsync();
        foreach (var host in new[] { "127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "shop.example" })
        {
            var authority = $"{host}:{((IPEndPoint)site.LocalEndpoint).Port}";
            var got = await stage.SendAsync($"GET http://{authority}/ HTTP/1.1\r\nHost: {authority}\r\n{Close}");
            var tunnel = await stage.SendAsync($"CONNECT {authority} HTTP/1.1\r\nHost: {authority}\r\n\r\n");
            Assert.All([got, tunnel], answer => Assert.StartsWith("HTTP/1.1 403 ", answer, StringComparison.Ordinal));
        }

        Assert.False(site.Pending());
    }

    [Fact]
    public async Task RefusedConnect_ClosesTheConnection_AndReadsNothingMore()
    {
        await using var stage = await ProxyStage.StartAsync();

        var answer = await stage.SendAsync(
            $"CONNECT mail.example:25 HTTP/1.1\r\nHost: mail.example:25\r\n\r\n"
                + $"GET http://shop.example/ HTTP/1.1\r\n{Host}\r\n"
        );

        Assert.Single(answer.Split("HTTP/1.1 ").Skip(1));
        Assert.Contains("\r\nConnection: close\r\n", answer, StringComparison.Ordinal);
        Assert.Empty(stage.Shop.Connections);
    }

    [Fact]
    public async Task Credentials_AreAskedFor_AndAreNotPassedOn()
    {
        await using var stage = await ProxyStage.StartAsync(settings =>
            settings with
            {
                Credentials = new BasicCredentials("alice", "wonderland"),
            }
        );
        var right = Convert.ToBase64String("alice:wonderland"u8);

        var without = await stage.SendAsync($"GET http://shop.example/ HTTP/1.1\r\n{Host}{Close}");
        var wrong = await stage.SendAsync(
            $"GET http://shop.example/ HTTP/1.1\r\n{Host}Proxy-Authorization: Basic eDp5\r\n{Close}"
        );
        Assert.Empty(stage.Shop.Connections);
        var with = await stage.SendAsync(
            $"GET http://shop.example/ HTTP/1.1\r\n{Host}Authorization: Basic c2hvcA==\r\n"
                + $"Proxy-Authorization: Basic {right}\r\n{Close}"
        );
        var tunnel = await stage.SendAsync("CONNECT bank.example:443 HTTP/1.1\r\nHost: bank.example:443\r\n\r\n");

        Assert.All(
            [without, wrong, tunnel],
            answer =>
            {
                Assert.StartsWith("HTTP/1.1 407 ", answer, StringComparison.Ordinal);
                Assert.Contains("\r\nProxy-Authenticate: Basic realm=\"demo\"", answer, StringComparison.Ordinal);
            }
        );
        Assert.StartsWith("HTTP/1.1 200 ", with, StringComparison.Ordinal);
        Assert.Contains("\r\nAuthorization: Basic c2hvcA==\r\n", stage.AtShop, StringComparison.Ordinal);
        Assert.DoesNotContain("Proxy-", stage.AtShop, StringComparison.Ordinal);
        Assert.DoesNotContain(right, stage.AtShop, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OriginThatIsDown_IsA502_AndOneThatIsSilent_A504()
    {
        await using var stage = await ProxyStage.StartAsync(settings =>
            settings with
            {
                OriginPatience = TimeSpan.FromMilliseconds(200),
            }
        );

        var silent = await stage.SendAsync($"GET http://shop.example/slow HTTP/1.1\r\n{Host}{Close}");
        var broken = await stage.SendAsync($"GET http://shop.example/break HTTP/1.1\r\n{Host}{Close}");
        await stage.Shop.StopAsync();
        var down = await stage.SendAsync($"GET http://shop.example/ HTTP/1.1\r\n{Host}{Close}");

        Assert.StartsWith("HTTP/1.1 504 ", silent, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 502 ", broken, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 502 ", down, StringComparison.Ordinal);
        Assert.Contains("error=http_response_timeout", silent, StringComparison.Ordinal);
        Assert.Contains("error=connection_refused", down, StringComparison.Ordinal);
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.Latin1.GetString(bytes.Span);
}
