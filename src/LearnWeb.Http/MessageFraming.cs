using System.Globalization;

namespace LearnWeb.Http;

/// <summary>How a recipient finds the end of a message's content (RFC 9112 §6.3).</summary>
internal enum ContentEnd
{
    /// <summary>The message has no content.</summary>
    None,

    /// <summary>The content ends after a number of bytes.</summary>
    Length,

    /// <summary>The content ends with the last chunk and the trailer section.</summary>
    LastChunk,

    /// <summary>The content ends when the connection closes, or its end cannot be determined.</summary>
    Close,
}

/// <summary>Where the content of one message ends, according to its start line and header section.</summary>
/// <param name="End">How the end is found.</param>
/// <param name="Length">
/// The length of the content in bytes, if <paramref name="End"/> is <see cref="ContentEnd.Length"/>.
/// </param>
/// <param name="Fault">The reason why the end cannot be determined, or <c>null</c>.</param>
internal sealed record MessageFraming(ContentEnd End, long Length = 0, MessageFault? Fault = null)
{
    /// <param name="head">A reader that has reached the end of the header section.</param>
    /// <param name="method">For a response, the method of its request.</param>
    public static MessageFraming Of(MessageReader head, string? method)
    {
        if (head is { Fault: not null, IsResponse: false })
        {
            return new(ContentEnd.Close);
        }

        // The numbers at the line ends are those of the list in RFC 9112 §6.3.
        if (head.IsInterim || head.Status is 204 or 304 || (head.IsResponse && method == "HEAD")) // 1
        {
            return new(ContentEnd.None);
        }

        return head.MembersOf("Transfer-Encoding").ToList() is { Count: > 0 } codings ? OfCodings(head, codings) // 3, 4
            : head.MembersOf("Content-Length").ToList() is { Count: > 0 } lengths ? OfLengths(lengths) // 5, 6
            : new(head.IsResponse ? ContentEnd.Close : ContentEnd.None); // 8, 7
    }

    private static MessageFraming OfCodings(MessageReader head, List<string> codings)
    {
        var chunked = codings.FindIndex(coding => coding.Equals("chunked", StringComparison.OrdinalIgnoreCase));
        return chunked == codings.Count - 1 && !HttpStartLine.IsOfHttp10(head.StartLine) ? new(ContentEnd.LastChunk)
            : head.IsResponse && chunked < 0 ? new(ContentEnd.Close)
            : new(ContentEnd.Close, Fault: MessageFault.TransferEncoding);
    }

    private static MessageFraming OfLengths(List<string> lengths) =>
        lengths.Distinct().Count() == 1
        && long.TryParse(lengths[0], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            ? new(length > 0 ? ContentEnd.Length : ContentEnd.None, length)
            : new(ContentEnd.Close, Fault: MessageFault.ContentLength);
}
