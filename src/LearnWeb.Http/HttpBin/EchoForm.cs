using System.Text;

namespace LearnWeb.Http.HttpBin;

/// <summary>Reads the fields of a form, without its files, in either of the two encodings that browsers send.</summary>
public static class EchoForm
{
    /// <returns>The names and values in the order sent; an empty list if the body is not a form.</returns>
    public static IReadOnlyList<KeyValuePair<string, string>> Read(string? contentType, ReadOnlyMemory<byte> body)
    {
        if (MultipartForm.BoundaryOf(contentType) is { } boundary)
        {
            return
            [
                .. from part in MultipartForm.Read(body, boundary, FormFields.Most).Parts
                where part is { Name: not null, FileName: null }
                select KeyValuePair.Create(part.Name, Encoding.UTF8.GetString(part.Content.Span)),
            ];
        }

        return UrlencodedForm.IsTypeOf(contentType) ? FormFields.Read(Encoding.UTF8.GetString(body.Span)) ?? [] : [];
    }
}
