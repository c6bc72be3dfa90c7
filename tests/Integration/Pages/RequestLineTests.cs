using Xunit;

namespace LearnWeb.Tests.Integration.Pages;

/// <summary>Request lines as RFC 9112 lets clients send them: with a whole address, and after an empty line.</summary>
public sealed class RequestLineTests(RealSite site) : IClassFixture<RealSite>
{
    [Theory]
    [InlineData("/bin/get?x=1", "\"x\": \"1\"")]
    [InlineData("/en/notes/http", "<html lang=\"en\"")]
    [InlineData("/zh/labs/web", "<html lang=\"zh")]
    [InlineData("/healthz", "alive")]
    [InlineData("/wsgi/echo/a", "PATH_INFO")]
    public async Task WholeAddress_IsTheSamePage(string path, string there)
    {
        var answer = await site.TalkAsync(
            $"GET http://learn.example{path} HTTP/1.1\r\nHost: learn.example\r\nConnection: close\r\n\r\n"
        );

        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        Assert.Contains(there, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HostOfTheTarget_Counts_AndTheHostFieldDoesNot()
    {
        var answer = await site.TalkAsync(
            "GET http://learn.example/bin/absolute-redirect/1 HTTP/1.1\r\nHost: other.example\r\nConnection: "
                + "close\r\n\r\n"
        );

        Assert.StartsWith("HTTP/1.1 302 ", answer, StringComparison.Ordinal);
        Assert.Contains("Location: http://learn.example/bin/get\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WholeAddress_IsShownAsItArrived()
    {
        var answer = await site.TalkAsync(
            "GET http://learn.example/en/labs/web HTTP/1.1\r\nHost: other.example\r\nAccept: "
                + "application/json\r\nConnection: close\r\n\r\n"
        );

        Assert.Contains("\"target\": \"http://learn.example/en/labs/web\"", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    [InlineData("\r\n\r\n")]
    public async Task EmptyLineBeforeTheRequestLine_IsIgnored(string before)
    {
        var answer = await site.TalkAsync(
            $"{before}GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n{before}GET /bin/ip HTTP/1.1\r\nHost: x\r\n"
                + "Connection: close\r\n\r\n"
        );

        Assert.Contains("alive", answer, StringComparison.Ordinal);
        Assert.Contains("\"origin\": \"127.0.0.1\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EmptyLineAfterABody_IsIgnored_AndTheNextRequestIsShownAsItArrived()
    {
        var answer = await site.TalkAsync(
            "POST /bin/post HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nab\r\n" // as old browsers did
                + "GET /en/labs/web HTTP/1.1\r\nHost: x\r\nX-Second: two\r\nConnection: close\r\n\r\n"
        );

        Assert.Contains("\"data\": \"ab\"", answer, StringComparison.Ordinal);
        Assert.Contains("X-Second", answer, StringComparison.Ordinal);
    }
}
