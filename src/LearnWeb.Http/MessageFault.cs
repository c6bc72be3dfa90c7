namespace LearnWeb.Http;

/// <summary>
/// The reason why bytes are not a message of HTTP/1.1. A server answers 400 and closes the connection.
/// </summary>
public enum MessageFault
{
    /// <summary>The first line is neither a request line nor a status line (RFC 9112 §3, §4).</summary>
    StartLine,

    /// <summary>
    /// A field line has no colon, or the text before the colon is not a token, for example because of a space (RFC 9112
    /// §5.1).
    /// </summary>
    FieldLine,

    /// <summary>
    /// A field line begins with white space. In the past, such a line continued the value of the line before (obs-fold,
    /// RFC 9112 §5.2).
    /// </summary>
    ObsoleteFold,

    /// <summary>
    /// The length of the content is not a number, or there are two different lengths (RFC 9112 §6.3).
    /// </summary>
    ContentLength,

    /// <summary>
    /// The transfer codings do not end with exactly one <c>chunked</c>, or the message's version is older than transfer
    /// codings (RFC 9112 §6.1).
    /// </summary>
    TransferEncoding,

    /// <summary>
    /// The size of a chunk is not a hexadecimal number, or something other than an extension follows it (RFC 9112
    /// §7.1).
    /// </summary>
    ChunkSize,

    /// <summary>A chunk is longer than its size says (RFC 9112 §7.1).</summary>
    ChunkEnd,
}
