using System.Text;
using LearnWeb.Http;
using Xunit;

namespace LearnWeb.Tests.Unit.Wire;

/// <summary>Which heads leave it open where the request ends.</summary>
public sealed class FramingFaultTests
{
    [Theory]
    [InlineData("Content-Length: 5\r\nTransfer-Encoding: chunked", 400)]
    [InlineData("transfer-encoding: chunked\r\ncontent-length: 0", 400)]
    [InlineData("Transfer-Encoding: gzip, chunked\r\nContent-Length: 5", 400)]
    [InlineData("X(y): 1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked", 400)]
    [InlineData("Content-Length: +5", 400)]
    [InlineData("Content-Length: 5, 5", 400)]
    [InlineData("Content-Length: 0x5", 400)]
    [InlineData("Content-Length:", 400)]
    [InlineData("Transfer-Encoding: chunked, chunked", 400)]
    [InlineData("Transfer-Encoding: chunked\r\nTransfer-Encoding: Chunked", 400)]
    [InlineData("Transfer-Encoding: gzip, chunked", 501)]
    [InlineData("Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked", 501)]
    public void FramingOfTwoMeanings_IsAFault(string fields, int status) =>
        Assert.Equal(status, Of("HTTP/1.1", fields)?.Status);

    [Theory]
    [InlineData("Host: x")]
    [InlineData("Content-Length: 5")]
    [InlineData("Content-Length:\t5 ")]
    [InlineData("Content-Length: 005")]
    [InlineData("Transfer-Encoding: chunked")]
    [InlineData("Transfer-Encoding: Chunked , ")]
    [InlineData("X-Content-Length: 5\r\nTransfer-Encoding: chunked")]
    [InlineData("X: Content-Length: 5\r\nTransfer-Encoding: chunked")]
    public void FramingOfOneMeaning_IsNone(string fields) => Assert.Null(Of("HTTP/1.1", fields));

    [Fact]
    public void TransferEncodingBeforeHttp11_IsAFault()
    {
        Assert.Equal(400, Of("HTTP/1.0", "Transfer-Encoding: chunked")?.Status);
        Assert.Null(Of("HTTP/1.0", "Content-Length: 5"));
    }

    [Fact]
    public void EmptyLineBeforeTheRequestLine_HidesNothing() =>
        Assert.NotNull(
            FramingFault.Of(
                Encoding.ASCII.GetBytes(
                    "\r\n\r\nPOST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
                )
            )
        );

    private static FramingFault? Of(string version, string fields) =>
        FramingFault.Of(Encoding.ASCII.GetBytes($"POST / {version}\r\n{fields}\r\n\r\n"));
}
