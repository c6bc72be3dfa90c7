using System.Text;
using LearnWeb.Http;

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
        [.. UrlencodedForm.Read(text).Take(Most).Select(field => new FormField(field.Name, field.Value, field.Raw))];

    /// <summary>
    /// <c>text/plain</c>: one line for each pair, nothing escaped, so that a line in a value looks like a pair.
    /// </summary>
    public static IReadOnlyList<FormField> Plain(string text) =>
        [
            .. text.Split("\r\n")
                .Where(line => line.Length > 0)
                .Take(Most)
                .Select(line =>
                {
                    var (name, value) = line.IndexOf('=', StringComparison.Ordinal) is >= 0 and var at
                        ? (line[..at], line[(at + 1)..])
                        : (line, "");
                    return new FormField(name, value, line);
                }),
        ];

    /// <summary><c>multipart/form-data</c>, part by part (RFC 7578 §4), as far as it goes.</summary>
    public static IReadOnlyList<FormField> Multipart(ReadOnlyMemory<byte> body, string boundary) =>
        [.. MultipartForm.Read(body, boundary, Most).Parts.Select(OfPart)];

    private static FormField OfPart(MultipartPart part)
    {
        var name = AsTyped(part.Name ?? "");
        if (part.FileName is { } file)
        {
            return new FormField(
                name,
                "",
                part.Head,
                new FormFile(AsTyped(file), part.MediaType ?? "", part.Content.Length)
            );
        }

        var value = Encoding.UTF8.GetString(part.Content.Span);
        return new FormField(name, value, $"{part.Head}\r\n\r\n{value}");
    }

    /// <summary>
    /// Browsers write a quotation mark, CR and LF in a name as %22, %0D and %0A (HTML Standard, multipart encoding).
    /// </summary>
    private static string AsTyped(string name) =>
        name.Replace("%22", "\"", StringComparison.Ordinal)
            .Replace("%0D", "\r", StringComparison.Ordinal)
            .Replace("%0A", "\n", StringComparison.Ordinal);
}
