using System.Net;
using System.Net.Sockets;
using System.Text;
using LearnWeb.Http.HttpBin;
using LearnWeb.Http.Proxying;
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

    [Fact]
    public async Task StoredResponse_IsGivenOutWithItsAge_UntilItIsStale()
    {
        var clock = new Clock();
        await using var stage = await ProxyStage.StartAsync(settings => settings with { Cache = new(clock) });
        const string Get = $"GET http://shop.example/cacheable HTTP/1.1\r\n{Host}";

        var first = await stage.SendAsync(Get + Close);
        clock.Now += TimeSpan.FromSeconds(40);
        var second = await stage.SendAsync(Get + Close);
        Assert.Single(stage.Shop.Connections);
        var asked = await stage.SendAsync(Get + "Cache-Control: no-cache\r\n" + Close);
        Assert.Equal(2, stage.Shop.Connections.Count);
        clock.Now += TimeSpan.FromSeconds(20);
        var third = await stage.SendAsync(Get + Close);

        Assert.Contains("\r\nX-Cache: MISS\r\n", first, StringComparison.Ordinal);
        Assert.Contains("\r\nAge: 40\r\nX-Cache: HIT\r\n", second, StringComparison.Ordinal);
        Assert.DoesNotContain("X-Cache", asked, StringComparison.Ordinal);
        Assert.Contains("\r\nX-Cache: MISS\r\n", third, StringComparison.Ordinal);
        Assert.Equal(3, stage.Shop.Connections.Count);
        Assert.Equal(first.Split("\r\n\r\n")[1], second.Split("\r\n\r\n")[1]);
    }

    [Theory]
    [InlineData("/session")]
    [InlineData("/items")]
    public async Task WhatMayNotBeStored_IsAskedForEveryTime(string path)
    {
        await using var stage = await ProxyStage.StartAsync(settings =>
            settings with
            {
                Cache = new(TimeProvider.System),
            }
        );

        for (var time = 1; time <= 2; time++)
        {
            await stage.SendAsync($"GET http://shop.example{path} HTTP/1.1\r\n{Host}{Close}");
            Assert.Equal(time, stage.Shop.Connections.Count);
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

    [Fact]
    public async Task Tunnel_IsOpaqueToTheProxy_ButForTheHello()
    {
        await using var stage = await ProxyStage.StartAsync();

        var visit = await VisitAsync(stage, trustsProxy: false);

        Assert.Equal("HTTP/1.1 200 Connection established\r\n\r\n", Text(visit.Answer.Bytes));
        Assert.Equal(
            ("bank.example", "Demo CA", true),
            (visit.Certificate!.Subject, visit.Certificate.Issuer, visit.Certificate.IsTrusted)
        );
        Assert.EndsWith(
            "\r\n\r\nHello from instance d.\n",
            Text(visit.Inside!.Response.Bytes),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("Via", Text(visit.Inside.Response.Bytes), StringComparison.Ordinal);
        await stage.Record.Ended.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        var seen = stage.Record.Sights.Where(sight => sight.InTunnel).ToList();
        Assert.DoesNotContain(seen, sight => Text(sight.Bytes).Contains("/account", StringComparison.Ordinal));
        Assert.Equal("bank.example", ClientHello.Read(seen[0].Bytes.Span)!.ServerName);
        var records = TlsRecord.Of(seen);
        Assert.Equal(TlsRecordKind.ClientHello, records[0].Kind);
        Assert.Contains(records, record => !record.FromClient && record.Kind == TlsRecordKind.ServerHello);
        Assert.Contains(records, record => !record.IsReadable);
        Assert.Equal(seen.Sum(sight => sight.Bytes.Length), records.Sum(record => record.Bytes.Length));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ProxyThatOpensTls_IsBelievedOnlyByWhoTrustsItsAuthority(bool trustsProxy)
    {
        await using var stage = await ProxyStage.StartAsync(intercepts: true);

        var visit = await VisitAsync(stage, trustsProxy);

        Assert.Equal(
            ("bank.example", "Proxy CA", trustsProxy),
            (visit.Certificate!.Subject, visit.Certificate.Issuer, visit.Certificate.IsTrusted)
        );
        await stage.Record.Ended.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        var seen = string.Concat(stage.Record.Sights.Select(sight => Text(sight.Bytes)));
        if (trustsProxy)
        {
            Assert.Contains(
                "\r\nVia: 1.1 demo-proxy\r\n",
                Text(visit.Inside!.Response.Bytes),
                StringComparison.Ordinal
            );
            Assert.Contains("GET /account HTTP/1.1\r\n", seen, StringComparison.Ordinal);
            Assert.StartsWith(
                "GET /account HTTP/1.1\r\nHost: bank.example\r\nVia: ",
                Text(stage.Bank.Connections[0].Received.ToArray()),
                StringComparison.Ordinal
            );
        }
        else
        {
            Assert.Null(visit.Inside);
            Assert.Contains("PartialChain", visit.Certificate.Problem, StringComparison.Ordinal);
            Assert.DoesNotContain("/account", seen, StringComparison.Ordinal);
            Assert.Empty(stage.Bank.Connections);
        }
    }

    private static Task<TunnelVisit> VisitAsync(ProxyStage stage, bool trustsProxy) =>
        new TunnelClient(stage.Proxy, trustsProxy ? [stage.Root, stage.ProxyRoot] : [stage.Root]).SendAsync(
            "CONNECT bank.example:443 HTTP/1.1\r\nHost: bank.example:443\r\n\r\n"u8.ToArray(),
            "bank.example",
            "GET /account HTTP/1.1\r\nHost: bank.example\r\n\r\n"u8.ToArray(),
            TestContext.Current.CancellationToken
        );

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.Latin1.GetString(bytes.Span);
}
