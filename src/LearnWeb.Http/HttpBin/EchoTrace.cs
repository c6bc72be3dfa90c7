using System.Globalization;
using System.Text;

namespace LearnWeb.Http.HttpBin;

/// <summary>A request as it arrived, before it is parsed.</summary>
/// <param name="Method">The method, in the case in which it was sent.</param>
/// <param name="Url">The requested URL, with its percent-encoding.</param>
/// <param name="Query">The query as it arrived, without <c>?</c>.</param>
/// <param name="Origin">The client's IP address; empty if the connection is not TCP.</param>
/// <param name="Headers">The header fields, one entry for each field line.</param>
/// <param name="ContentType">The value of <c>Content-Type</c>, or <c>null</c>.</param>
/// <param name="Body">The body, without the framing of its transfer coding.</param>
public sealed record EchoRequest(
    string Method,
    string Url,
    string? Query,
    string Origin,
    IEnumerable<KeyValuePair<string, string>> Headers,
    string? ContentType,
    ReadOnlyMemory<byte> Body
);

/// <summary>
/// The parts of a request under httpbin's names. A name that occurs once has a string as its value; a name that occurs
/// more often has an array of strings.
/// </summary>
public sealed class EchoTrace
{
    private static readonly UTF8Encoding Strict = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    private readonly SortedDictionary<string, object?> _parts;

    private EchoTrace(SortedDictionary<string, object?> parts) => _parts = parts;

    /// <summary>A sentence that tells the limits beyond which a request is not parsed.</summary>
    public static readonly string Bounds = string.Create(
        CultureInfo.InvariantCulture,
        $"A query or form may have {FormFields.Most} fields, JSON {EchoJson.MostValues} values, nested "
            + $"{EchoJson.Deepest} deep."
    );

    /// <summary>
    /// Parses a request; <c>null</c> if it is beyond <see cref="Bounds"/>. The trace refers to the request's bytes,
    /// which must not change as long as it is used.
    /// </summary>
    public static EchoTrace? Of(EchoRequest request)
    {
        if (FormFields.Read(request.Query) is not { } args || BodyOf(request) is not { } body)
        {
            return null;
        }

        return new EchoTrace(
            new(StringComparer.Ordinal)
            {
                ["args"] = Repeated(args),
                ["data"] = body.Data,
                ["files"] = Repeated(body.Files),
                ["form"] = Repeated(body.Form),
                ["headers"] = HeadersOf(request.Headers),
                ["json"] = body.Json,
                ["method"] = request.Method,
                ["origin"] = request.Origin,
                ["url"] = request.Url,
            }
        );
    }

    /// <summary>The parts with these names, ready to become JSON with sorted keys.</summary>
    public SortedDictionary<string, object?> Select(params ReadOnlySpan<string> names)
    {
        var selected = new SortedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            selected[name] = _parts[name];
        }

        return selected;
    }

    /// <summary>
    /// Turns UTF-8 into text, and any other bytes into a <c>data:</c> URL (RFC 2397), because JSON has no type for
    /// bytes.
    /// </summary>
    public static string Text(ReadOnlySpan<byte> bytes, string mediaType = "application/octet-stream")
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return $"data:{mediaType};base64,{Convert.ToBase64String(bytes)}";
        }
    }

    private static EchoBody? BodyOf(EchoRequest request)
    {
        if (UrlencodedForm.IsTypeOf(request.ContentType))
        {
            return FormFields.Read(Encoding.UTF8.GetString(request.Body.Span)) is { } form
                ? new EchoBody(new EchoText(default), form, [], null)
                : null;
        }

        if (
            MultipartForm.BoundaryOf(request.ContentType) is { } boundary
            && MultipartForm.Read(request.Body, boundary, FormFields.Most) is { IsWhole: true, Parts: var parts }
            && parts.All(part => part.Name is not null)
        )
        {
            return new EchoBody(
                new EchoText(default),
                [
                    .. parts
                        .Where(part => part.FileName is null)
                        .Select(part => new KeyValuePair<string, string>(part.Name!, Text(part.Content.Span))),
                ],
                [
                    .. parts
                        .Where(part => part.FileName is not null)
                        .Select(part => new KeyValuePair<string, string>(
                            part.Name!,
                            Text(part.Content.Span, part.MediaType ?? "application/octet-stream")
                        )),
                ],
                null
            );
        }

        var fit = EchoJson.FitOf(request.Body.Span);
        return fit == JsonFit.TooComplex
            ? null
            : new EchoBody(new EchoText(request.Body), [], [], fit == JsonFit.Fits ? new EchoJson(request.Body) : null);
    }

    /// <summary>Groups the values by name: a single value is a string, several are an array.</summary>
    public static SortedDictionary<string, object?> Repeated(IEnumerable<KeyValuePair<string, string>> fields)
    {
        var map = new SortedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in fields)
        {
            map[name] = map.GetValueOrDefault(name) switch
            {
                null => value,
                List<string> values => Grown(values, value),
                var once => new List<string> { (string)once, value },
            };
        }

        return map;
    }

    private static List<string> Grown(List<string> values, string value)
    {
        values.Add(value);
        return values;
    }

    /// <summary>
    /// Header fields with their names in the case that httpbin shows. The lines of one field are joined (RFC 9110
    /// §5.3).
    /// </summary>
    private static SortedDictionary<string, object?> HeadersOf(IEnumerable<KeyValuePair<string, string>> headers)
    {
        var map = new SortedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (sent, line) in headers)
        {
            var name = string.Join('-', sent.Split('-').Select(Capital));
            var value = name == "Cookie" ? SiteCookies.Mask(line) : line;
            map[name] = map.GetValueOrDefault(name) is string before
                ? before + (name == "Cookie" ? "; " : ",") + value
                : value;
        }

        return map;
    }

    private static string Capital(string part) =>
        part.Length == 0 ? part : char.ToUpperInvariant(part[0]) + part[1..].ToLowerInvariant();

    private sealed record EchoBody(
        EchoText Data,
        IReadOnlyList<KeyValuePair<string, string>> Form,
        IReadOnlyList<KeyValuePair<string, string>> Files,
        EchoJson? Json
    );
}
