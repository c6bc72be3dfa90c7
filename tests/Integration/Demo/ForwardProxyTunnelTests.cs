using System.Text;
using LearnWeb.Http.Proxying;
using Xunit;

namespace LearnWeb.Tests.Integration.Demo;

/// <summary>Tunnels, and a proxy that opens TLS.</summary>
public sealed class ForwardProxyTunnelTests
{
    private const string Host = "Host: shop.example\r\n";
    private const string Close = "Connection: close\r\n\r\n";

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
