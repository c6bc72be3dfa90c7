using LearnWeb.Http.HttpBin;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace LearnWeb.Pipeline;

/// <summary>What <c>/bin</c> answers when it cannot do what was asked: one shape of JSON for all.</summary>
/// <param name="status">The status code, 400 or higher.</param>
/// <param name="detail">What is wrong and what would be right.</param>
internal sealed class BinError(int status, string detail) : IActionResult
{
    public Task ExecuteResultAsync(ActionContext context) => WriteAsync(context.HttpContext, status, detail);

    public static Task WriteAsync(HttpContext context, int status, string detail)
    {
        context.Response.StatusCode = status;
        return new JsonAnswer(
            BinJson.Of(("detail", detail), ("error", ReasonPhrases.GetReasonPhrase(status)), ("status_code", status))
        ).WriteAsync(context.Response);
    }
}
