using System.Collections.Concurrent;
using System.ComponentModel;
using Microsoft.Extensions.Logging;

namespace LearnWeb.Wsgi.Python;

/// <summary>
/// The workers of one application. They are started on demand and restarted after they have died, with a growing pause
/// if they keep dying. They are stopped when they have not been needed for a while.
/// </summary>
public sealed class PythonPool(
    PythonProgram program,
    PythonFinder finder,
    PythonHome home,
    PythonLimits limits,
    TimeProvider clock,
    ILogger log
) : IDisposable
{
    private readonly SemaphoreSlim _free = new(program.MostWorkers, program.MostWorkers);

    // this object is also the lock; the worker that was returned last is used first
    private readonly List<PythonWorker> _idle = [];
    private readonly ConcurrentDictionary<PythonWorker, bool> _all = new();
    private readonly RestartPause _pause = new(clock);
    private int _waiting;

    public PythonProgram Program => program;

    public PythonLimits Limits => limits;

    /// <summary>A worker has one thread for its application; other workers may run at the same time.</summary>
    public WsgiConcurrency Concurrency { get; } = new(Threads: false, Processes: program.MostWorkers > 1);

    /// <summary>The ids of the processes that run now.</summary>
    public IReadOnlyList<int> ProcessIds =>
        [.. _all.Keys.Where(worker => worker.IsAlive).Select(worker => worker.ProcessId)];

    /// <summary>The application, in the form that a gateway can call.</summary>
    public object? Call(IDictionary<string, object> environ, StartResponse startResponse) =>
        new PythonBlocks(this, environ, startResponse);

    /// <summary>Takes a worker for one request. The caller must return or discard it.</summary>
    /// <exception cref="WsgiUnavailableException">
    /// There is no Python, too many requests are waiting, or workers keep dying.
    /// </exception>
    internal async Task<PythonWorker> TakeAsync(CancellationToken gone)
    {
        try
        {
            if (Interlocked.Increment(ref _waiting) > limits.Waiting || !await _free.WaitAsync(limits.Request, gone))
            {
                throw new WsgiUnavailableException(503, $"{program.Name}: too many requests are waiting.")
                {
                    RetryAfter = 1,
                };
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        try
        {
            return TakeIdle() ?? await StartAsync(gone);
        }
        catch
        {
            _free.Release();
            throw;
        }
    }

    /// <summary>Returns a worker that has finished its request.</summary>
    internal void Return(PythonWorker worker)
    {
        _pause.Forget();
        worker.FreeSince = clock.GetUtcNow();
        lock (_idle)
        {
            _idle.Add(worker);
        }

        _free.Release();
    }

    /// <summary>Starts a new worker in place of one that has ended while it was idle.</summary>
    /// <exception cref="WsgiUnavailableException">The worker cannot be started.</exception>
    internal async Task<PythonWorker> ReplaceAsync(PythonWorker dead, CancellationToken gone)
    {
        Remove(dead);
        return await StartAsync(gone);
    }

    /// <summary>Removes a worker that cannot be used again.</summary>
    /// <param name="worker">The worker. It is killed if it still runs.</param>
    /// <param name="died">Whether the worker ended without being told to.</param>
    internal void Discard(PythonWorker worker, bool died)
    {
        Remove(worker);
        if (died)
        {
            _pause.Lengthen();
        }

        _free.Release();
    }

    /// <summary>Stops the workers that have been idle for <see cref="PythonLimits.Idle"/>.</summary>
    public void StopIdle()
    {
        var since = clock.GetUtcNow() - limits.Idle;
        List<PythonWorker> stale;
        lock (_idle)
        {
            stale = _idle.FindAll(worker => worker.FreeSince <= since);
            _idle.RemoveAll(stale.Contains);
        }

        stale.ForEach(Remove);
    }

    public void Dispose()
    {
        foreach (var worker in _all.Keys)
        {
            Remove(worker);
        }
    }

    private PythonWorker? TakeIdle()
    {
        while (true)
        {
            PythonWorker worker;
            lock (_idle)
            {
                if (_idle.Count == 0)
                {
                    return null;
                }

                worker = _idle[^1];
                _idle.RemoveAt(_idle.Count - 1);
            }

            if (worker.IsAlive)
            {
                return worker;
            }

            Remove(worker);
        }
    }

    private async Task<PythonWorker> StartAsync(CancellationToken gone)
    {
        if (_pause.Left is var pause && pause > TimeSpan.Zero)
        {
            throw new WsgiUnavailableException(503, $"{program.Name}: its workers keep dying; the log says how.")
            {
                RetryAfter = (int)Math.Ceiling(pause.TotalSeconds),
            };
        }

        var python =
            await finder.FindAsync(program.Module)
            ?? throw new WsgiUnavailableException(
                503,
                $"{program.Name}: this server has no Python 3.9 or later with {program.Module}. Debian: "
                    + "apt-get install python3 python3-flask python3-django"
            );
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(gone);
        patience.CancelAfter(limits.Start);
        try
        {
            var worker = await PythonWorker.StartAsync(
                home.StartInfo(python, program),
                line => log.LogInformation("{Application}: {Line}", program.Name, line),
                patience.Token
            );
            _all[worker] = true;
            return worker;
        }
        catch (Exception error)
            when (error is IOException or InvalidDataException or Win32Exception
                || (error is OperationCanceledException && !gone.IsCancellationRequested)
            )
        {
            _pause.Lengthen();
            log.LogError("{Application}: a worker did not start: {Error}", program.Name, error.Message);
            throw new WsgiUnavailableException(502, $"{program.Name}: its worker did not start; the log says why.");
        }
    }

    private void Remove(PythonWorker worker)
    {
        if (_all.TryRemove(worker, out _))
        {
            worker.Dispose();
        }
    }
}
