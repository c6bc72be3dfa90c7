using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LearnWeb.Http;
using Xunit;

namespace LearnWeb.Tests.Unit.Wire;

/// <summary>The one reader of HTTP/1.1 messages.</summary>
public sealed class MessageReaderTests
{
    private static readonly Gen<byte[]> AnyMessage = Gen.OneOf(
        ArbMap.Default.GeneratorFor<byte[]>(),
        Gen.Elements(
                "GET / HTTP/1.1\r\n",
                "HTTP/1.1 100 Continue\r\n",
                "HTTP/1.1 200 OK\r\n",
                "Transfer-Encoding: chunked\r\n",
                "Content-Length: 7\r\n",
                "Content-Length: x\r\n",
                "A : b\r\n",
                " fold\r\n",
                "\r\n",
                "\n",
                "\r",
                "5\r\nhello\r\n",
                "0\r\n\r\n",
                "ffffffff\r\n",
                "5 x\r\n",
                "hello",
                ":",
                "中"
            )
            .Select(Encoding.UTF8.GetBytes)
            .ListOf()
            .Select(pieces => pieces.SelectMany(piece => piece).ToArray())
    );

    [Fact]
    public void BytesInAnyPieces_AreReadAsAtOnce_AndPartsJoinedAreTheBytes() =>
        Prop.ForAll(
                AnyMessage.ToArbitrary(),
                ArbMap.Default.GeneratorFor<PositiveInt[]>().ToArbitrary(),
                (bytes, pieces) =>
                {
                    var (whole, cut) = (new MessageReader(), new MessageReader());
                    whole.Read(bytes);
                    var come = 0;
                    foreach (var piece in pieces)
                    {
                        come = Math.Min(bytes.Length, come + piece.Get);
                        cut.Read(bytes.AsSpan(0, come));
                    }

                    cut.Read(bytes);
                    Assert.Equal(whole.Parts, cut.Parts);
                    Assert.Equal(
                        (whole.Fault, whole.IsComplete, whole.EndOfHead),
                        (cut.Fault, cut.IsComplete, cut.EndOfHead)
                    );

                    cut.Close(bytes);
                    var end = 0;
                    foreach (var part in cut.Parts)
                    {
                        Assert.True(part.Length > 0);
                        Assert.Equal(end, part.Start);
                        end = part.End;
                    }

                    Assert.Equal(whole.IsComplete ? whole.Position : bytes.Length, end);
                }
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("GET / HTTP/1.1", null)]
    [InlineData("get /a?b HTTP/1.0", null)]
    [InlineData("HTTP/1.1 200 OK", null)]
    [InlineData("HTTP/1.1 200 ", null)]
    [InlineData("HTTP/1.1 99 No", MessageFault.StartLine)]
    [InlineData("GET /", MessageFault.StartLine)]
    [InlineData("GET  / HTTP/1.1", MessageFault.StartLine)]
    [InlineData("GET / HTTP/2.0", MessageFault.StartLine)]
    [InlineData("G(T / HTTP/1.1", MessageFault.StartLine)]
    [InlineData("\u0016\u0003\u0001", MessageFault.StartLine)]
    public void FirstLine_IsJudged(string line, MessageFault? fault)
    {
        var reader = new MessageReader();
        reader.Read(Encoding.Latin1.GetBytes($"{line}\r\n\r\n"));
        Assert.Equal(fault, reader.Fault);
    }

    /// <summary>How the end of a response is told (RFC 9112 §6.3).</summary>
    [Theory]
    [InlineData("GET", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab", true)]
    [InlineData("GET", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab", false)]
    [InlineData("HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n", true)]
    [InlineData("GET", "HTTP/1.1 304 Not Modified\r\nContent-Length: 3\r\n\r\n", true)]
    [InlineData("GET", "HTTP/1.1 204 No Content\r\n\r\n", true)]
    [InlineData("GET", "HTTP/1.1 100 Continue\r\n\r\n", true)]
    [InlineData("GET", "HTTP/1.1 200 OK\r\n\r\nab", false)] // until the connection closes
    [InlineData("GET", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nab", false)]
    [InlineData("GET", "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", false)]
    [InlineData(
        "GET",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n1\r\na\r\n0\r\n\r\n",
        true
    )]
    public void Response_Ends(string method, string response, bool isWhole)
    {
        var bytes = Encoding.ASCII.GetBytes(response);
        var reader = new MessageReader(method: method);
        reader.Read(bytes);
        Assert.Equal(isWhole, reader.IsComplete);
        reader.Close(bytes);
        Assert.Equal((true, bytes.Length), (reader.IsComplete, reader.Position));
    }

    [Theory(DisplayName = "A request is judged as the standard says")]
    [MemberData(nameof(OddRequests.All), MemberType = typeof(OddRequests))]
    public void Request_IsJudged(string what, string rest, MessageFault? fault, int _)
    {
        var reader = new MessageReader();
        reader.Read(OddRequests.Request(rest));
        Assert.True(fault == reader.Fault, $"{what}: {reader.Fault}");
        Assert.Equal(fault is null, reader.IsComplete);
    }
}
