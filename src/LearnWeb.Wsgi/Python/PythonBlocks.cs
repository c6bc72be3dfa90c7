using System.Runtime.ExceptionServices;
using System.Text;
using System.Text.Json;

namespace LearnWeb.Wsgi.Python;

/// <summary>
/// The iterable of one call of an application in another process. It repeats here what the worker reports, in the same
/// order. Like a generator, it starts when it is asked for the first block, and calls <c>start_response</c> on the way.
/// </summary>
internal sealed class PythonBlocks(PythonPool pool, IDictionary<string, object> environ, StartResponse startResponse)
    : IAsyncEnumerable<object?>,
        IAsyncDisposable,
        IRemoteBlocks
{
    private readonly WsgiInput _input = (WsgiInput)environ[WsgiEnviron.Input];
    private readonly TextWriter _errors = (TextWriter)environ[WsgiEnviron.Errors];
    private PythonRequest? _request;
    private WsgiViolationException? _failure;
    private bool _wrote;

    public int? Length { get; private set; }

    public bool WasWritten { get; private set; }

    // excerpt: blocks
    public async IAsyncEnumerator<object?> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        _request = await PythonRequest.StartAsync(pool, environ, cancellationToken);
        await foreach (var frame in _request.ReadAsync(cancellationToken))
        {
            Follow(frame);
            if (frame.Kind is WorkerFrame.Block or WorkerFrame.Wrote)
            {
                yield return frame.Payload.ToArray(); // the order is kept: earlier writes were already passed on
            }
        }

        if (_failure is not null)
        {
            throw _failure;
        }
    }

    // end: blocks

    /// <summary>Returns the worker to the pool and records what the worker has reported about <c>close()</c>.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_request is null)
        {
            return; // the call never had a worker
        }

        await _request.DisposeAsync();
        foreach (var frame in _request.Closing)
        {
            var kind = frame.Kind == WorkerFrame.Closed ? WsgiEventKind.Closed : WsgiEventKind.CloseFailed;
            _input.Recorder?.Add(kind, Encoding.UTF8.GetString(frame.Payload.Span));
        }
    }

    /// <summary>Repeats a step that the worker has reported of its application.</summary>
    private void Follow(WorkerFrame frame)
    {
        switch (frame.Kind)
        {
            case WorkerFrame.Started:
                var call = frame.Json;
                var headers = call.GetProperty("headers")
                    .EnumerateArray()
                    .Select(field => (field[0].GetString()!, field[1].GetString()!))
                    .ToList();
                // The worker has already decided whether exc_info came too late, and raised the error there.
                var excInfo = call.GetProperty("exc_info").GetString() is { } error
                    ? ExceptionDispatchInfo.Capture(new RemoteException(error))
                    : null;
                startResponse(call.GetProperty("status").GetString(), headers, excInfo);
                break;
            case WorkerFrame.InVain when _input.Recorder is { } recorder:
                var step = frame.Json;
                recorder.Add(
                    Enum.Parse<WsgiEventKind>(step.GetProperty("step").GetString()!),
                    step.GetProperty("text").GetString()!,
                    step.GetProperty("length").GetInt32()
                );
                break;
            case WorkerFrame.Read when _input.Recorder is { } recorder:
                var read = frame.Json;
                recorder.Add(
                    WsgiEventKind.Read,
                    read.GetProperty("how").GetString()!,
                    read.GetProperty("length").GetInt32()
                );
                break;
            case WorkerFrame.Complained:
                _errors.Write(Encoding.UTF8.GetString(frame.Payload.Span));
                break;
            case WorkerFrame.Wrote:
                (_wrote, WasWritten) = (true, true);
                break;
            case WorkerFrame.Block:
                WasWritten = false;
                break;
            case WorkerFrame.Returned:
                var type = frame.Json.GetProperty("kind").GetString()!;
                var length = frame.Json.GetProperty("length") is { ValueKind: JsonValueKind.Number } number
                    ? number.GetInt32()
                    : (int?)null;
                Length = _wrote ? null : length;
                _input.Recorder?.Add(WsgiEventKind.Returned, Returned.Describe(type, length));
                break;
            case WorkerFrame.Exhausted:
                _input.Recorder?.Add(WsgiEventKind.Exhausted);
                break;
            case WorkerFrame.Failed:
                var failed = frame.Json;
                _failure = new WsgiViolationException(
                    WsgiRule.Find(failed.GetProperty("rule").GetString()) ?? WsgiRule.Uncaught,
                    failed.GetProperty("seen").GetString()!
                )
                {
                    IsReraised = failed.GetProperty("reraised").GetBoolean(),
                };
                break;
        }
    }
}
