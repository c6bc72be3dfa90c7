using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Hosting;
using Xunit;

namespace LearnWeb.Tests.Integration.Pages;

/// <summary>
/// Bodies are taken apart in turn. Here one may have 1000 bytes, and so many are all that one client may have in work.
/// </summary>
public sealed class BodyBudgetTests(BodyBudgetTests.SmallSite site) : IClassFixture<BodyBudgetTests.SmallSite>
{
    [Theory]
    [InlineData("/bin/post", "application/json")]
    [InlineData("/wsgi/echo/a", "text/plain; charset=utf-8")]
    [InlineData("/api/session", "application/problem+json")]
    [InlineData("/en/labs/get-post", "text/html; charset=utf-8")]
    public async Task BodyThatWaitsTooLong_Is503WithATimeToComeBack(string path, string type)
    {
        using var slow = await HoldAsync(1000);

        var answer = await site.TalkAsync(Post(path, 1000));

        Assert.StartsWith("HTTP/1.1 503 ", answer, StringComparison.Ordinal);
        Assert.Contains("Retry-After: 1\r\n", answer, StringComparison.Ordinal);
        Assert.Contains($"Content-Type: {type}\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SmallBody_FindsRoomBesideALargeOne_AndAPageWithoutBodyNeedsNone()
    {
        using var slow = await HoldAsync(900);

        Assert.StartsWith("HTTP/1.1 200 ", await site.TalkAsync(Post("/bin/post", 100)), StringComparison.Ordinal);
        Assert.StartsWith(
            "HTTP/1.1 200 ",
            await site.TalkAsync("GET /en HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task RoomIsGivenBack_ByWhoeverIsAnswered_AndByWhoeverLeaves()
    {
        for (var i = 0; i < 5; i++)
        {
            (await HoldAsync(1000)).Dispose();
            Assert.StartsWith("HTTP/1.1 200 ", await site.TalkAsync(Post("/bin/post", 1000)), StringComparison.Ordinal);
            Assert.StartsWith("HTTP/1.1 405 ", await site.TalkAsync(Post("/healthz", 1000)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ManyAtOnce_AreAllAnswered()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => site.TalkAsync(Post("/bin/post", 600))));

        AssertEach.Of(answers, answer => Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal));
    }

    [Fact]
    public async Task OneClientsBodies_ComeAtItsPace_AndPagesDoNotWait()
    {
        await using var slow = new SlowSite();

        Assert.StartsWith("HTTP/1.1 200 ", await slow.TalkAsync(Post("/bin/post", 900)), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 503 ", await slow.TalkAsync(Post("/bin/post", 900)), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200 ", await slow.TalkAsync(Post("/bin/post", 100)), StringComparison.Ordinal);
        Assert.StartsWith(
            "HTTP/1.1 200 ",
            await slow.TalkAsync("GET /en HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
            StringComparison.Ordinal
        );
    }

    private static string Post(string path, int length) =>
        $"POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: "
        + $"{length}\r\n\r\n{new string('a', length)}";

    /// <summary>A client that is in the middle of a body of so many bytes.</summary>
    private async Task<TcpClient> HoldAsync(int length)
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync("127.0.0.1", site.Port);
        await client
            .GetStream()
            .WriteAsync(
                Encoding.ASCII.GetBytes(
                    $"POST /bin/post HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: {length}\r\n\r\n"
                )
            );
        // it has its turn, since its body is being read
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", await ReadAsync(client.GetStream()));
        return client;
    }

    private static async Task<string> ReadAsync(NetworkStream stream)
    {
        var buffer = new byte[100];
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer, patience.Token));
    }

    public class SmallSite : RealSite
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Limits:BodyBytes", "1000");
            builder.UseSetting("Limits:BodyBytesAtOnce", "2000");
            builder.UseSetting("Limits:BodyWaitSeconds", "0.9");
        }
    }

    /// <summary>A client's room is free again only after the test is over.</summary>
    public sealed class SlowSite : SmallSite
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Limits:BodyBytesPerSecond", "1");
        }
    }
}
