using System.Text;
using LearnWeb.Http;
using Xunit;

namespace LearnWeb.Tests.Integration.Pages;

/// <summary>
/// Requests whose end is not clear, wherever they go: refused with words, and nothing after them is taken for a
/// request.
/// </summary>
public sealed class RequestFramingTests(RealSite site) : IClassFixture<RealSite>
{
    private const string Beyond64Bits = "Transfer-Encoding: chunked\r\n\r\n10000000000000000\r\nhello\r\n0\r\n\r\n";

    public static TheoryData<string, string> Places { get; } =
        new()
        {
            { "/bin/post", "application/json" },
            { "/wsgi/echo/a", "text/plain; charset=utf-8" },
            { "/api/session", "application/problem+json" },
            { "/en/labs/get-post", "text/html; charset=utf-8" },
            { "/zh/account/sign-in", "text/html; charset=utf-8" },
            { "/nowhere", "text/html; charset=utf-8" },
        };

    [Theory]
    [MemberData(nameof(Places))]
    public async Task LengthAndChunks_Are400_AndTheConnectionIsClosed(string path, string type)
    {
        var answer = await TalkAsync(
            path,
            "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
        );

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains($"Content-Type: {type}\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("Connection: close\r\n", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("alive", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/bin/post")]
    [InlineData("/wsgi/echo/a")]
    [InlineData("/en/labs/get-post")]
    [InlineData("/zh/account/sign-in")]
    public async Task ChunkSizeBeyond64Bits_Is400WithWords(string path)
    {
        var answer = await TalkAsync(path, Beyond64Bits);

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.True(BodyOf(answer).Length > 20, answer);
    }

    [Fact]
    public async Task ChunkSizeBeyond64Bits_WhereJsonIsRead_Is400()
    {
        var answer = await site.TalkAsync(
            $"POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n{Beyond64Bits}"
        );

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeptPage_IsNotSentToARequestWithTwoEnds()
    {
        using var kept = await site.GetAsync("/en/notes/http");
        var answer = await site.TalkAsync(
            "GET /en/notes/http HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        );

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content-Length: +2\r\n\r\nab", "400")]
    [InlineData("Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", "501")]
    public async Task WhatKestrelLetsPass_IsRefused(string rest, string status)
    {
        var answer = await TalkAsync("/bin/post", rest);

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Contains("RFC 9", answer, StringComparison.Ordinal);
    }

    private Task<string> TalkAsync(string path, string rest) =>
        site.TalkAsync($"POST {path} HTTP/1.1\r\nHost: x\r\n{rest}");

    private static string BodyOf(string answer)
    {
        var bytes = Encoding.UTF8.GetBytes(answer);
        return string.Concat(
            MessageParts
                .Of(bytes)
                .Where(part => part.Kind == PartKind.Body)
                .Select(part => Encoding.UTF8.GetString(bytes, part.Start, part.Length))
        );
    }
}
