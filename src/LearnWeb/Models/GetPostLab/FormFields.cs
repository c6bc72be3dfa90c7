using System.Net;
using System.Text;

namespace LearnWeb.Models.GetPostLab;

/// <summary>One field of a form, as it travelled and as it is read.</summary>
/// <param name="Name">The name, decoded.</param>
/// <param name="Value">The value, decoded; a file's content is not text and is left out.</param>
/// <param name="Raw">The bytes of the pair as they travelled; those that are no text are replaced.</param>
/// <param name="File">The file's name and size, where the field is one.</param>
public sealed record FormField(string Name, string Value, string Raw, FormFile? File = null);

/// <summary>A file in a multipart form.</summary>
/// <param name="Name">The name the browser gave.</param>
/// <param name="MediaType">The type the browser gave.</param>
/// <param name="Bytes">Its size.</param>
public sealed record FormFile(string Name, string MediaType, int Bytes);

/// <summary>Reads the three encodings a form can have, and keeps the raw text beside each field.</summary>
public static class FormFields
{
    /// <summary>The most fields that are read.</summary>
    public const int Most = 100;

    /// <summary><c>application/x-www-form-urlencoded</c>, in a query or a body (URL Standard §5.1).</summary>
    public static IReadOnlyList<FormField> Urlencoded(string text) =>
        [.. text.Split('&').Where(piece => piece.Length > 0).Take(Most).Select(piece =>
        {
            var (name, value) = piece.IndexOf('=', StringComparison.Ordinal) is >= 0 and var at ? (piece[..at], piece[(at + 1)..]) : (piece, "");
            return new FormField(WebUtility.UrlDecode(name), WebUtility.UrlDecode(value), piece);
        })];

    /// <summary><c>text/plain</c>: one line for each pair, nothing escaped, so that a line in a value looks like a pair.</summary>
    public static IReadOnlyList<FormField> Plain(string text) =>
        [.. text.Split("\r\n").Where(line => line.Length > 0).Take(Most).Select(line =>
        {
            var (name, value) = line.IndexOf('=', StringComparison.Ordinal) is >= 0 and var at ? (line[..at], line[(at + 1)..]) : (line, "");
            return new FormField(name, value, line);
        })];

    /// <summary><c>multipart/form-data</c>, part by part (RFC 7578 §4).</summary>
    public static IReadOnlyList<FormField> Multipart(ReadOnlyMemory<byte> body, string boundary)
    {
        var delimiter = Encoding.Latin1.GetBytes($"--{boundary}");
        var fields = new List<FormField>();
        var at = body.Span.IndexOf(delimiter);
        while (at >= 0 && fields.Count < Most)
        {
            var start = at + delimiter.Length;
            var length = body.Span[start..].IndexOf(delimiter);
            if (length < 0)
            {
                break;
            }

            fields.Add(Part(body.Span.Slice(start, length)));
            at = start + length;
        }

        return fields;
    }

    private static FormField Part(ReadOnlySpan<byte> part)
    {
        part = part.StartsWith("\r\n"u8) ? part[2..] : part;
        part = part.EndsWith("\r\n"u8) ? part[..^2] : part;
        var headEnd = part.IndexOf("\r\n\r\n"u8);
        var head = Encoding.UTF8.GetString(headEnd < 0 ? part : part[..headEnd]);
        var content = headEnd < 0 ? [] : part[(headEnd + 4)..];
        var name = Parameter(head, "name");
        if (!head.Contains("filename=\"", StringComparison.OrdinalIgnoreCase))
        {
            var value = Encoding.UTF8.GetString(content);
            return new FormField(name, value, $"{head}\r\n\r\n{value}");
        }

        var type = head.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Type:", StringComparison.OrdinalIgnoreCase)) ?? "";
        return new FormField(name, "", head, new FormFile(Parameter(head, "filename"), type[(type.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim(), content.Length));
    }

    // Browsers write a quotation mark, CR and LF in a name as %22, %0D and %0A (HTML Standard, multipart encoding).
    private static string Parameter(string head, string name)
    {
        var start = head.IndexOf($" {name}=\"", StringComparison.OrdinalIgnoreCase);
        if (start < 0)
        {
            return "";
        }

        start += name.Length + 3;
        var end = head.IndexOf('"', start);
        return (end < 0 ? head[start..] : head[start..end])
            .Replace("%22", "\"", StringComparison.Ordinal).Replace("%0D", "\r", StringComparison.Ordinal).Replace("%0A", "\n", StringComparison.Ordinal);
    }
}
