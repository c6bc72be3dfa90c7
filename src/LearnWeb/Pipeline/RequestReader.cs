using LearnWeb.Models.WebLab;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;

namespace LearnWeb.Pipeline;

/// <summary>Takes a <see cref="RequestTrace"/> of the request being handled.</summary>
internal static class RequestReader
{
    public static RequestTrace Read(HttpContext context, DateTimeOffset received)
    {
        var request = context.Features.GetRequiredFeature<IHttpRequestFeature>();
        var fields =
            from header in request.Headers
            from value in header.Value
            select RequestTrace.Show(header.Key, value ?? "");
        return new RequestTrace(
            request.Method, TargetOf(context), request.Protocol, [.. fields],
            context.Connection.RemoteIpAddress?.ToString(), received, Keeping.Present(context)!);
    }

    /// <summary>The request target as it arrived (RFC 9112 §3.2); made again from its parts where there was no socket.</summary>
    public static string TargetOf(HttpContext context) =>
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget is { Length: > 0 } raw ? raw : context.Request.GetEncodedPathAndQuery();
}
