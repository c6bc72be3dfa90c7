using System.Threading.Channels;

namespace LearnWeb.Wsgi.Python;

/// <summary>
/// One request on one worker, from the moment the worker is taken until it is given back. What the worker says is read
/// as it comes, a few frames ahead of whoever passes it on: a client that reads slowly keeps no worker from the next
/// request.
/// </summary>
internal sealed class PythonRequest : IAsyncDisposable
{
    /// <summary>How many frames are read ahead: more than what follows a last block.</summary>
    private const int Ahead = 8;

    /// <summary>How long a worker may take to stop after nobody waits for it any more.</summary>
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(2);

    /// <summary>How long it gets to finish by itself: most have only to close.</summary>
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
    /// What the worker has said of <c>close()</c>: that it is called, and what it raised. Whole when this is disposed
    /// of.
    /// </summary>
    public IReadOnlyList<WorkerFrame> Closing => _closing;

    /// <summary>Hands a request to a worker of the pool.</summary>
    /// <param name="pool">Where the worker comes from, and goes back to.</param>
    /// <param name="environ">Its strings go along, and the body.</param>
    /// <param name="gone">Ends the waiting for a free worker.</param>
    /// <exception cref="WsgiUnavailableException">There is none.</exception>
    public static async Task<PythonRequest> StartAsync(
        PythonPool pool,
        IDictionary<string, object> environ,
        CancellationToken gone
    ) => new(pool, await pool.TakeAsync(gone), environ);

    /// <summary>What the worker says, until it is done.</summary>
    /// <exception cref="WsgiUnavailableException">The worker died, or took too long and was killed.</exception>
    public IAsyncEnumerable<WorkerFrame> ReadAsync(CancellationToken gone) => _frames.Reader.ReadAllAsync(gone);

    /// <summary>
    /// Nobody waits for the rest, if there is one: the worker finishes with <c>close()</c>, or is killed.
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

    /// <returns>Whether the worker is done, and free for another request.</returns>
    private async Task<bool> RelayAsync(IDictionary<string, object> environ)
    {
        using var time = new CancellationTokenSource(_pool.Limits.Request);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_abandoned.Token, time.Token);
        await HandOverAsync(environ, time.Token);
        try
        {
            // That it is done concerns the worker only, and must not wait for whoever passes the frames on.
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
    /// A worker that has died since its last request has not taken this one: it goes to a new worker, once, as no
    /// application has seen it. What a worker had taken is not done twice, as it may have been written down already.
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
    /// Whether the worker finishes within this time; what it still says is dropped, as there is nobody to send it to.
    /// </summary>
    private async Task<bool> IsDoneAsync(TimeSpan time)
    {
        using var patience = new CancellationTokenSource(time);
        try
        {
            while ((await ReceiveAsync(patience.Token)).Kind != WorkerFrame.Done)
            {
                // what it says does not matter any more
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
            _closing.Add(frame); // often nobody reads any more by then
        }

        return frame;
    }
}
