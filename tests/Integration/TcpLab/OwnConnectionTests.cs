using LearnWeb.Tcp;
using Xunit;

namespace LearnWeb.Tests.Integration.TcpLab;

/// <summary>The connection a page came over, for which there must be one.</summary>
public sealed class OwnConnectionTests(RealSite site) : IClassFixture<RealSite>
{
    [Fact]
    public async Task LongestText_OfAnyLetters_IsAnswered_NotCutOffByTheServer()
    {
        var script = Uri.EscapeDataString(new string('连', TcpScript.MostCharacters));
        var answer = await site.TalkAsync(
            $"GET /zh/labs/tcp?script={script}&ticket=0123456789abcdef HTTP/1.1\r\nHost: localhost\r\n"
                + "Connection: close\r\n\r\n"
        );
        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("id=\"script-error\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_TellsItsOwnConnection()
    {
        var answer = await site.TalkAsync(
            "GET /en/labs/tcp HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nConnection: close\r\n\r\n"
        );

        Assert.Contains($"\"local\": \"127.0.0.1:{site.Port}\"", answer, StringComparison.Ordinal);
        Assert.Contains("\"isProxys\": false", answer, StringComparison.Ordinal);
        Assert.True(
            !OperatingSystem.IsLinux() || answer.Contains("\"state\": \"ESTABLISHED\"", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Page_BehindAProxy_SaysWhoseConnectionItIs()
    {
        var answer = await site.TalkAsync(
            "GET /en/labs/tcp HTTP/1.1\r\nHost: localhost\r\nVia: 1.1 proxy\r\nConnection: close\r\n\r\n"
        );
        Assert.Contains("between the proxy and the server", answer, StringComparison.Ordinal);
    }
}
