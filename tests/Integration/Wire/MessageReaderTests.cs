using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LearnWeb.Http;
using LearnWeb.Tests.Integration.Pages;
using Xunit;

namespace LearnWeb.Tests.Integration.Wire;

/// <summary>The one reader of HTTP/1.1 messages.</summary>
public sealed class MessageReaderTests(RealSite site) : IClassFixture<RealSite>
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

    /// <summary>What the standard says of requests that are not as they ought to be, and what the site does.</summary>
    [Theory]
    [InlineData("as it should be", "Content-Length: 5\r\n\r\nhello", null, 200)]
    [InlineData("no content", "\r\n", null, 200)]
    [InlineData("LF alone ends a line (RFC 9112 §2.2)", "Content-Length: 5\n\nhello", null, 200)]
    [InlineData("a space before the colon", "Content-Length : 5\r\n\r\nhello", MessageFault.FieldLine, 400)]
    [InlineData(
        "a space before the colon of the coding",
        "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        MessageFault.FieldLine,
        400
    )]
    [InlineData("a line without a colon", "Nonsense\r\n\r\n", MessageFault.FieldLine, 400)]
    [InlineData("a name that is no token", "X(y): 1\r\n\r\n", MessageFault.FieldLine, 200)] // Kestrel takes it
    [InlineData("an empty name", ": 1\r\n\r\n", MessageFault.FieldLine, 400)]
    [InlineData("obs-fold", "X-A: 1\r\n 2\r\n\r\n", MessageFault.ObsoleteFold, 400)]
    // Kestrel takes it, the site does not
    [InlineData("a length with a sign", "Content-Length: +5\r\n\r\nhello", MessageFault.ContentLength, 400)]
    [InlineData("a negative length", "Content-Length: -5\r\n\r\nhello", MessageFault.ContentLength, 400)]
    [InlineData("a length that is no number", "Content-Length: five\r\n\r\nhello", MessageFault.ContentLength, 400)]
    [InlineData("two lengths", "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello", MessageFault.ContentLength, 400)]
    [InlineData(
        "the same length twice: may be taken as one (RFC 9112 §6.3)",
        "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
        null,
        400
    )]
    [InlineData("chunks", "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", null, 200)]
    [InlineData("chunks in other case", "transfer-encoding: CHUNKED\r\n\r\n5\r\nhello\r\n0\r\n\r\n", null, 200)]
    [InlineData(
        "chunks with extensions and trailers",
        "Transfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\nX-T: 1\r\n\r\n",
        null,
        200
    )]
    [InlineData(
        "an extension after white space",
        "Transfer-Encoding: chunked\r\n\r\n5 ;a=b\r\nhello\r\n0\r\n\r\n",
        null,
        400
    )]
    [InlineData(
        "a size after white space",
        "Transfer-Encoding: chunked\r\n\r\n 5\r\nhello\r\n0\r\n\r\n",
        MessageFault.ChunkSize,
        400
    )]
    [InlineData(
        "a size and something else",
        "Transfer-Encoding: chunked\r\n\r\n5 x\r\nhello\r\n0\r\n\r\n",
        MessageFault.ChunkSize,
        400
    )]
    [InlineData(
        "a size in another notation",
        "Transfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n",
        MessageFault.ChunkSize,
        400
    )]
    [InlineData(
        "a size that is empty",
        "Transfer-Encoding: chunked\r\n\r\n\r\nhello\r\n0\r\n\r\n",
        MessageFault.ChunkSize,
        400
    )]
    [InlineData(
        "a size that ends with LF alone",
        "Transfer-Encoding: chunked\r\n\r\n5\nhello\r\n0\r\n\r\n",
        MessageFault.ChunkSize,
        400
    )]
    [InlineData(
        "a chunk longer than its size",
        "Transfer-Encoding: chunked\r\n\r\n4\r\nhello\r\n0\r\n\r\n",
        MessageFault.ChunkEnd,
        400
    )]
    [InlineData(
        "another coding than chunked",
        "Transfer-Encoding: gzip\r\n\r\nhello",
        MessageFault.TransferEncoding,
        400
    )]
    [InlineData(
        "chunked, and then another coding",
        "Transfer-Encoding: chunked, gzip\r\n\r\nhello",
        MessageFault.TransferEncoding,
        400
    )]
    public async Task Request_IsJudgedAsTheStandardSays(string what, string rest, MessageFault? fault, int kestrel)
    {
        var request = Encoding.ASCII.GetBytes(
            $"POST /bin/post HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{rest}"
        );
        var reader = new MessageReader();
        reader.Read(request);
        var answer = Encoding.UTF8.GetString(await site.TalkAsync([request]));

        Assert.True(fault == reader.Fault, $"{what}: {reader.Fault}");
        Assert.Equal(fault is null, reader.IsComplete);
        Assert.True(
            answer.StartsWith($"HTTP/1.1 {kestrel} ", StringComparison.Ordinal),
            $"{what}: {answer.Split('\r')[0]}"
        );
    }

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
}
