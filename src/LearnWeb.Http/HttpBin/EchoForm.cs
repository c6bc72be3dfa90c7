using System.Text;

namespace LearnWeb.Http.HttpBin;

/// <summary>The fields of a form, files aside, in whichever of the two ways browsers send one.</summary>
public static class EchoForm
{
    /// <returns>Names and values in order; none for a body that is no form.</returns>
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
