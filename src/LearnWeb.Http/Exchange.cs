namespace LearnWeb.Http;

/// <summary>One request and what was answered, as bytes.</summary>
/// <param name="Id">Unguessable; who holds it may see the exchange.</param>
/// <param name="Received">When the request's head was complete (UTC).</param>
/// <param name="Protocol"><c>HTTP/1.1</c>, <c>HTTP/2</c> …</param>
/// <param name="Decoded">
/// Whether the messages are a listing of decoded fields instead of bytes: HTTP/2 carries them compressed, in
/// frames shared with other requests (RFC 9113 §4, §8).
/// </param>
/// <param name="Request">The request.</param>
/// <param name="Response">Everything that was sent back, interim responses included; <c>null</c> while it is being
/// made.</param>
/// <param name="Duration">From the complete head to the last byte of the response.</param>
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
    /// <summary>What it takes of the store, in bytes.</summary>
    public int Size => Request.Bytes.Length + (Response?.Bytes.Length ?? 0);
}
