using System.Net.Http.Headers;
using System.Text;

namespace LearnWeb.Models.Bin;

/// <summary>One part of a <c>multipart/form-data</c> body (RFC 7578).</summary>
/// <param name="Name">The form field's name.</param>
/// <param name="IsFile">Whether the part names a file.</param>
/// <param name="MediaType">Its own <c>Content-Type</c>, or <c>null</c>.</param>
/// <param name="Content">Its bytes.</param>
public sealed record MultipartPart(string Name, bool IsFile, string? MediaType, ReadOnlyMemory<byte> Content);

/// <summary>Takes a multipart body apart (RFC 2046 §5.1).</summary>
public static class Multipart
{
    private static ReadOnlySpan<byte> LineEnd => "\r\n"u8;

    private static ReadOnlySpan<byte> HeadEnd => "\r\n\r\n"u8;

    /// <summary>The boundary of a <c>multipart/form-data</c> content type; <c>null</c> for any other type.</summary>
    public static string? BoundaryOf(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && string.Equals(type.MediaType, "multipart/form-data", StringComparison.OrdinalIgnoreCase)
        && type.Parameters.FirstOrDefault(p => string.Equals(p.Name, "boundary", StringComparison.OrdinalIgnoreCase))?.Value?.Trim('"')
            is { Length: > 0 and <= 70 } boundary
            ? boundary
            : null;

    /// <summary>The parts in the order sent; <c>null</c> if the body is not what its type says.</summary>
    public static IReadOnlyList<MultipartPart>? Read(ReadOnlyMemory<byte> body, string boundary)
    {
        // The first delimiter may lack the line end before it.
        var delimiter = Encoding.UTF8.GetBytes("\r\n--" + boundary);
        var first = delimiter.AsSpan(2);
        var at = body.Span.StartsWith(first) ? first.Length : After(body.Span, 0, delimiter);
        var parts = new List<MultipartPart>();
        while (at >= 0 && !body.Span[at..].StartsWith("--"u8))
        {
            // The delimiter's line end also ends a head that has no lines.
            var head = body.Span[at..].IndexOf(HeadEnd);
            var end = head < 0 ? -1 : body.Span[(at + head + LineEnd.Length)..].IndexOf(delimiter);
            if (end < 0 || parts.Count == FormFields.Most)
            {
                return null;
            }

            var start = at + head + HeadEnd.Length;
            var stop = at + head + LineEnd.Length + end;
            if (Part(Encoding.UTF8.GetString(body.Span.Slice(at, head)), body[start..Math.Max(start, stop)]) is not { } part)
            {
                return null;
            }

            parts.Add(part);
            at = stop + delimiter.Length;
        }

        return at < 0 ? null : parts;
    }

    private static int After(ReadOnlySpan<byte> body, int from, ReadOnlySpan<byte> wanted) =>
        body[from..].IndexOf(wanted) is >= 0 and var at ? from + at + wanted.Length : -1;

    private static MultipartPart? Part(string head, ReadOnlyMemory<byte> content)
    {
        string? disposition = null, type = null;
        foreach (var line in head.Split("\r\n"))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var name = colon < 0 ? "" : line[..colon];
            if (name.Equals("Content-Disposition", StringComparison.OrdinalIgnoreCase))
            {
                disposition = line[(colon + 1)..].Trim();
            }
            else if (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
            {
                type = line[(colon + 1)..].Trim();
            }
        }

        return ContentDispositionHeaderValue.TryParse(disposition, out var parsed) && parsed.Name is { } field
            ? new MultipartPart(field.Trim('"'), parsed.FileName is not null || parsed.FileNameStar is not null, type, content)
            : null;
    }
}
