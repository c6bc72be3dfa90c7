using System.Globalization;
using System.Text;

namespace LearnWeb.Http.Proxying;

/// <summary>
/// The content of a message on its way through a proxy, piece by piece, framed anew for the next hop (RFC 9112 §6).
/// </summary>
internal static class ForwardedContent
{
    /// <summary>Reads the content to its end, and writes it so that its end is found in this way.</summary>
    /// <exception cref="InvalidDataException">It is malformed, too long, or breaks off.</exception>
    public static async Task CopyAsync(MessageStream from, Stream to, ContentEnd end, CancellationToken cancellation)
    {
        if (end == ContentEnd.None)
        {
            return;
        }

        while (await from.ReadContentAsync(cancellation) is { Length: > 0 } piece)
        {
            await to.WriteAsync(end == ContentEnd.LastChunk ? Chunk(piece.Span) : piece, cancellation);
        }

        if (end == ContentEnd.LastChunk)
        {
            await to.WriteAsync("0\r\n\r\n"u8.ToArray(), cancellation);
        }
    }

    private static byte[] Chunk(ReadOnlySpan<byte> content) =>
        [
            .. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{content.Length:x}\r\n")),
            .. content,
            .. "\r\n"u8,
        ];
}
