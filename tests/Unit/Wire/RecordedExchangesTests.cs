using System.Text;
using LearnWeb.Http.Proxying;
using Xunit;

namespace LearnWeb.Tests.Unit.Wire;

public sealed class RecordedExchangesTests
{
    private const string Get = "GET /a HTTP/1.1\r\nHost: a\r\n\r\n";
    private const string Post = "POST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi";
    private const string Head = "HEAD /c HTTP/1.1\r\nHost: a\r\n\r\n";
    private const string Answer = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nyes";
    private const string HeadAnswer = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n";
    private const string Continue = "HTTP/1.1 100 Continue\r\n\r\n";

    [Fact]
    public void Requests_AreToldApart_EachWithItsAnswer() =>
        Assert.Equal(
            [(Get, Answer), (Head, HeadAnswer), (Post, Continue + Answer)],
            Of(Get + Head + Post, Answer + HeadAnswer + Continue + Answer)
        );

    [Fact]
    public void RequestWithoutAnAnswer_HasNone() => Assert.Equal([(Get, Answer), (Post, "")], Of(Get + Post, Answer));

    [Fact]
    public void AnswerThatWasCut_IsWhatHadCome() =>
        Assert.Equal([(Get, "HTTP/1.1 200 OK\r\nContent-")], Of(Get, "HTTP/1.1 200 OK\r\nContent-"));

    [Fact]
    public void Nothing_IsNoExchange() => Assert.Empty(Of("", ""));

    [Fact]
    public void ChangedLines_AreThoseOfTheHead_ThatTheOtherHasNot()
    {
        var (before, after) = (
            Bytes("GET /a HTTP/1.1\r\nHost: a\r\nX: 1\r\nX: 1\r\n\r\none"),
            Bytes("GET /a HTTP/1.0\r\nX: 1\r\nHost: b\r\n\r\ntwo")
        );
        Assert.Equal(["GET /a HTTP/1.0", "Host: b"], Lines(after, ChangedLines.Of(after, before)));
        Assert.Equal(["GET /a HTTP/1.1", "Host: a", "X: 1"], Lines(before, ChangedLines.Of(before, after)));
        Assert.Empty(ChangedLines.Of(after, default));
    }

    private static IEnumerable<(string, string)> Of(string received, string sent) =>
        RecordedExchanges
            .Of(Bytes(received), Bytes(sent))
            .Select(one => (Text(one.Request.Bytes), Text(one.Response.Bytes)));

    private static IEnumerable<string> Lines(ReadOnlyMemory<byte> message, IEnumerable<int> starts) =>
        starts.Order().Select(start => Text(message[start..]).Split('\r')[0]);

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.Latin1.GetBytes(text);

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.Latin1.GetString(bytes.Span);
}
