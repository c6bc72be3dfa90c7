using System.Threading.Channels;

namespace LearnWeb.Wsgi.Python;

/// <summary>
/// One request on one worker, from the moment when the worker is taken until it is returned. The worker's frames are
/// read as they come, a few frames ahead of the consumer, so that a slow client does not keep the worker from its next
/// request.
/// </summary>
internal sealed class PythonRequest : IAsyncDisposable
{
    /// <summary>How many frames are read ahead. There are never as many after the last block.</summary>
    private const int Ahead = 8;

    /// <summary>How long a worker may take to stop a request that is no longer wanted.</summary>
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long a worker may take to finish by itself. Most workers only have to call <c>close()</c>.
    /// </summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    private readonly Channel<WorkerFrame> _frames = Channel.CreateBounded<WorkerFrame>(Ahead);
    private readonly CancellationTokenSource _abandoned = new();
    private readonly PythonPool _pool;
    private PythonWorker _worker;
    private readonly Task _running;
    private readonly List<WorkerFrame> _closing = [];

    private PythonRequest(PythonPool pool, PythonWorker worker, IDictionary<string, object> environ)
    {
        (_pool, _worker) = (pool, worker);
        _running = RunAsync(environ);
    }

    /// <summary>
    /// What the worker has reported about <c>close()</c>: that it was called, and what it raised. The list is complete
    /// after this object is disposed.
    /// </summary>
    public IReadOnlyList<WorkerFrame> Closing => _closing;

    /// <summary>Sends a request to a worker of the pool.</summary>
    /// <param name="pool">The pool from which the worker is taken and to which it is returned.</param>
    /// <param name="environ">The environ, whose strings and body are sent to the worker.</param>
    /// <param name="gone">Ends the wait for a free worker.</param>
    /// <exception cref="WsgiUnavailableException">There is no free worker.</exception>
    public static async Task<PythonRequest> StartAsync(
        PythonPool pool,
        IDictionary<string, object> environ,
        CancellationToken gone
    ) => new(pool, await pool.TakeAsync(gone), environ);

    /// <summary>Reads the worker's frames until it is done.</summary>
    /// <exception cref="WsgiUnavailableException">The worker died, or took too long and was killed.</exception>
    public IAsyncEnumerable<WorkerFrame> ReadAsync(CancellationToken gone) => _frames.Reader.ReadAllAsync(gone);

    /// <summary>
    /// Ends the request. If the rest of it is no longer wanted, the worker finishes with <c>close()</c>, or is killed.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await _abandoned.CancelAsync();
        await _running;
        _abandoned.Dispose();
    }

    private async Task RunAsync(IDictionary<string, object> environ)
    {
        Exception? error = null;
        try
        {
            if (await RelayAsync(environ))
            {
                _pool.Return(_worker);
            }
            else
            {
                _pool.Discard(_worker, died: false);
            }
        }
        catch (Exception died) when (died is IOException or InvalidDataException)
        {
            _pool.Discard(_worker, died: true);
            error = new WsgiUnavailableException(
                502,
                $"{_pool.Program.Name}: its worker ended in the middle of this request."
            );
        }
        catch (WsgiUnavailableException none)
        {
            _pool.Discard(_worker, died: false);
            error = none;
        }
        catch (OperationCanceledException)
        {
            _pool.Discard(_worker, died: false);
            error = new WsgiUnavailableException(
                504,
                $"{_pool.Program.Name}: it took longer than {_pool.Limits.Request.TotalSeconds} s."
            );
        }

        _frames.Writer.Complete(error);
    }

    /// <returns>Whether the worker is done and free for another request.</returns>
    private async Task<bool> RelayAsync(IDictionary<string, object> environ)
    {
        using var time = new CancellationTokenSource(_pool.Limits.Request);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_abandoned.Token, time.Token);
        await HandOverAsync(environ, time.Token);
        try
        {
            // The last frame concerns only the worker, so it must not wait until the consumer has passed on the others.
            while (await ReceiveAsync(either.Token) is { Kind: not WorkerFrame.Done } frame)
            {
                await _frames.Writer.WriteAsync(frame, either.Token);
            }

            return true;
        }
        catch (OperationCanceledException) when (_abandoned.IsCancellationRequested)
        {
            return await IsDoneAsync(Moment) || await StopsAsync();
        }
    }

    /// <summary>
    /// Sends the request. If the worker has died since its last request, no application has seen this one, so it is
    /// sent to a new worker, once. A request that a worker has already taken is never repeated, because it may have had
    /// an effect.
    /// </summary>
    private async Task HandOverAsync(IDictionary<string, object> environ, CancellationToken time)
    {
        try
        {
            await _worker.SendAsync(environ, time);
        }
        catch (IOException)
        {
            _worker = await _pool.ReplaceAsync(_worker, time);
            await _worker.SendAsync(environ, time);
        }
    }

    private async Task<bool> StopsAsync()
    {
        using var patience = new CancellationTokenSource(LongestStop);
        await _worker.AbandonAsync(patience.Token);
        return await IsDoneAsync(LongestStop);
    }

    /// <summary>
    /// Whether the worker finishes within this time. Its further frames are dropped, as there is nobody to send them
    /// to.
    /// </summary>
    private async Task<bool> IsDoneAsync(TimeSpan time)
    {
        using var patience = new CancellationTokenSource(time);
        try
        {
            while ((await ReceiveAsync(patience.Token)).Kind != WorkerFrame.Done)
            {
                // the frame is not needed any more
            }

            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<WorkerFrame> ReceiveAsync(CancellationToken cancellation)
    {
        var frame = await _worker.ReceiveAsync(cancellation);
        if (frame.Kind is WorkerFrame.Closed or WorkerFrame.CloseFailed)
        {
            _closing.Add(frame); // by then, often nobody reads the frames any more
        }

        return frame;
    }
}
