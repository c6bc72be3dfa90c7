using LearnWeb.Models.Wire;
using Microsoft.AspNetCore.Diagnostics;

namespace LearnWeb.Pipeline;

/// <summary>What Kestrel lets pass of a request's framing, and what it calls by another name than the sender's fault.</summary>
internal static class RequestFraming
{
    /// <summary>Refuses what two recipients could read differently, and closes the connection.</summary>
    public static Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        var isErrorPage = context.Features.Get<IStatusCodeReExecuteFeature>() is not null;
        if (isErrorPage || !IsFramed(context.Request.Headers) || context.Features.Get<ConnectionTap>() is not { } tap
            || FramingFault.Of(tap.Request.Bytes.Span) is not { } fault)
        {
            return next(context);
        }

        context.Response.Headers.Connection = "close";
        return Refusal.AnswerAsync(context, fault.Status, fault.Reason);
    }

    /// <summary>Makes every way in which a body may be read fail in the same way.</summary>
    public static Task FollowAsync(HttpContext context, RequestDelegate next)
    {
        if (IsFramed(context.Request.Headers))
        {
            context.Request.Body = new RequestBody(context.Request.Body);
        }

        return next(context);
    }

    /// <summary>Whether a body is announced.</summary>
    public static bool IsFramed(IHeaderDictionary fields) => fields.ContentLength is not null || fields.TransferEncoding.Count > 0;
}
