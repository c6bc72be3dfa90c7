namespace LearnWeb.Http;

/// <summary>Why the bytes are no message of HTTP/1.1: a server answers 400 and closes the connection.</summary>
public enum MessageFault
{
    /// <summary>The first line is neither a request line nor a status line (RFC 9112 §3, §4).</summary>
    StartLine,

    /// <summary>
    /// A field line has no colon, or something other than a token before it, such as a space (RFC 9112 §5.1).
    /// </summary>
    FieldLine,

    /// <summary>
    /// A field line begins with white space: a value once could go on in it (obs-fold, RFC 9112 §5.2).
    /// </summary>
    ObsoleteFold,

    /// <summary>The content's length is no number, or there are two that differ (RFC 9112 §6.3).</summary>
    ContentLength,

    /// <summary>
    /// The transfer codings do not end in one <c>chunked</c>, or the version is older than they are (RFC 9112 §6.1).
    /// </summary>
    TransferEncoding,

    /// <summary>
    /// A chunk's size is no hexadecimal number, or something other than extensions follows it (RFC 9112 §7.1).
    /// </summary>
    ChunkSize,

    /// <summary>A chunk is longer than it says (RFC 9112 §7.1).</summary>
    ChunkEnd,
}
