namespace LearnWeb.Http;

/// <summary>
/// A request whose end two recipients may see in different places. If a proxy and a server differ about it, a second
/// request can hide in the first (request smuggling, RFC 9112 §11.2). The server therefore refuses the request and
/// closes the connection, as §6.1 and §6.3 allow.
/// </summary>
/// <param name="Status">The status code: 400, or 501 for a transfer coding that the server does not understand.</param>
/// <param name="Reason">One sentence that says what is wrong.</param>
public sealed record FramingFault(int Status, string Reason)
{
    /// <summary>Finds the fault in a request's framing; <c>null</c> if there is none.</summary>
    /// <param name="head">The request line and the header section as they arrived.</param>
    public static FramingFault? Of(ReadOnlySpan<byte> head)
    {
        var reader = new MessageReader();
        reader.Read(head);
        var (codings, lengths, version) = (
            reader.ValuesOf("Transfer-Encoding").ToList(),
            reader.ValuesOf("Content-Length").ToList(),
            reader.StartLine.Split(' ')[^1]
        );
        return codings.Count == 0 ? OfLengths(lengths)
            : lengths.Count > 0
                ? new(400, "A request has Content-Length or Transfer-Encoding, not both (RFC 9112 §6.3).")
            : version != "HTTP/1.1" ? new(400, "Before HTTP/1.1 there was no Transfer-Encoding (RFC 9112 §6.1).")
            : OfCodings([.. reader.MembersOf("Transfer-Encoding")]);
    }

    private static FramingFault? OfLengths(List<string> lengths) =>
        lengths.Exists(length => length.Length == 0 || length.AsSpan().ContainsAnyExceptInRange('0', '9'))
            ? new(400, "Content-Length is a number in decimal digits (RFC 9110 §8.6).")
            : null;

    private static FramingFault? OfCodings(string[] codings)
    {
        var chunked = codings.Count(coding => coding.Equals("chunked", StringComparison.OrdinalIgnoreCase));
        return chunked > 1 ? new(400, "The chunked coding is applied once only (RFC 9112 §7).")
            : codings.Length > 1
                ? new(501, "Of the transfer codings this server understands chunked only (RFC 9112 §6.1).")
            : null;
    }
}
