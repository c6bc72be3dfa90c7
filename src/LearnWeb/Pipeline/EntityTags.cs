using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace LearnWeb.Pipeline;

/// <summary>
/// Gives a public page a strong validator over the bytes that are sent, so that each content coding has its own
/// (RFC 9110 §8.8.3), and answers 304 when the client has them already (§13.1.2). Stands inside the output cache
/// and outside compression: computed once per version and coding.
/// </summary>
internal static class EntityTags
{
    public static IApplicationBuilder UseEntityTags(this IApplicationBuilder app) =>
        app.Use(async (context, next) =>
        {
            var response = context.Response;
            var outer = response.Body;
            using var bytes = new MemoryStream();
            response.Body = bytes;
            try
            {
                await next(context);
            }
            finally
            {
                response.Body = outer;
            }

            if (response.StatusCode == StatusCodes.Status200OK)
            {
                Describe(response, bytes);
                if (IsKnownTo(context.Request, response))
                {
                    response.StatusCode = StatusCodes.Status304NotModified;
                    response.Headers.ContentLength = null;
                    response.Headers.ContentType = default;
                    return;
                }
            }

            bytes.Position = 0;
            await bytes.CopyToAsync(outer, context.RequestAborted);
        });

    private static void Describe(HttpResponse response, MemoryStream bytes)
    {
        var hash = SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        response.Headers.ETag = $"\"{Convert.ToHexStringLower(hash.AsSpan(0, 12))}\"";
        response.Headers.CacheControl = "public, no-cache";
        response.Headers.ContentLength = bytes.Length;
        if (!response.Headers.Vary.Contains(HeaderNames.AcceptEncoding))
        {
            response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        }
    }

    private static bool IsKnownTo(HttpRequest request, HttpResponse response)
    {
        var known = request.GetTypedHeaders().IfNoneMatch;
        var tag = EntityTagHeaderValue.Parse(response.Headers.ETag.ToString());
        return known.Any(candidate => candidate.Equals(EntityTagHeaderValue.Any) || candidate.Compare(tag, useStrongComparison: false));
    }
}
