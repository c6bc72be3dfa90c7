using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Xunit;

namespace LearnWeb.Tests.Integration.HttpBin;

/// <summary>What only a real server shows: framing, time, and the end of both.</summary>
public sealed class BinWireTests(RealSite site) : IClassFixture<RealSite>
{
    [Fact]
    public async Task ChunkedBody_IsEchoed()
    {
        var answer = await RawAsync(
            "POST /bin/post HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n"
                + "Connection: close\r\n\r\n5\r\nhello\r\n7\r\n, world\r\n0\r\n\r\n"
        );

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("\"data\": \"hello, world\"", answer, StringComparison.Ordinal);
        Assert.Contains("\"Transfer-Encoding\": \"chunked\"", answer, StringComparison.Ordinal);
        Assert.Contains("\"url\": \"http://x/bin/post\"", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content-Length: 1048577", "", 0, "")] // its length says so: nothing of it need be sent
    [InlineData("Transfer-Encoding: chunked", "100001\r\n", 1048577, "\r\n0\r\n\r\n")]
    public async Task BodyAboveTheBound_Is413WithItsOwnBody(string framing, string begin, int bytes, string end)
    {
        var answer = await RawAsync(
            $"POST /bin/post HTTP/1.1\r\nHost: x\r\n{framing}\r\nConnection: close\r\n\r\n"
                + $"{begin}{new string('a', bytes)}{end}"
        );

        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
        Assert.Contains("\"status_code\": 413", answer, StringComparison.Ordinal);
        Assert.Contains("sandbox allow-forms", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BodyOfTheBound_IsTaken()
    {
        using var content = new ByteArrayContent(new byte[1024 * 1024]);
        using var response = await site.Browser.PostAsync(new Uri("/bin/post", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task FormOfTooManyFields_Is413()
    {
        using var content = new StringContent(
            string.Concat(Enumerable.Repeat("a&", 1001)),
            Encoding.UTF8,
            "application/x-www-form-urlencoded"
        );
        using var response = await site.Browser.PostAsync(new Uri("/bin/post", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task JsonOfTooManyValues_Is413WithWords()
    {
        using var content = new StringContent(
            $"[{string.Concat(Enumerable.Repeat("[0],", 250_000))}0]",
            Encoding.UTF8,
            "application/json"
        );
        using var response = await site.Browser.PostAsync(new Uri("/bin/post", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("JSON 20000 values", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drip_TakesItsTime_BitByBit()
    {
        var clock = Stopwatch.StartNew();
        using var response = await site.Browser.GetAsync(
            new Uri("/bin/drip?numbytes=5&duration=0.6&delay=0.3", UriKind.Relative),
            HttpCompletionOption.ResponseHeadersRead
        );
        var begun = clock.Elapsed;
        await using var body = await response.Content.ReadAsStreamAsync();
        var reads = 0;
        var buffer = new byte[100];
        for (int read; (read = await body.ReadAsync(buffer)) > 0; reads++)
        {
            AssertEach.Of(buffer[..read], letter => Assert.Equal((byte)'*', letter));
        }

        Assert.InRange(begun.TotalSeconds, 0.25, 5);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0.85, 6);
        Assert.InRange(reads, 2, 5);
    }

    [Fact]
    public async Task Delay_Waits()
    {
        var clock = Stopwatch.StartNew();
        using var response = await site.GetAsync("/bin/delay/0.5");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0.45, 6);
    }

    [Fact]
    public async Task StoppingServer_DoesNotWaitForADelay()
    {
        var own = new RealSite();
        using var browser = new HttpClient();
        var waiting = browser.GetAsync(new Uri(own.Address, "/bin/delay/10"));
        await Task.Delay(500);
        var clock = Stopwatch.StartNew();
        await own.DisposeAsync();

        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 9);
        try
        {
            using var answer = await waiting;
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        }
        catch (HttpRequestException)
        {
            // Closed before the answer was read: as good.
        }
    }

    [Theory]
    [InlineData("auth", null)]
    [InlineData("auth", "SHA-256")]
    [InlineData("auth-int", "MD5")]
    [InlineData("any", "MD5")]
    public async Task Digest_LetsInWhoKnowsThePassword_AndNobodyElse(string qop, string? algorithm)
    {
        var address = new Uri(
            site.Address,
            $"/bin/digest-auth/{qop}/me/s%20e?x=1".Replace(
                "?x=1",
                algorithm is null ? "?x=1" : $"/{algorithm}?x=1",
                StringComparison.Ordinal
            )
        );
        using var right = new HttpClient(new SocketsHttpHandler { Credentials = Digest(address, "s e") });
        using var wrong = new HttpClient(new SocketsHttpHandler { Credentials = Digest(address, "wrong") });

        using var welcome = await right.GetAsync(address);
        using var refused = await wrong.GetAsync(address);

        Assert.Equal(HttpStatusCode.OK, welcome.StatusCode);
        Assert.Contains("\"authenticated\": true", await welcome.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task Stream_IsOneObjectPerLine()
    {
        using var response = await site.GetAsync("/bin/stream/1000");
        var lines = (await response.Content.ReadAsStringAsync()).TrimEnd('\n').Split('\n');

        Assert.Equal(
            Enumerable.Range(0, 100),
            lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetInt32())
        );
    }

    private static CredentialCache Digest(Uri address, string password) =>
        new() { { address, "Digest", new NetworkCredential("me", password) } };

    private async Task<string> RawAsync(string request)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync("127.0.0.1", site.Address.Port);
        await using var stream = tcp.GetStream();
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        }
        catch (IOException)
        {
            // A server that has refused the body may close before all of it is sent.
        }

        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }
}
