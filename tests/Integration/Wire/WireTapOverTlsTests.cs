using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Xunit;

namespace LearnWeb.Tests.Integration.Wire;

/// <summary>Over TLS the tap has what the HTTP parser has, not what an eavesdropper has.</summary>
public sealed class WireTapOverTlsTests(SecureSite site) : IClassFixture<SecureSite>
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
                    Encoding.UTF8.GetString(
                        exchange.RootElement.GetProperty("request").GetProperty("base64").GetBytesFromBase64()
                    ),
                    exchange.RootElement.GetProperty("decoded").GetBoolean()
                );
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
}
