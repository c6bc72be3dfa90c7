using Xunit;

namespace LearnWeb.Tests.Integration.Pages;

public sealed class FailurePageTests(RealSite site) : IClassFixture<RealSite>
{
    [Fact]
    public async Task PageAboutABodyThatIsTooLarge_ExplainsItself_AndIsAsSafeAsAnyOther()
    {
        const int TooMuch = (1024 * 1024) + 1;

        var answer = await site.TalkAsync(
            $"POST /en/labs/get-post HTTP/1.1\r\nHost: x\r\nContent-Length: {TooMuch}\r\nConnection: close\r\n\r\n"
        );

        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
        Assert.Contains("Content-Security-Policy: default-src 'none'", answer, StringComparison.Ordinal);
        Assert.Contains("X-Content-Type-Options: nosniff", answer, StringComparison.Ordinal);
        Assert.Contains("The body is too large", answer, StringComparison.Ordinal);
    }
}
