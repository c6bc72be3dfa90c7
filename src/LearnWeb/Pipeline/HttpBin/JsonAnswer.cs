using System.IO.Pipelines;
using LearnWeb.Http.HttpBin;
using Microsoft.AspNetCore.Mvc;

namespace LearnWeb.Pipeline;

/// <summary>
/// An answer of <c>/bin</c> in JSON, of known length. It is made in small lent buffers, which are given back once it is
/// sent.
/// </summary>
internal sealed class JsonAnswer(SortedDictionary<string, object?> json) : IActionResult
{
    private static readonly PipeOptions Buffers = new(
        pauseWriterThreshold: 0,
        minimumSegmentSize: 16 * 1024,
        useSynchronizationContext: false
    );

    public Task ExecuteResultAsync(ActionContext context) => WriteAsync(context.HttpContext.Response);

    public async Task WriteAsync(HttpResponse response)
    {
        var made = new Pipe(Buffers);
        BinJson.WriteTo(made.Writer, json);
        await made.Writer.CompleteAsync();
        var body = (await made.Reader.ReadAsync(response.HttpContext.RequestAborted)).Buffer;
        try
        {
            response.ContentType = "application/json";
            response.ContentLength = body.Length;
            if (!HttpMethods.IsHead(response.HttpContext.Request.Method))
            {
                foreach (var piece in body)
                {
                    await response.Body.WriteAsync(piece, response.HttpContext.RequestAborted);
                }
            }
        }
        finally
        {
            await made.Reader.CompleteAsync();
        }
    }
}
