using System.Net.Http.Headers;
using System.Text;

namespace LearnWeb.Http;

/// <summary>One part of a <c>multipart/form-data</c> body (RFC 7578 §4).</summary>
/// <param name="Head">The part's header lines as they travelled, without the empty line after them.</param>
/// <param name="Name">The name of the form field; <c>null</c> if the header lines give none.</param>
/// <param name="FileName">The file name, which may be empty; <c>null</c> if the part is not a file.</param>
/// <param name="MediaType">The part's own <c>Content-Type</c>, or <c>null</c>.</param>
/// <param name="Content">The bytes of the part's content.</param>
public sealed record MultipartPart(
    string Head,
    string? Name,
    string? FileName,
    string? MediaType,
    ReadOnlyMemory<byte> Content
);

/// <summary>A parsed <c>multipart/form-data</c> body (RFC 2046 §5.1).</summary>
/// <param name="Parts">The parts in the order sent, as far as they could be read.</param>
/// <param name="IsWhole">Whether the body could be read up to its closing delimiter.</param>
public sealed record MultipartForm(IReadOnlyList<MultipartPart> Parts, bool IsWhole)
{
    /// <summary>The longest boundary, in characters (RFC 2046 §5.1.1).</summary>
    private const int LongestBoundary = 70;

    private static ReadOnlySpan<byte> LineEnd => "\r\n"u8;

    private static ReadOnlySpan<byte> HeadEnd => "\r\n\r\n"u8;

    /// <summary>The boundary of a <c>multipart/form-data</c> content type; <c>null</c> for any other type.</summary>
    public static string? BoundaryOf(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && string.Equals(type.MediaType, "multipart/form-data", StringComparison.OrdinalIgnoreCase)
        && type
            .Parameters.FirstOrDefault(p => string.Equals(p.Name, "boundary", StringComparison.OrdinalIgnoreCase))
            ?.Value?.Trim('"')
            is { Length: > 0 and <= LongestBoundary } boundary
            ? boundary
            : null;

    /// <summary>Parses a body. Malformed input is no error; the parts before the fault are returned.</summary>
    /// <param name="body">The body.</param>
    /// <param name="boundary">The boundary, as <see cref="BoundaryOf"/> returns it.</param>
    /// <param name="most">The most parts that are read. A body with more parts is not whole.</param>
    public static MultipartForm Read(ReadOnlyMemory<byte> body, string boundary, int most)
    {
        // The first delimiter may come without the line end before it.
        var delimiter = Encoding.UTF8.GetBytes("\r\n--" + boundary);
        var first = delimiter.AsSpan(LineEnd.Length);
        var at =
            body.Span.StartsWith(first) ? first.Length
            : body.Span.IndexOf(delimiter) is >= 0 and var found ? found + delimiter.Length
            : -1;
        var parts = new List<MultipartPart>();
        while (at >= 0 && !body.Span[at..].StartsWith("--"u8))
        {
            var length = body.Span[at..].IndexOf(delimiter);
            if (length < 0 || parts.Count == most)
            {
                return new MultipartForm(parts, IsWhole: false);
            }

            parts.Add(Part(body.Slice(at, length)));
            at += length + delimiter.Length;
        }

        return new MultipartForm(parts, IsWhole: at >= 0);
    }

    private static MultipartPart Part(ReadOnlyMemory<byte> part)
    {
        // If there are no header lines, the delimiter's line end also ends them. Without an empty line, everything is
        // header.
        var headEnd = part.Span.IndexOf(HeadEnd);
        var head = Encoding.UTF8.GetString(headEnd < 0 ? part.Span : part.Span[..headEnd]).TrimStart('\r', '\n');
        var content = headEnd < 0 ? default : part[(headEnd + HeadEnd.Length)..];
        string? disposition = null,
            type = null;
        foreach (var line in head.Split("\r\n"))
        {
            var (name, value) = FieldLine.Split(line);
            if (name.Equals("Content-Disposition", StringComparison.OrdinalIgnoreCase))
            {
                disposition = value.Trim();
            }
            else if (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
            {
                type = value.Trim();
            }
        }

        _ = ContentDispositionHeaderValue.TryParse(disposition, out var parsed);
        return new MultipartPart(
            head,
            InQuotes(disposition, " name=\"") ?? parsed?.Name?.Trim('"'),
            InQuotes(disposition, " filename=\"") ?? (parsed?.FileName ?? parsed?.FileNameStar)?.Trim('"'),
            type,
            content
        );
    }

    /// <summary>
    /// Reads a parameter in quotes. A backslash before a quote or a backslash is removed (a quoted pair, RFC 9110
    /// §5.6.4), unless the closing quote then would not end the parameter: browsers do not escape a backslash before
    /// the closing quote (HTML Standard, multipart encoding).
    /// </summary>
    private static string? InQuotes(string? disposition, string opening)
    {
        if (disposition?.Split(opening, 2) is not [_, var rest])
        {
            return null;
        }

        var value = new StringBuilder();
        var at = 0;
        for (; at < rest.Length && rest[at] != '"'; at++)
        {
            at += rest[at] == '\\' && at + 1 < rest.Length && rest[at + 1] is '"' or '\\' ? 1 : 0;
            value.Append(rest[at]);
        }

        return at < rest.Length && rest[(at + 1)..].TrimStart() is "" or [';', ..]
            ? value.ToString()
            : rest.Split('"')[0];
    }
}
