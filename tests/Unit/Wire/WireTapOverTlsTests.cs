using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using LearnWeb.Tests.Unit.Pages;
using Microsoft.AspNetCore.Hosting;
using Xunit;

namespace LearnWeb.Tests.Unit.Wire;

/// <summary>Over TLS the tap has what the HTTP parser has, not what an eavesdropper has.</summary>
public sealed class WireTapOverTlsTests(WireTapOverTlsTests.SecureSite site) : IClassFixture<WireTapOverTlsTests.SecureSite>
{
    [Fact]
    public async Task Http11_IsShownDecrypted()
    {
        var (request, decoded) = await AskAsync(HttpVersion.Version11);

        Assert.False(decoded);
        Assert.StartsWith("GET /en/labs/web HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("X-Mine: 1\r\n", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Http2_IsShownAsDecodedFields_AndSaysSo()
    {
        var (request, decoded) = await AskAsync(HttpVersion.Version20);

        Assert.True(decoded);
        Assert.StartsWith(":method: GET\r\n:scheme: https\r\n:authority: localhost", request, StringComparison.Ordinal);
        Assert.Contains("x-mine: 1\r\n", request, StringComparison.Ordinal);
    }

    private async Task<(string Request, bool Decoded)> AskAsync(Version version)
    {
        using var response = await SendAsync("/en/labs/web", version);
        var id = response.Headers.GetValues("X-Wire-Id").Single();
        for (var tries = 0; ; tries++)
        {
            using var kept = await SendAsync($"/wire/{id}", version);
            if (kept.IsSuccessStatusCode || tries == 50)
            {
                using var exchange = JsonDocument.Parse(await kept.Content.ReadAsStringAsync());
                return (
                    Encoding.UTF8.GetString(exchange.RootElement.GetProperty("request").GetProperty("base64").GetBytesFromBase64()),
                    exchange.RootElement.GetProperty("decoded").GetBoolean());
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private Task<HttpResponseMessage> SendAsync(string path, Version version)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(site.Address, path))
        {
            Version = version,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Headers = { Accept = { new MediaTypeWithQualityHeaderValue("application/json") } },
        };
        request.Headers.Add("X-Mine", "1");
        return site.Client.SendAsync(request);
    }

    /// <summary>The site on HTTPS with a certificate made for this run.</summary>
    public sealed class SecureSite : Site
    {
        private readonly X509Certificate2 _certificate = MakeCertificate();

        public SecureSite()
        {
            UseKestrel(server => server.Listen(IPAddress.Loopback, 0, endpoint => endpoint.UseHttps(_certificate)));
            StartServer();
            Address = new UriBuilder(ClientOptions.BaseAddress) { Scheme = "https", Host = "localhost" }.Uri;
            Client = new HttpClient(new SocketsHttpHandler
            {
                SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == _certificate.GetCertHashString() },
            });
        }

        public Uri Address { get; }

        public HttpClient Client { get; }

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (disposing)
            {
                Client.Dispose();
                _certificate.Dispose();
            }
        }

        private static X509Certificate2 MakeCertificate()
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
            using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
            return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), password: null);
        }
    }
}
