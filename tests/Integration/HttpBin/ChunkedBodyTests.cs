using System.Globalization;
using System.Text;
using LearnWeb.Tests.Integration.WsgiLab;
using Microsoft.AspNetCore.Hosting;
using Xunit;

namespace LearnWeb.Tests.Integration.HttpBin;

/// <summary>
/// A body in chunks may be as long as one with Content-Length: its framing does not count, within bounds.
/// </summary>
public sealed class ChunkedBodyTests(ChunkedBodyTests.SmallSite site) : IClassFixture<ChunkedBodyTests.SmallSite>
{
    [Theory]
    [InlineData("/wsgi/echo", SmallSite.MostBytes)]
    [InlineData("/wsgi/echo", 1)]
    [InlineData("/bin/anything", SmallSite.MostBytes)]
    [InlineData("/bin/anything", 1)]
    public async Task AsLongAsItMayBe_IsAccepted_OneByteMoreIs413(string path, int chunk)
    {
        Assert.Equal("HTTP/1.1 200 OK", await PostAsync(site, path, Chunked(SmallSite.MostBytes, chunk)));
        Assert.StartsWith(
            "HTTP/1.1 413 ",
            await PostAsync(site, path, Chunked(SmallSite.MostBytes + 1, chunk)),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("/wsgi/echo")]
    [InlineData("/bin/anything")]
    public async Task FramingWithoutEnd_Is413(string path)
    {
        var extension = new string('x', 7 * SmallSite.MostBytes);
        Assert.StartsWith(
            "HTTP/1.1 413 ",
            await PostAsync(site, path, $"1;x={extension}\r\na\r\n0\r\n\r\n"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("/wsgi/echo")]
    [InlineData("/bin/anything")]
    public async Task ByDefault_AMebibyteIsAccepted_OneByteMoreIs413(string path)
    {
        const int Mebibyte = 1024 * 1024;
        using var whole = new WsgiSite();
        foreach (var chunk in new[] { Mebibyte, 4000, 1 })
        {
            Assert.Equal("HTTP/1.1 200 OK", await PostAsync(whole, path, Chunked(Mebibyte, chunk)));
        }

        Assert.StartsWith(
            "HTTP/1.1 413 ",
            await PostAsync(whole, path, Chunked(Mebibyte + 1, Mebibyte)),
            StringComparison.Ordinal
        );
    }

    private static async Task<string> PostAsync(WsgiSite site, string path, string body) =>
        RawTalk.StartOf(
            await site.TalkAsync([
                Encoding.UTF8.GetBytes(
                    $"POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: text/plain\r\n"
                        + $"Transfer-Encoding: chunked\r\n\r\n{body}"
                ),
            ])
        );

    /// <summary>A body of so many bytes in chunks of so many; the last of them may have fewer.</summary>
    private static string Chunked(int length, int chunk)
    {
        var body = new StringBuilder();
        for (var rest = length; rest > 0; rest -= chunk)
        {
            var size = Math.Min(chunk, rest);
            body.Append(CultureInfo.InvariantCulture, $"{size:X}\r\n").Append('a', size).Append("\r\n");
        }

        return body.Append("0\r\n\r\n").ToString();
    }

    /// <summary>A site whose <c>Limits:BodyBytes</c> is small.</summary>
    public sealed class SmallSite : WsgiSite
    {
        public const int MostBytes = 1000;

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Limits:BodyBytes", $"{MostBytes}");
        }
    }
}
