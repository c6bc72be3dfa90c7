using System.Globalization;

namespace LearnWeb.Http;

/// <summary>How the end of a message's content is told (RFC 9112 §6.3).</summary>
internal enum ContentEnd
{
    /// <summary>There is no content.</summary>
    None,

    /// <summary>After a number of bytes.</summary>
    Length,

    /// <summary>With the last chunk and the trailers.</summary>
    LastChunk,

    /// <summary>When the connection closes, or nobody can tell.</summary>
    Close,
}

/// <summary>Where the content of one message ends, as its head says.</summary>
/// <param name="End">How the end is told.</param>
/// <param name="Length">How long the content is, in bytes, if that is how.</param>
/// <param name="Fault">Why nobody can tell.</param>
internal sealed record MessageFraming(ContentEnd End, long Length = 0, MessageFault? Fault = null)
{
    /// <param name="head">A reader that is at the end of the head.</param>
    /// <param name="method">For a response: the method it answers.</param>
    public static MessageFraming Of(MessageReader head, string? method)
    {
        if (head is { Fault: not null, IsResponse: false })
        {
            return new(ContentEnd.Close);
        }

        // The numbers are those of the section's list.
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
