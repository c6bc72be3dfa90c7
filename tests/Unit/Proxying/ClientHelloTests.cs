using System.Net.Security;
using LearnWeb.Http.Proxying;
using Xunit;

namespace LearnWeb.Tests.Unit.Proxying;

public sealed class ClientHelloTests
{
    [Fact]
    public async Task Hello_SaysInTheClearWhomItWants()
    {
        var bytes = await HelloOfThisMachineAsync("bank.example");

        var hello = ClientHello.Read(bytes)!;

        Assert.Equal("bank.example", hello.ServerName);
        Assert.Equal(["http/1.1"], hello.Protocols);
        Assert.Contains("1.3", hello.Versions);
        Assert.False(hello.IsOuter);
    }

    [Fact]
    public async Task HelloThatIsCutOrChanged_IsNeverAnError()
    {
        var bytes = await HelloOfThisMachineAsync("bank.example");
        var random = new Random(7);

        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Null(ClientHello.Read(bytes.AsSpan(0, length)));
        }

        for (var round = 0; round < 20_000; round++)
        {
            var changed = bytes.ToArray();
            changed[random.Next(changed.Length)] = (byte)random.Next(256);
            _ = ClientHello.Read(changed);
        }
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n")]
    [InlineData("SSH-2.0-OpenSSH\r\n")]
    [InlineData("")]
    public void OtherBytes_AreNoHello(string text) =>
        Assert.Null(ClientHello.Read(System.Text.Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Records_AreCutOut_HoweverTheyArrive()
    {
        byte[] client = [22, 3, 1, 0, 2, 1, 9, 20, 3, 3, 0, 1, 1, 23, 3, 3, 0, 3, 7, 7, 7];
        byte[] server = [22, 3, 3, 0, 1, 2];
        var sights = client
            .Select((value, at) => new ProxySight(at, FromClient: true, new[] { value }, InTunnel: true))
            .Append(new ProxySight(8.5, FromClient: false, server, InTunnel: true))
            .ToList();

        var records = TlsRecord.Of(sights);

        Assert.Equal(
            [
                (6, true, TlsRecordKind.ClientHello, true),
                (8.5, false, TlsRecordKind.ServerHello, true),
                (12, true, TlsRecordKind.ChangeCipherSpec, true),
                (20, true, TlsRecordKind.ApplicationData, false),
            ],
            records.Select(record => (record.Milliseconds, record.FromClient, record.Kind, record.IsReadable))
        );
    }

    /// <summary>What the TLS library of this machine begins with.</summary>
    private static async Task<byte[]> HelloOfThisMachineAsync(string host)
    {
        var (sent, received) = (new ByteRecord(), new ByteRecord());
        using var nobody = new MemoryStream();
        using var nowhere = new MemoryStream();
        await using var tls = new SslStream(new RecordingStream(nobody, nowhere, received, sent));
        await Assert.ThrowsAnyAsync<IOException>(() =>
            tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = host,
                    ApplicationProtocols = [SslApplicationProtocol.Http11],
                },
                TestContext.Current.CancellationToken
            )
        );
        return sent.ToArray();
    }
}
