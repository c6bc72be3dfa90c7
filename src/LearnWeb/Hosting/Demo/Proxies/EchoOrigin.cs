using System.Collections.Concurrent;
using System.Net;
using LearnWeb.Models.ReverseProxyLab;

namespace LearnWeb.Hosting;

/// <summary>A Kestrel whose application says what it was asked, and remembers it.</summary>
internal sealed class EchoOrigin : IAsyncDisposable
{
    private readonly DemoOrigin _server;
    private readonly ConcurrentQueue<string> _seen = new();

    private EchoOrigin() => _server = new DemoOrigin(LabFields.Host, "1") { Middleware = AnswerAsync };

    public IPEndPoint Address => _server.Address;

    public static async Task<EchoOrigin> StartAsync(CancellationToken cancellation)
    {
        var origin = new EchoOrigin();
        await origin._server.StartAsync(cancellation);
        return origin;
    }

    /// <summary>What it has seen since the last call.</summary>
    public List<string> TakeSeen()
    {
        var seen = new List<string>();
        while (_seen.TryDequeue(out var request))
        {
            seen.Add(request);
        }

        return seen;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        var text = $"{context.Request.Method} {context.Request.Path}";
        try
        {
            // As an application does that takes what it is sent: where the content does not end, it never gets so far.
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        }
        catch (BadHttpRequestException)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        _seen.Enqueue(text);
        context.Response.ContentLength = text.Length;
        await context.Response.WriteAsync(text, context.RequestAborted);
    }
}
