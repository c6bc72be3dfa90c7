using LearnWeb.Models.WebLab;
using Microsoft.AspNetCore.Http.Features;

namespace LearnWeb.Pipeline;

/// <summary>Makes a <see cref="RequestTrace"/> of the request that is being handled.</summary>
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
            request.Method,
            RequestTarget.Of(context),
            request.Protocol,
            [.. fields],
            context.Connection.RemoteIpAddress?.ToString(),
            received,
            ExchangeCapture.Present(context)!
        );
    }
}
