using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Text.Json;

namespace LearnWeb.Models.WsgiLab.Python;

/// <summary>
/// One call of an application in another process, as an iterable: what the worker reports is done here in the same order.
/// Like a generator it starts when it is first asked for a block, and calls <c>start_response</c> on the way.
/// </summary>
internal sealed class PythonBlocks(PythonPool pool, IDictionary<string, object> environ, StartResponse startResponse)
    : IAsyncEnumerable<object?>, ISizedBlocks
{
    /// <summary>How long a worker may take to stop after nobody waits for it any more.</summary>
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(2);

    /// <summary>How long it gets to finish by itself: most have only to close.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    private readonly WsgiInput _input = (WsgiInput)environ[WsgiEnviron.Input];
    private WsgiViolationException? _failure;
    private bool _wrote;

    public int? Length { get; private set; }

    // excerpt: blocks
    public async IAsyncEnumerator<object?> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        var worker = await pool.TakeAsync(cancellationToken);
        using var time = new CancellationTokenSource(pool.Limits.Request);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, time.Token);
        var ending = Ending.Abandoned;
        try
        {
            await DoAsync(() => worker.SendAsync(environ, pool.Program.MostWorkers > 1, _input.Whole.Span, time.Token).AsTask());
            while (true)
            {
                var frame = default(WorkerFrame);
                await DoAsync(async () => frame = await worker.ReceiveAsync(either.Token));
                if (frame.Kind == WorkerFrame.Done)
                {
                    ending = Ending.Finished;
                    break;
                }

                Follow(frame);
                if (frame.Kind is WorkerFrame.Block or WorkerFrame.Wrote)
                {
                    yield return frame.Payload.ToArray(); // what was written went before; the order is kept
                }
            }
        }
        finally
        {
            await EndAsync(worker, ending);
        }

        if (_failure is not null)
        {
            throw _failure;
        }

        async Task DoAsync(Func<Task> step)
        {
            try
            {
                await step();
            }
            catch (Exception error) when (error is IOException or InvalidDataException)
            {
                ending = Ending.Died;
                throw new WsgiUnavailableException(502, $"{pool.Program.Name}: its worker ended in the middle of this request.");
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                ending = Ending.Late;
                throw new WsgiUnavailableException(504, $"{pool.Program.Name}: it took longer than {pool.Limits.Request.TotalSeconds} s.");
            }
        }
    }
    // end: blocks

    /// <summary>Does what the worker says its application did.</summary>
    private void Follow(WorkerFrame frame)
    {
        switch (frame.Kind)
        {
            case WorkerFrame.Started:
                var call = frame.Json;
                var headers = call.GetProperty("headers").EnumerateArray().Select(field => (field[0].GetString()!, field[1].GetString()!)).ToList();
                // Whether exc_info came too late was decided, and raised, where the application runs.
                var excInfo = call.GetProperty("again").GetBoolean() ? ExceptionDispatchInfo.Capture(new InvalidOperationException("exc_info")) : null;
                startResponse(call.GetProperty("status").GetString(), headers, excInfo);
                break;
            case WorkerFrame.Wrote:
                _wrote = true;
                break;
            case WorkerFrame.Returned:
                var type = frame.Json.GetProperty("kind").GetString();
                var length = frame.Json.GetProperty("length") is { ValueKind: JsonValueKind.Number } number ? number.GetInt32() : (int?)null;
                Length = _wrote ? null : length;
                _input.Recorder?.Add(WsgiEventKind.Returned, length is null ? $"{type}" : string.Create(CultureInfo.InvariantCulture, $"{type}, len {length}"));
                break;
            case WorkerFrame.Exhausted:
                _input.Recorder?.Add(WsgiEventKind.Exhausted);
                break;
            case WorkerFrame.Closed:
                _input.Recorder?.Add(WsgiEventKind.Closed);
                break;
            case WorkerFrame.Failed:
                _failure = new WsgiViolationException(
                    WsgiRule.Find(frame.Json.GetProperty("rule").GetString()) ?? WsgiRule.Uncaught, frame.Json.GetProperty("seen").GetString()!);
                break;
        }
    }

    private async Task EndAsync(PythonWorker worker, Ending ending)
    {
        if (ending == Ending.Finished || (ending == Ending.Abandoned && await StopsAsync(worker)))
        {
            pool.Return(worker);
        }
        else
        {
            pool.Discard(worker, died: ending == Ending.Died);
        }
    }

    /// <summary>Lets a worker finish, with <c>close()</c>, a request that nobody waits for any more.</summary>
    private async Task<bool> StopsAsync(PythonWorker worker)
    {
        try
        {
            if (!await IsDoneAsync(worker, Moment))
            {
                using var patience = new CancellationTokenSource(LongestStop);
                await worker.AbandonAsync(patience.Token);
                return await IsDoneAsync(worker, LongestStop);
            }

            return true;
        }
        catch (Exception error) when (error is IOException or InvalidDataException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Whether a worker finishes within this time; what it still says is dropped, as there is nobody to send it to.</summary>
    private async Task<bool> IsDoneAsync(PythonWorker worker, TimeSpan time)
    {
        using var patience = new CancellationTokenSource(time);
        try
        {
            WorkerFrame frame;
            do
            {
                frame = await worker.ReceiveAsync(patience.Token);
                if (frame.Kind == WorkerFrame.Closed)
                {
                    Follow(frame);
                }
            }
            while (frame.Kind != WorkerFrame.Done);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private enum Ending
    {
        Finished,
        Abandoned,
        Died,
        Late,
    }
}
