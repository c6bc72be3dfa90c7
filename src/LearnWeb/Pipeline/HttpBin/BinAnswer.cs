using Microsoft.AspNetCore.Mvc;

namespace LearnWeb.Pipeline;

/// <summary>A body of known length under a type that says what it is.</summary>
internal sealed class BinAnswer(ReadOnlyMemory<byte> body, string contentType) : IActionResult
{
    public Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        return HttpMethods.IsHead(response.HttpContext.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(body, response.HttpContext.RequestAborted).AsTask();
    }
}
