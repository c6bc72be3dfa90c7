using LearnWeb.Http;

namespace LearnWeb.Pipeline;

/// <summary>
/// Keeps whole exchanges byte for byte: those of lab pages, and those whose request asks for it with <c>X-Wire:
/// keep</c>. The response names the identifier in <c>X-Wire-Id</c>. When the exchange has ended, it can be seen at
/// <c>/wire/{id}</c>.
/// </summary>
internal sealed class WireTap(ExchangeStore exchanges, TimeProvider clock)
{
    /// <summary>How long the rest of an unread body may take to arrive. Kestrel itself would wait as long.</summary>
    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Runs as the first middleware. It marks where the request's head ends, and afterwards where the request ends.
    /// </summary>
    public Task FollowAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<ConnectionTap>() is not { } tap || !IsOneAtATime(context.Request.Protocol))
        {
            return next(context);
        }

        // F3: the head has been read; the bytes that Kestrel consumes from now on are the body.
        tap.Begin();
        var answering = next(context);
        if (answering.IsCompletedSuccessfully && !tap.IsKeeping && !RequestFraming.MayHaveBody(context))
        {
            // Most requests, including those for cached pages, end here without a state machine.
            tap.End();
            return Task.CompletedTask;
        }

        return EndAsync(context, tap, answering);
    }

    private async Task EndAsync(HttpContext context, ConnectionTap tap, Task answering)
    {
        try
        {
            await answering;
            if (tap.IsKeeping)
            {
                await context.Response.CompleteAsync();
            }

            await ReadRestAsync(context, tap);
            if (tap.IsKeeping && context.Features.Get<ExchangeCapture>() is { } keeping)
            {
                // F9: both messages have ended.
                exchanges.Keep(keeping.Visitor, Whole(context, keeping, tap.Request, tap.Response));
            }

            tap.End();
        }
        catch
        {
            tap.Lose();
            throw;
        }
    }

    /// <summary>Runs after routing. It keeps the exchange if the endpoint or the request wants it.</summary>
    public Task KeepWantedAsync(HttpContext context, RequestDelegate next)
    {
        if (!WantedExchange.Is(context))
        {
            return next(context);
        }

        // F4: the endpoint is known now, and it wants the exchange.
        var keeping = new ExchangeCapture(ExchangeStore.NewId(), Visitor.Of(context), clock.GetUtcNow());
        var tap = IsOneAtATime(context.Request.Protocol) ? context.Features.Get<ConnectionTap>() : null;
        var bytes = tap?.Keep() == true;
        keeping = keeping with
        {
            Request = bytes ? tap!.Request : DecodedMessage.Of(context.Request),
            Decoded = !bytes,
        };
        context.Features.Set(keeping);
        context.Response.OnStarting(() =>
        {
            context.Response.Headers["X-Wire-Id"] = keeping.Id;
            return Task.CompletedTask;
        });
        if (!bytes)
        {
            context.Response.OnCompleted(() =>
            {
                exchanges.Keep(
                    keeping.Visitor,
                    Whole(context, keeping, keeping.Request!, DecodedMessage.Of(context.Response))
                );
                return Task.CompletedTask;
            });
        }

        return next(context);
    }

    private Exchange Whole(
        HttpContext context,
        ExchangeCapture keeping,
        CapturedMessage request,
        CapturedMessage response
    ) =>
        new(
            keeping.Id,
            keeping.Received,
            context.Request.Protocol,
            keeping.Decoded,
            request,
            response,
            clock.GetUtcNow() - keeping.Received
        );

    // HTTP/2 and HTTP/3 mix the frames of many requests on one connection.
    private static bool IsOneAtATime(string protocol) =>
        HttpProtocol.IsHttp11(protocol) || HttpProtocol.IsHttp10(protocol);

    /// <summary>
    /// Reads the rest of the body that the application left unread. Kestrel would read it and discard it.
    /// </summary>
    private static async Task ReadRestAsync(HttpContext context, ConnectionTap tap)
    {
        if (
            !RequestFraming.MayHaveBody(context)
            || context.Request.Headers.Expect.Count > 0
            || context.RequestAborted.IsCancellationRequested
        )
        {
            // A client that still waits for 100 (Continue) has sent no body. Kestrel closes the connection.
            return;
        }

        try
        {
            await context.Response.CompleteAsync();
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
            patience.CancelAfter(LongestDrain);
            await context.Request.Body.CopyToAsync(Stream.Null, patience.Token);
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or InvalidOperationException)
        {
            tap.Lose();
        }
    }
}
