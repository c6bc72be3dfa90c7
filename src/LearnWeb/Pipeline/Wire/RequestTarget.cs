using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;

namespace LearnWeb.Pipeline;

/// <summary>The request target as it arrived: a path, or an absolute URL (RFC 9112 §3.2).</summary>
internal static class RequestTarget
{
    /// <summary>Without a socket, the target is rebuilt from its parts.</summary>
    public static string Of(HttpContext context) =>
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget is { Length: > 0 } raw
            ? raw
            : context.Request.GetEncodedPathAndQuery();
}
