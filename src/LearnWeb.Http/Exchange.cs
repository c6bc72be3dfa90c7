namespace LearnWeb.Http;

/// <summary>One request and its response, as bytes.</summary>
/// <param name="Id">A random identifier. Whoever knows it may see the exchange.</param>
/// <param name="Received">When the request's header section was complete (UTC).</param>
/// <param name="Protocol"><c>HTTP/1.1</c>, <c>HTTP/2</c> …</param>
/// <param name="Decoded">
/// Whether the messages are a listing of decoded fields instead of the bytes on the wire. HTTP/2 compresses fields and
/// carries them in frames that are mixed with those of other requests (RFC 9113 §4, §8).
/// </param>
/// <param name="Request">The request.</param>
/// <param name="Response">
/// Everything that was sent back, including interim responses; <c>null</c> until the response is complete.
/// </param>
/// <param name="Duration">
/// The time from the complete header section of the request to the last byte of the response.
/// </param>
public sealed record Exchange(
    string Id,
    DateTimeOffset Received,
    string Protocol,
    bool Decoded,
    CapturedMessage Request,
    CapturedMessage? Response,
    TimeSpan Duration
)
{
    /// <summary>How much of the store the exchange takes, in bytes.</summary>
    public int Size => Request.Bytes.Length + (Response?.Bytes.Length ?? 0);
}
