using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Hosting;
using Xunit;

namespace LearnWeb.Tests.Integration.Pages;

/// <summary>Whoever opens connections and says nothing does not close the site to others.</summary>
public sealed class ConnectionLimitTests
{
    private const int Places = 20;

    [Theory]
    [InlineData("")] // nothing at all
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")] // a head that does not end
    [InlineData("\x16\x03\x01")] // a TLS handshake that does not go on
    [InlineData("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")] // answered, and then idle
    public async Task IdleConnections_MakeRoomForWhoAsks(string sent)
    {
        using var site = new SmallSite(share: Places);
        using var idle = new Crowd();
        await idle.OpenAsync(site.Port, 3 * Places, sent);

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await AskAsync(site));
        }

        Assert.True(await idle.IsClosedAsync(0));
    }

    [Fact]
    public async Task LongestIdle_GoesFirst()
    {
        using var site = new SmallSite(share: Places);
        using var idle = new Crowd();
        await idle.OpenAsync(site.Port, 1, "");
        await Task.Delay(50, TestContext.Current.CancellationToken);
        await idle.OpenAsync(site.Port, Places - 1, "");
        await idle.OpenAsync(site.Port, 1, "");

        Assert.True(await idle.IsClosedAsync(0));
        Assert.False(await idle.IsClosedAsync(Places));
    }

    [Fact]
    public async Task ConnectionInUse_IsNotClosed_AndWithoutAnyIdleTheNextIsTurnedAway()
    {
        using var site = new SmallSite(share: 3);
        using var busy = new Crowd();
        await busy.OpenAsync(
            site.Port,
            3,
            "GET /bin/drip?duration=4&numbytes=4&delay=0 HTTP/1.1\r\nHost: localhost\r\n\r\n"
        );

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => AskAsync(site));
        Assert.False(await busy.IsClosedAsync(0));
    }

    private static async Task<HttpStatusCode> AskAsync(SmallSite site)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        using var answer = await client.GetAsync(
            new Uri($"http://localhost:{site.Port}/healthz"),
            TestContext.Current.CancellationToken
        );
        return answer.StatusCode;
    }

    /// <summary>A site with few places.</summary>
    private sealed class SmallSite(int share) : RealSite
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Limits:Connections", $"{Places}");
            builder.UseSetting("Limits:ConnectionsPerAddress", $"{share}");
        }
    }

    /// <summary>Many connections that are left open.</summary>
    private sealed class Crowd : IDisposable
    {
        private readonly List<TcpClient> _clients = [];

        public async Task OpenAsync(int port, int count, string sent)
        {
            for (var i = 0; i < count; i++)
            {
                var client = new TcpClient();
                _clients.Add(client);
                try
                {
                    await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
                    await client
                        .GetStream()
                        .WriteAsync(Encoding.ASCII.GetBytes(sent), TestContext.Current.CancellationToken);
                    if (sent.EndsWith("\r\n\r\n", StringComparison.Ordinal))
                    {
                        // it is being answered
                        _ = await client.GetStream().ReadAsync(new byte[1], TestContext.Current.CancellationToken);
                    }
                }
                catch (Exception error) when (error is IOException or SocketException)
                {
                    // Its place was needed at once, or on a slow machine all the others were just being answered.
                }
            }
        }

        public async Task<bool> IsClosedAsync(int index)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            patience.CancelAfter(TimeSpan.FromSeconds(4));
            try
            {
                while (await _clients[index].GetStream().ReadAsync(new byte[1024], patience.Token) > 0) { }

                return true;
            }
            catch (IOException)
            {
                return true;
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }

        public void Dispose() => _clients.ForEach(client => client.Dispose());
    }
}
