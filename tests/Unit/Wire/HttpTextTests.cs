using LearnWeb.Models.Notes;
using Xunit;

namespace LearnWeb.Tests.Unit.Wire;

public sealed class HttpTextTests
{
    [Theory(DisplayName = "The bytes of a message are counted as they travel")]
    [InlineData("GET / HTTP/1.1\nHost: a", BodyLines.Lf, "GET / HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("GET / HTTP/1.1", BodyLines.Lf, "GET / HTTP/1.1\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\nHost:a\n\na=中\nb", BodyLines.Lf, "POST / HTTP/1.1\r\nHost:a\r\n\r\na=中\nb")]
    [InlineData("POST / HTTP/1.1\nHost: a\n\n1\n2", BodyLines.Crlf, "POST / HTTP/1.1\r\nHost: a\r\n\r\n1\r\n2")]
    [InlineData(
        "POST / HTTP/1.1\nHost: a\n\n1\n2",
        BodyLines.CrlfFinal,
        "POST / HTTP/1.1\r\nHost: a\r\n\r\n1\r\n2\r\n"
    )]
    public void ByteCount_IsThatOfTheWire(string text, BodyLines lines, string wire) =>
        Assert.Equal(System.Text.Encoding.UTF8.GetByteCount(wire), HttpText.Parse(text, lines).ToMessage().TotalBytes);

    [Theory]
    [InlineData("", 1)]
    [InlineData("GET / HTTP/1.1\nno colon", 2)]
    [InlineData("GET / HTTP/1.1\n: no name", 2)]
    public void MalformedMessage_IsRefused(string text, int line) =>
        Assert.Equal(line, Assert.Throws<ContentException>(() => HttpText.Parse(text, BodyLines.Lf)).Line);

    [Theory]
    [InlineData("HTTP/1.1 204 No Content", true)]
    [InlineData("GET / HTTP/1.1", false)]
    public void StatusLine_MakesItAResponse(string text, bool response) =>
        Assert.Equal(response, HttpText.Parse(text, BodyLines.Lf).IsResponse);
}
