using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using LearnWeb.Http;
using Xunit;

namespace LearnWeb.Tests.Integration.Wire;

/// <summary>What the tap shows is what a socket sent and received, byte for byte.</summary>
public sealed partial class WireTapTests(RealSite site) : IClassFixture<RealSite>
{
    private const string Last = "Connection: close\r\n";

    [Fact]
    public async Task Request_IsShownAsItArrived_AndTheResponseAsItLeft()
    {
        const string Request = "GET /en HTTP/1.1\r\nhOsT: localhost:5080\r\nX-A:  two  spaces\r\n" + Last + "\r\n";

        var sent = await site.TalkAsync([Encoding.UTF8.GetBytes(Request)]);
        var (request, response) = Assert.Single(await KeptAsync(sent));

        Assert.Equal(Request, Encoding.UTF8.GetString(request));
        Assert.Equal(sent, response);
        Assert.Contains("two  spaces", Encoding.UTF8.GetString(sent), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RequestCutAnywhere_IsShownWhole()
    {
        var bytes = Encoding.UTF8.GetBytes(
            "POST /en/labs/web?a=1 HTTP/1.1\r\nHost: x\r\nX-Wire: keep\r\nTransfer-Encoding: chunked\r\n"
                + Last
                + "\r\n5\r\nhello\r\n0\r\nT: 1\r\n\r\n"
        );
        for (var cut = 1; cut < bytes.Length; cut += 3)
        {
            var sent = await site.TalkAsync([bytes[..cut], bytes[cut..]]);
            Assert.Equal(bytes, Assert.Single(await KeptAsync(sent)).Request);
        }
    }

    [Fact]
    public async Task RandomRequests_OnOneConnection_AreToldApart()
    {
        var dice = new Random(20261123);
        for (var round = 0; round < 12; round++)
        {
            var requests = Enumerable.Range(0, dice.Next(1, 6)).Select(_ => Any(dice)).ToList();
            requests[^1] = requests[^1].Replace("Host: x\r\n", "Host: x\r\n" + Last, StringComparison.Ordinal);
            var all = Encoding.UTF8.GetBytes(string.Concat(requests));

            var sent = await site.TalkAsync(Pieces(all, dice));
            var kept = await KeptAsync(sent);

            Assert.Equal(requests, kept.Select(exchange => Encoding.UTF8.GetString(exchange.Request)));
            Assert.Equal(sent, kept.SelectMany(exchange => exchange.Response));
        }
    }

    [Fact]
    public async Task BodyNobodyReads_BelongsToItsRequest_ThoughThatIsNotKept()
    {
        var sent = await site.TalkAsync([
            Encoding.UTF8.GetBytes(
                "POST /zh HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n"
                    + new string('b', 50)
                    + "GET /zh/nope HTTP/1.1\r\nHost: x\r\n\r\nGET /en/labs/web HTTP/1.1\r\nHost: x\r\n"
                    + Last
                    + "\r\n"
            ),
        ]);

        var (request, _) = Assert.Single(await KeptAsync(sent));
        Assert.StartsWith("GET /en/labs/web HTTP/1.1\r\n", Encoding.UTF8.GetString(request), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LongMessage_IsKeptToItsBound_AndCounted()
    {
        const int Length = 100_000;
        var sent = await site.TalkAsync(
            $"POST /en/labs/web HTTP/1.1\r\nHost: x\r\nX-Wire: keep\r\nContent-Length: {Length}\r\n{Last}\r\n"
                + $"{new string('b', Length)}"
        );

        using var exchange = await ExchangeAsync(IdsOf(sent)[0]);
        var request = exchange.RootElement.GetProperty("request");
        Assert.Equal(CapturedMessage.MostBytes, request.GetProperty("base64").GetBytesFromBase64().Length);
        Assert.True(request.GetProperty("totalBytes").GetInt64() > Length);
    }

    [Fact]
    public async Task PublicPage_IsNeverTapped_WhoeverAsks()
    {
        for (var i = 0; i < 3; i++)
        {
            Assert.DoesNotContain(
                "X-Wire-Id",
                await site.TalkAsync("GET /zh/notes/web HTTP/1.1\r\nHost: x\r\nX-Wire: keep\r\n" + Last + "\r\n"),
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public async Task OwnSecrets_AreCoveredBeforeAnythingIsKept()
    {
        var sent = await site.TalkAsync(
            "GET /en/labs/web HTTP/1.1\r\nHost: x\r\nCookie: lw-session=hunter2; mine=open\r\nAuthorization: "
                + "Bearer hunter2\r\n"
                + Last
                + "\r\n"
        );

        var (request, response) = Assert.Single(await KeptAsync(Encoding.UTF8.GetBytes(sent)));
        Assert.DoesNotContain(
            "hunter2",
            Encoding.UTF8.GetString(request) + Encoding.UTF8.GetString(response),
            StringComparison.Ordinal
        );
        Assert.Contains("lw-session=*******; mine=open", Encoding.UTF8.GetString(request), StringComparison.Ordinal);
    }

    [Theory(DisplayName = "Where passwords pass nothing is kept, whatever becomes of the request")]
    [InlineData("POST", "/api/token")]
    [InlineData("PUT", "/API/session")]
    [InlineData("POST", "/api/mistyped")]
    [InlineData("PUT", "/zh/account/sign-in")]
    [InlineData("POST", "/EN/Account/sign-in")]
    [InlineData("POST", "/en/account/mistyped")]
    [InlineData("POST", "/en/%61ccount/sign-in")]
    public async Task ExchangeWithAPassword_IsNotKept(string method, string path)
    {
        var answer = await site.TalkAsync(
            $"{method} {path} HTTP/1.1\r\nHost: x\r\nX-Wire: keep\r\nContent-Type: text/plain\r\n"
                + $"Content-Length: 7\r\n{Last}\r\nhunter2"
        );

        Assert.StartsWith("HTTP/1.1 4", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("X-Wire-Id", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/wire/AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/wire/")]
    [InlineData("/wire/x")]
    public async Task UnknownIdentifier_Is404(string path)
    {
        using var response = await site.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task KeptExchange_IsAPageNobodyStores()
    {
        var id = IdsOf(
            await site.TalkAsync("GET /en/labs/web?q=<script>alert(1)</script> HTTP/1.1\r\nHost: x\r\n" + Last + "\r\n")
        )[0];

        using var response = await site.GetAsync($"/wire/{id}", ("Accept-Language", "en"));
        var page = await response.Content.ReadAsStringAsync();

        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        Assert.Contains("wire-response", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
    }

    private static string Any(Random dice)
    {
        var body = new string('b', dice.Next(0, 3000));
        var (framing, content) = dice.Next(3) switch
        {
            0 => ("", ""),
            1 => (string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n"), body),
            _ => (
                "Transfer-Encoding: chunked\r\n",
                string.Create(CultureInfo.InvariantCulture, $"{body.Length + 1:x};ext\r\n{body}c\r\n0\r\n\r\n")
            ),
        };
        var method = dice.Next(2) == 0 ? "POST" : "PUT";
        return $"{method} /en/labs/web?{dice.Next()} HTTP/1.1\r\nHost: x\r\nX-Wire: keep\r\n"
            + $"x-{dice.Next()}:{new string(' ', dice.Next(3))}v{dice.Next()}\r\n{framing}\r\n{content}";
    }

    private static IEnumerable<byte[]> Pieces(byte[] bytes, Random dice)
    {
        var at = 0;
        while (at < bytes.Length)
        {
            var length = Math.Min(dice.Next(1, 900), bytes.Length - at);
            yield return bytes[at..(at + length)];
            at += length;
        }
    }

    private async Task<List<(byte[] Request, byte[] Response)>> KeptAsync(byte[] sent)
    {
        var kept = new List<(byte[], byte[])>();
        foreach (var id in IdsOf(Encoding.Latin1.GetString(sent)))
        {
            using var exchange = await ExchangeAsync(id);
            kept.Add(
                (
                    exchange.RootElement.GetProperty("request").GetProperty("base64").GetBytesFromBase64(),
                    exchange.RootElement.GetProperty("response").GetProperty("base64").GetBytesFromBase64()
                )
            );
        }

        return kept;
    }

    private async Task<JsonDocument> ExchangeAsync(string id)
    {
        // The exchange is put on its shelf just after its last byte was sent.
        for (var tries = 0; ; tries++)
        {
            using var response = await site.GetAsync($"/wire/{id}", ("Accept", "application/json"));
            if (response.IsSuccessStatusCode || tries == 50)
            {
                return JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private static List<string> IdsOf(string sent) =>
        [.. WireId().Matches(sent).Select(match => match.Groups["id"].Value)];

    [GeneratedRegex(@"^X-Wire-Id: (?<id>\S+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WireId();
}
