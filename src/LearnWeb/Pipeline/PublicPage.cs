using LearnWeb.Models.Notes;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace LearnWeb.Pipeline;

/// <summary>
/// Pages that are the same bytes for everybody: no cookie, no secret, nothing of the visitor. Only such pages
/// are cached on the server and compressed (a secret beside echoed input would leak through its compressed size).
/// They carry <c>[OutputCache(PolicyName = PublicPage.Policy)]</c>.
/// </summary>
internal static class PublicPage
{
    public const string Policy = "PublicPage";

    public static bool IsPublicPage(this HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<OutputCacheAttribute>()?.PolicyName == Policy;
}

/// <summary>
/// Caches by path, content coding, content version and which security headers can hold; not by query, not by Host. A new version of the content
/// makes every old entry unreachable.
/// </summary>
internal sealed class PublicPagePolicy(NoteLibrary library, IResponseCompressionProvider codings) : IOutputCachePolicy
{
    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var request = context.HttpContext.Request;
        context.EnableOutputCaching = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        context.AllowCacheLookup = context.AllowCacheStorage = context.EnableOutputCaching;
        context.AllowLocking = true;
        context.ResponseExpirationTimeSpan = TimeSpan.FromDays(1);
        context.CacheVaryByRules.VaryByHost = false;
        context.CacheVaryByRules.QueryKeys = StringValues.Empty;
        context.CacheVaryByRules.VaryByValues["coding"] =
            StringValues.IsNullOrEmpty(request.Headers.AcceptEncoding)
                ? ""
                : codings.GetCompressionProvider(context.HttpContext)?.EncodingName ?? "";
        context.CacheVaryByRules.VaryByValues["headers"] = SecurityHeaders.VariantFor(request);
        context.CacheVaryByRules.VaryByValues["content"] = library.Current.Version;
        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var response = context.HttpContext.Response;
        if (response.StatusCode != StatusCodes.Status200OK || !StringValues.IsNullOrEmpty(response.Headers[HeaderNames.SetCookie]))
        {
            context.AllowCacheStorage = false;
        }

        return ValueTask.CompletedTask;
    }
}
