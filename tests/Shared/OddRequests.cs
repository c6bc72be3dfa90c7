using System.Text;
using LearnWeb.Http;
using Xunit;

namespace LearnWeb.Tests;

/// <summary>Requests that are not as they ought to be.</summary>
public static class OddRequests
{
    /// <summary>
    /// What is odd, what comes after the first fields, what is wrong with it by the standard, and the site's status.
    /// </summary>
    public static TheoryData<string, string, MessageFault?, int> All { get; } =
        new()
        {
            { "as it should be", "Content-Length: 5\r\n\r\nhello", null, 200 },
            { "no content", "\r\n", null, 200 },
            { "LF alone ends a line (RFC 9112 §2.2)", "Content-Length: 5\n\nhello", null, 200 },
            { "a space before the colon", "Content-Length : 5\r\n\r\nhello", MessageFault.FieldLine, 400 },
            {
                "a space before the colon of the coding",
                "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                MessageFault.FieldLine,
                400
            },
            { "a line without a colon", "Nonsense\r\n\r\n", MessageFault.FieldLine, 400 },
            { "a name that is no token", "X(y): 1\r\n\r\n", MessageFault.FieldLine, 200 }, // Kestrel takes it
            { "an empty name", ": 1\r\n\r\n", MessageFault.FieldLine, 400 },
            // Kestrel takes it, the site does not
            { "obs-fold", "X-A: 1\r\n 2\r\n\r\n", MessageFault.ObsoleteFold, 400 },
            { "a length with a sign", "Content-Length: +5\r\n\r\nhello", MessageFault.ContentLength, 400 },
            { "a negative length", "Content-Length: -5\r\n\r\nhello", MessageFault.ContentLength, 400 },
            { "a length that is no number", "Content-Length: five\r\n\r\nhello", MessageFault.ContentLength, 400 },
            { "two lengths", "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello", MessageFault.ContentLength, 400 },
            {
                "the same length twice: may be taken as one (RFC 9112 §6.3)",
                "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
                null,
                400
            },
            { "chunks", "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", null, 200 },
            { "chunks in other case", "transfer-encoding: CHUNKED\r\n\r\n5\r\nhello\r\n0\r\n\r\n", null, 200 },
            {
                "chunks with extensions and trailers",
                "Transfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\nX-T: 1\r\n\r\n",
                null,
                200
            },
            {
                "an extension after white space",
                "Transfer-Encoding: chunked\r\n\r\n5 ;a=b\r\nhello\r\n0\r\n\r\n",
                null,
                400
            },
            {
                "a size after white space",
                "Transfer-Encoding: chunked\r\n\r\n 5\r\nhello\r\n0\r\n\r\n",
                MessageFault.ChunkSize,
                400
            },
            {
                "a size and something else",
                "Transfer-Encoding: chunked\r\n\r\n5 x\r\nhello\r\n0\r\n\r\n",
                MessageFault.ChunkSize,
                400
            },
            {
                "a size in another notation",
                "Transfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n",
                MessageFault.ChunkSize,
                400
            },
            {
                "a size that is empty",
                "Transfer-Encoding: chunked\r\n\r\n\r\nhello\r\n0\r\n\r\n",
                MessageFault.ChunkSize,
                400
            },
            {
                "a size that ends with LF alone",
                "Transfer-Encoding: chunked\r\n\r\n5\nhello\r\n0\r\n\r\n",
                MessageFault.ChunkSize,
                400
            },
            {
                "a chunk longer than its size",
                "Transfer-Encoding: chunked\r\n\r\n4\r\nhello\r\n0\r\n\r\n",
                MessageFault.ChunkEnd,
                400
            },
            {
                "another coding than chunked",
                "Transfer-Encoding: gzip\r\n\r\nhello",
                MessageFault.TransferEncoding,
                400
            },
            {
                "chunked, and then another coding",
                "Transfer-Encoding: chunked, gzip\r\n\r\nhello",
                MessageFault.TransferEncoding,
                400
            },
        };

    /// <summary>The whole request; the connection ends with its answer.</summary>
    public static byte[] Request(string rest) =>
        Encoding.ASCII.GetBytes($"POST /bin/post HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{rest}");
}
