using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace LearnWeb.Pipeline;

/// <summary>
/// A public page as it is sent: its header fields and its bytes in one content coding, under a strong validator
/// over exactly those bytes (RFC 9110 §8.8.3).
/// </summary>
internal sealed class KeptPage
{
    // What a 304 leaves out: it describes content that is not sent (RFC 9110 §15.4.5).
    private static readonly HashSet<string> OfContentOnly = new(StringComparer.OrdinalIgnoreCase)
    {
        HeaderNames.ContentLength,
        HeaderNames.ContentType,
        HeaderNames.ContentEncoding,
    };

    private readonly KeyValuePair<string, StringValues>[] _fields;
    private readonly EntityTagHeaderValue _tag;
    private readonly byte[] _bytes;

    /// <param name="fields">The fields of the response that was made; kept without <c>Date</c>, which the server
    /// adds.</param>
    /// <param name="bytes">The body as it goes out.</param>
    public KeptPage(IHeaderDictionary fields, byte[] bytes)
    {
        _bytes = bytes;
        _tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 12))}\"");
        fields.ETag = _tag.ToString();
        fields.CacheControl = "public, no-cache";
        fields.ContentLength = bytes.Length;
        fields.Vary = StringValues.Concat(
            fields.Vary,
            fields.Vary.Contains(HeaderNames.AcceptEncoding) ? default : HeaderNames.AcceptEncoding
        );
        _fields = [.. fields.Where(field => field.Key != HeaderNames.Date)];
    }

    public int Length => _bytes.Length;

    /// <summary>
    /// Sends the page, or 304 to a client that says it has these bytes (RFC 9110 §13.1.2), or no body to HEAD.
    /// </summary>
    public Task SendAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        var known = IsKnownTo(request);
        foreach (var (name, value) in _fields)
        {
            if (known && OfContentOnly.Contains(name))
            {
                response.Headers.Remove(name);
            }
            else
            {
                response.Headers[name] = value;
            }
        }

        if (known)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        return HttpMethods.IsHead(request.Method)
            ? Task.CompletedTask
            : response.BodyWriter.WriteAsync(_bytes, context.RequestAborted).AsTask();
    }

    private bool IsKnownTo(HttpRequest request) =>
        !StringValues.IsNullOrEmpty(request.Headers.IfNoneMatch)
        && request
            .GetTypedHeaders()
            .IfNoneMatch.Any(tag =>
                tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(_tag, useStrongComparison: false)
            );
}
