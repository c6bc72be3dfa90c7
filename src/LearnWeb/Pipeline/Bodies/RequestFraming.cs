using LearnWeb.Http;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace LearnWeb.Pipeline;

/// <summary>
/// Checks what Kestrel accepts in a request's framing although it should not, and corrects the errors that it does not
/// report as the sender's fault.
/// </summary>
internal static class RequestFraming
{
    /// <summary>Refuses framing that two recipients could read differently, and closes the connection.</summary>
    public static Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        if (
            !IsFramed(context.Request.Headers)
            || IsErrorPage(context)
            || context.Features.Get<ConnectionTap>() is not { } tap
            || FramingFault.Of(tap.Request.Bytes.Span) is not { } fault
        )
        {
            return next(context);
        }

        context.Response.Headers.Connection = "close";
        return Refusal.AnswerAsync(context, fault.Status, fault.Reason);
    }

    /// <summary>Makes all ways of reading a body fail with the same exception.</summary>
    public static Task FollowAsync(HttpContext context, RequestDelegate next)
    {
        if (IsFramed(context.Request.Headers))
        {
            context.Request.Body = new RequestBody(context.Request.Body);
        }

        return next(context);
    }

    /// <summary>Whether the request has a body that nobody has read yet.</summary>
    public static bool IsArriving(HttpContext context) => MayHaveBody(context) && !IsErrorPage(context);

    /// <summary>Whether a body follows the header section.</summary>
    public static bool MayHaveBody(HttpContext context) =>
        context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true };

    /// <summary>Whether the header section says where the body ends, in HTTP/1.1.</summary>
    public static bool IsFramed(IHeaderDictionary fields) =>
        fields.ContentLength is not null || fields.TransferEncoding.Count > 0;

    /// <summary>
    /// An error page is made by a second run of the pipeline, for a request that was already admitted or refused.
    /// </summary>
    private static bool IsErrorPage(HttpContext context) =>
        context.Features.Get<IStatusCodeReExecuteFeature>() is not null
        || context.Features.Get<IExceptionHandlerFeature>() is not null;
}
