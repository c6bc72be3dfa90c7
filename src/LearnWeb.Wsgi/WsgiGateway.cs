using System.Collections;
using Microsoft.Extensions.Logging;

namespace LearnWeb.Wsgi;

/// <summary>
/// The server side of PEP 3333. It calls an application once and sends the blocks that it yields; each block is sent
/// before the next is asked for ("Buffering and Streaming"). It knows nothing of HTTP servers but <see
/// cref="IWsgiConnection"/>.
/// </summary>
public sealed class WsgiGateway(ILogger<WsgiGateway> log)
{
    // excerpt: run
    /// <summary>
    /// Runs one call to its end. It never throws: an error becomes a 500 response, or the connection is cut.
    /// </summary>
    /// <param name="application">The application to call.</param>
    /// <param name="environ">The first argument of the application.</param>
    /// <param name="connection">The connection over which the response is sent.</param>
    /// <param name="recorder">Records each step; may be <c>null</c>.</param>
    /// <param name="gone">Is cancelled when the client has gone.</param>
    public async Task RunAsync(
        WsgiApplication application,
        Dictionary<string, object> environ,
        IWsgiConnection connection,
        WsgiRecorder? recorder,
        CancellationToken gone
    )
    {
        var call = new WsgiCall(connection, environ["REQUEST_METHOD"] is "HEAD", recorder);
        // The application may replace this entry of the environ.
        var input = environ.GetValueOrDefault(WsgiEnviron.Input) as WsgiInput;
        object? blocks = null;
        Exception? failure = null;
        try
        {
            recorder?.Add(WsgiEventKind.Called);
            blocks = application(environ, call.Start);
            if (recorder is not null && blocks is not IRemoteBlocks)
            {
                // For an application in another process, this is known only later.
                recorder.Add(WsgiEventKind.Returned, Returned.Describe(blocks));
            }

            await SendAsync(call, WsgiContract.Iterable(blocks), connection, recorder, gone);
        }
        catch (Exception error)
        {
            failure = error;
            Note(error, call, recorder, gone); // before close(), which is called because of the error
        }

        await CloseAsync(blocks, recorder); // close() is called always and once ("Specification Details")
        if (failure is not null)
        {
            await FailAsync(failure, call, environ, connection, recorder, gone);
        }

        Report(call.Tolerated);
        Report(input?.Tolerated);
    }

    // end: run

    // excerpt: send
    private static async Task SendAsync(
        WsgiCall call,
        object blocks,
        IWsgiConnection connection,
        WsgiRecorder? recorder,
        CancellationToken gone
    )
    {
        call.IsIterating = true;
        if (call.IsHeadSent)
        {
            await connection.FlushAsync(gone); // data passed to write() is sent before anything from the iterable
        }

        if (blocks is IAsyncEnumerable<object?> waiting)
        {
            await foreach (var block in waiting.WithCancellation(gone))
            {
                if (!await PassAsync(block))
                {
                    return;
                }
            }
        }
        else
        {
            foreach (var block in (IEnumerable)blocks)
            {
                if (!await PassAsync(block))
                {
                    return;
                }
            }
        }

        if (blocks is not IRemoteBlocks)
        {
            recorder?.Add(WsgiEventKind.Exhausted); // an application in another process has reported this itself
        }

        call.Finish();
        await connection.FlushAsync(gone);

        async ValueTask<bool> PassAsync(object? block)
        {
            var isWritten = blocks is IRemoteBlocks { WasWritten: true };
            recorder?.AddBlock(isWritten ? WsgiEventKind.Wrote : WsgiEventKind.Yielded, block);
            call.Take(block, only: Returned.LengthOf(blocks) == 1);
            if (call.IsHeadSent)
            {
                await connection.FlushAsync(gone);
            }

            gone.ThrowIfCancellationRequested();
            if (isWritten || !call.IsFull)
            {
                return true;
            }

            recorder?.Add(WsgiEventKind.Stopped);
            return false;
        }
    }

    // end: send

    private async Task CloseAsync(object? blocks, WsgiRecorder? recorder)
    {
        if (blocks is (IAsyncDisposable or IDisposable) and not IRemoteBlocks)
        {
            // An application in another process reports itself whether it has something to close.
            recorder?.Add(WsgiEventKind.Closed);
        }

        try
        {
            if (blocks is IAsyncDisposable waiting)
            {
                await waiting.DisposeAsync();
            }
            else if (blocks is IDisposable held)
            {
                held.Dispose();
            }
        }
        catch (Exception error)
        {
            // The error has no effect on the response.
            recorder?.Add(WsgiEventKind.CloseFailed, PythonText.Repr(error));
            log.LogWarning("close() of a WSGI application failed: {Error}", WsgiContract.Describe(error.Message));
        }
    }

    /// <summary>Records why a call ends early.</summary>
    private static void Note(Exception error, WsgiCall call, WsgiRecorder? recorder, CancellationToken gone)
    {
        if (IsLeaving(error, gone))
        {
            recorder?.Add(WsgiEventKind.ClientGone);
        }
        else if (error is WsgiUnavailableException)
        {
            recorder?.Add(WsgiEventKind.Raised, error.Message);
        }
        // An error that was raised again is no violation: the application let it pass, as it should.
        else if (error != call.Reraised && error is not WsgiViolationException { IsReraised: true })
        {
            recorder?.Broken(WsgiRefusal.BrokenBy(error));
        }
    }

    private async Task FailAsync(
        Exception error,
        WsgiCall call,
        Dictionary<string, object> environ,
        IWsgiConnection connection,
        WsgiRecorder? recorder,
        CancellationToken gone
    )
    {
        if (IsLeaving(error, gone))
        {
            connection.Cut();
            return;
        }

        log.LogWarning("A WSGI application failed: {Error}", WsgiContract.Describe(error.Message));
        if (call.IsHeadSent)
        {
            recorder?.Add(WsgiEventKind.Cut);
            connection.Cut();
            return;
        }

        var refusal = WsgiRefusal.Of(error);
        recorder?.Add(WsgiEventKind.Refused, refusal.Head.Status);
        connection.Begin(refusal.Head);
        if (environ["REQUEST_METHOD"] is not "HEAD")
        {
            connection.Write(refusal.Body);
        }

        try
        {
            await connection.FlushAsync(gone);
        }
        catch (OperationCanceledException left) when (IsLeaving(left, gone))
        {
            recorder?.Add(WsgiEventKind.ClientGone);
            connection.Cut();
        }
    }

    private static bool IsLeaving(Exception error, CancellationToken gone) =>
        error is OperationCanceledException && gone.IsCancellationRequested;

    private void Report(WsgiViolationException? tolerated)
    {
        if (tolerated is not null)
        {
            log.LogWarning(
                "A WSGI application broke the rule {Rule}, and was answered for all the same: {Seen}",
                tolerated.Rule.Id,
                tolerated.Seen
            );
        }
    }
}
