using System.Net.Sockets;
using System.Text;
using Xunit;

namespace LearnWeb.Tests.Integration.Demo;

/// <summary>The forward proxy as it runs: bytes in, bytes out on the other side.</summary>
public sealed class ForwardProxyTests
{
    private const string Host = "Host: shop.example\r\n";
    private const string Close = "Connection: close\r\n\r\n";

    [Fact]
    public async Task AbsoluteForm_BecomesOriginForm_WithAHostMadeAnew()
    {
        await using var stage = await ProxyStage.StartAsync();

        var answer = await stage.SendAsync(
            "GET http://shop.example/items?q=%74ea HTTP/1.1\r\nHost: other.example\r\nAccept: text/html\r\n" + Close
        );

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nVia: 1.1 demo-proxy\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\nHello from instance a.\n", answer, StringComparison.Ordinal);
        Assert.Equal(
            "GET /items?q=%74ea HTTP/1.1\r\nHost: shop.example\r\nAccept: text/html\r\nVia: 1.1 demo-proxy\r\n"
                + "Connection: close\r\n\r\n",
            stage.AtShop
        );
    }

    [Fact]
    public async Task FieldsOfTheFirstHop_AndCookiesOfThisSite_DoNotReachTheOrigin()
    {
        await using var stage = await ProxyStage.StartAsync();

        await stage.SendAsync(
            $"GET http://shop.example/ HTTP/1.0\r\n{Host}Via: 1.1 first\r\nConnection: TE, X-Secret, keep-alive\r\n"
                + "TE: trailers\r\nX-Secret: 7\r\nKeep-Alive: timeout=5\r\nProxy-Connection: keep-alive\r\n"
                + "Upgrade: h2c\r\nProxy-Authorization: Basic eDp5\r\nCookie: a=b; lw-session=secret\r\n\r\n"
        );

        Assert.Equal(
            "GET / HTTP/1.1\r\nHost: shop.example\r\nCookie: a=b\r\nVia: 1.1 first, 1.0 demo-proxy\r\n"
                + "Connection: close\r\n\r\n",
            stage.AtShop
        );
    }

    [Theory]
    [InlineData("TRACE", 0, "TRACE http://shop.example/x HTTP/1.1\r\n", false)]
    [InlineData("TRACE", 1, "TRACE /x HTTP/1.1\r\n", true)]
    [InlineData("OPTIONS", 0, "Server: demo-proxy\r\n", false)]
    [InlineData("OPTIONS", 3, "X-Instance: a\r\n", true)]
    public async Task MaxForwards_SaysHowFarItGoes(string method, int forwards, string said, bool reaches)
    {
        await using var stage = await ProxyStage.StartAsync();

        var answer = await stage.SendAsync(
            $"{method} http://shop.example/x HTTP/1.1\r\n{Host}Cookie: a=b\r\nMax-Forwards: {forwards}\r\n{Close}"
        );

        Assert.Contains(said, answer, StringComparison.Ordinal);
        Assert.DoesNotContain("a=b", answer, StringComparison.Ordinal);
        Assert.Equal(reaches ? 1 : 0, stage.Shop.Connections.Count);
        if (reaches)
        {
            Assert.Contains($"\r\nMax-Forwards: {forwards - 1}\r\n", stage.AtShop, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(true, "X-Forwarded-For: 9.9.9.9, 127.0.0.1\r\n")]
    [InlineData(false, "X-Forwarded-For: 9.9.9.9\r\n")]
    public async Task ClientsAddress_IsDisclosedOnlyIfTheProxySaysSo(bool discloses, string expected)
    {
        await using var stage = await ProxyStage.StartAsync(settings => settings with { DisclosesClient = discloses });

        await stage.SendAsync($"GET http://shop.example/who HTTP/1.1\r\n{Host}X-Forwarded-For: 9.9.9.9\r\n{Close}");

        Assert.Contains(expected, stage.AtShop, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Content_IsFramedAnewForEachHop()
    {
        await using var stage = await ProxyStage.StartAsync();

        var chunked = await stage.SendAsync(
            $"POST http://shop.example/echo HTTP/1.1\r\n{Host}Transfer-Encoding: chunked\r\n{Close}"
                + "5;note=x\r\nhello\r\n6\r\n, you!\r\n0\r\nX-Trailer: 1\r\n\r\n"
        );
        var streamed = await stage.SendAsync($"GET http://shop.example/events HTTP/1.1\r\n{Host}{Close}");
        var old = await stage.SendAsync($"GET http://shop.example/events HTTP/1.0\r\n{Host}\r\n");

        Assert.EndsWith("\r\n\r\nhello, you!", chunked, StringComparison.Ordinal);
        var atShop = Encoding.Latin1.GetString(stage.Shop.Connections[0].Received.ToArray());
        Assert.EndsWith("\r\n0\r\n\r\n", atShop, StringComparison.Ordinal);
        Assert.DoesNotContain("note=x", atShop, StringComparison.Ordinal);
        Assert.DoesNotContain("X-Trailer", atShop, StringComparison.Ordinal);
        Assert.Contains("\r\nTransfer-Encoding: chunked\r\n", streamed, StringComparison.Ordinal);
        Assert.EndsWith("0\r\n\r\n", streamed, StringComparison.Ordinal);
        Assert.DoesNotContain("chunked", old, StringComparison.Ordinal);
        Assert.EndsWith("data: 1\n\ndata: 2\n\ndata: 3\n\n", old, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connection_CarriesOneRequestAfterAnother()
    {
        await using var stage = await ProxyStage.StartAsync();

        var answers = await stage.SendAsync(
            $"GET http://shop.example/items HTTP/1.1\r\n{Host}\r\nHEAD http://shop.example/items HTTP/1.1\r\n{Host}\r\n"
                + $"GET http://nowhere.example/ HTTP/1.1\r\nHost: nowhere.example\r\n\r\n"
                + $"GET http://shop.example/ HTTP/1.1\r\n{Host}{Close}"
        );

        Assert.Equal(["200", "200", "403", "200"], answers.Split("HTTP/1.1 ").Skip(1).Select(answer => answer[..3]));
    }

    [Fact]
    public async Task InterimResponse_ReachesAClientThatWaitsForIt()
    {
        await using var stage = await ProxyStage.StartAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(stage.Proxy, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"POST http://shop.example/echo HTTP/1.1\r\n{Host}Expect: 100-continue\r\nContent-Length: 5\r\n{Close}"
            ),
            TestContext.Current.CancellationToken
        );
        using var reader = new StreamReader(stream, Encoding.Latin1);

        Assert.Equal("HTTP/1.1 100 Continue", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        Assert.Equal("Via: 1.1 demo-proxy", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        await stream.WriteAsync("hello"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.EndsWith(
            "\r\n\r\nhello",
            await reader.ReadToEndAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }
}
