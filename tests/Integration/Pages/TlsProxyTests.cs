using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using AngleSharp.Html.Dom;
using LearnWeb.Hosting;
using LearnWeb.Http.Proxying;
using Microsoft.AspNetCore.Hosting;
using Xunit;

namespace LearnWeb.Tests.Integration.Pages;

/// <summary>A site that knows the proxy on its own machine.</summary>
public sealed class KnownProxySite : RealSite
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Proxy:Known", "127.0.0.1");
    }
}

/// <summary>TLS ends at the proxy, in the configurations of docs/running-behind-a-proxy.md.</summary>
public abstract class TlsProxyTests : IAsyncLifetime
{
    private readonly KnownProxySite _site;
    private readonly DemoAuthority _authority = new("Proxy tests");
    private readonly X509Certificate2 _certificate;
    private readonly CookieContainer _cookies = new();
    private IFront? _front;
    private HttpClient _client = null!;

    protected TlsProxyTests(KnownProxySite site)
    {
        _site = site;
        _certificate = _authority.Issue("localhost");
    }

    public sealed class OfNginx(KnownProxySite site) : TlsProxyTests(site), IClassFixture<KnownProxySite>
    {
        private protected override async Task<IFront> StartAsync(int port, X509Certificate2 certificate)
        {
            var folder = Directory.CreateTempSubdirectory("learnweb-certificate-").FullName;
            try
            {
                var (chain, key) = (Path.Combine(folder, "pem"), Path.Combine(folder, "key"));
                await File.WriteAllTextAsync(chain, certificate.ExportCertificatePem());
                await File.WriteAllTextAsync(key, certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
                var server = ProxyPage
                    .Blocks("nginx", "nginx", port)
                    .Single()
                    .Replace("/etc/ssl/example.org.pem", chain, StringComparison.Ordinal)
                    .Replace("/etc/ssl/example.org.key", key, StringComparison.Ordinal);
                return await NginxFront.StartAsync(
                    own =>
                        server.Replace(
                            "listen 443",
                            string.Create(CultureInfo.InvariantCulture, $"listen 127.0.0.1:{own}"),
                            StringComparison.Ordinal
                        ),
                    "https://localhost"
                );
            }
            finally
            {
                Directory.Delete(folder, recursive: true); // nginx reads them when it starts
            }
        }
    }

    public sealed class OfYarp(KnownProxySite site) : TlsProxyTests(site), IClassFixture<KnownProxySite>
    {
        private protected override async Task<IFront> StartAsync(int port, X509Certificate2 certificate) =>
            await YarpFront.StartAsync(ProxyPage.Blocks("YARP", "json", port).Single(), certificate);
    }

    public async ValueTask InitializeAsync()
    {
        _front = await StartAsync(_site.Port, _certificate);
        var handler = new SocketsHttpHandler
        {
            CookieContainer = _cookies,
            SslOptions = { CertificateChainPolicy = TrustedRoots.Only(_authority.Root) },
        };
        _client = new HttpClient(handler) { BaseAddress = _front.Address };
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_front is not null)
        {
            await _front.DisposeAsync();
        }

        _certificate.Dispose();
        _authority.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts the proxy before a site at this port.</summary>
    private protected abstract Task<IFront> StartAsync(int port, X509Certificate2 certificate);

    [Fact]
    public async Task Site_KnowsTheSchemeAndTheHostThatTheClientUsed()
    {
        using var response = await GetAsync("/bin/get?a=1");

        var url = (await Site.JsonAsync(response)).GetProperty("url").GetString();
        Assert.Equal($"{_front!.Address}bin/get?a=1", url);
    }

    [Fact]
    public async Task ForgedAddress_IsNotBelieved()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/bin/ip")
        {
            Headers = { { "X-Forwarded-For", "198.51.100.7" }, { "X-Forwarded-Prefix", "/elsewhere" } },
        };
        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal("127.0.0.1", (await Site.JsonAsync(response)).GetProperty("origin").GetString());
    }

    [Fact]
    public async Task Redirection_StaysOnHttps()
    {
        using var response = await GetAsync("/");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(new Uri(_front!.Address, "/zh"), response.RequestMessage!.RequestUri);
    }

    [Fact]
    public async Task Registered_HasASessionForHttpsOnly()
    {
        using var first = await GetAsync("/en/account/register");
        var form = (IHtmlFormElement)(await Site.ParseAsync(first)).QuerySelector(".account-form")!;
        using var fields = new FormUrlEncodedContent([
            new("userName", $"ada-{Guid.NewGuid():N}"[..20]),
            new("password", "correct horse battery"),
            .. form.QuerySelectorAll("input[type=hidden]")
                .OfType<IHtmlInputElement>()
                .Select(input => KeyValuePair.Create(input.Name!, input.Value)),
        ]);
        using var answer = await _client.PostAsync(
            new Uri(form.GetAttribute("action")!, UriKind.Relative),
            fields,
            TestContext.Current.CancellationToken
        );
        using var who = await GetAsync("/api/whoami");

        Assert.Equal("/en/account", answer.RequestMessage!.RequestUri!.AbsolutePath);
        var sent = await Site.JsonAsync(who);
        Assert.True(_cookies.GetCookies(_front!.Address)["__Host-lw-session"]?.Secure);
        Assert.StartsWith("ada-", sent.GetProperty("userName").GetString(), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> GetAsync(string path) =>
        _client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
}
