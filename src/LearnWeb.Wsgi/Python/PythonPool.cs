using System.Collections.Concurrent;
using System.ComponentModel;
using Microsoft.Extensions.Logging;

namespace LearnWeb.Wsgi.Python;

/// <summary>
/// The workers of one application: started when they are needed, again when one has died, with a growing pause while
/// they keep dying; stopped when nobody has needed them for a while.
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
    private readonly List<PythonWorker> _idle = []; // is its own lock; the last that came free goes first
    private readonly ConcurrentDictionary<PythonWorker, bool> _all = new();
    private readonly RestartPause _pause = new(clock);
    private int _waiting;

    public PythonProgram Program => program;

    public PythonLimits Limits => limits;

    /// <summary>A worker has one thread for its application; there may be other workers.</summary>
    public WsgiConcurrency Concurrency { get; } = new(Threads: false, Processes: program.MostWorkers > 1);

    /// <summary>The processes there are now.</summary>
    public IReadOnlyList<int> ProcessIds =>
        [.. _all.Keys.Where(worker => worker.IsAlive).Select(worker => worker.ProcessId)];

    /// <summary>The application that a gateway can call.</summary>
    public object? Call(IDictionary<string, object> environ, StartResponse startResponse) =>
        new PythonBlocks(this, environ, startResponse);

    /// <summary>A worker for one request; to be given back.</summary>
    /// <exception cref="WsgiUnavailableException">There is no Python, too many wait, or workers keep dying.</exception>
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

    /// <summary>Gives a worker back that has finished its request.</summary>
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

    /// <summary>A new worker in the place of one that has ended while nobody needed it.</summary>
    /// <exception cref="WsgiUnavailableException">It cannot be started.</exception>
    internal async Task<PythonWorker> ReplaceAsync(PythonWorker dead, CancellationToken gone)
    {
        Remove(dead);
        return await StartAsync(gone);
    }

    /// <summary>Gives a worker back that cannot be used again.</summary>
    /// <param name="worker">Killed, if it still runs.</param>
    /// <param name="died">Whether it died by itself.</param>
    internal void Discard(PythonWorker worker, bool died)
    {
        Remove(worker);
        if (died)
        {
            _pause.Lengthen();
        }

        _free.Release();
    }

    /// <summary>Stops the workers that nobody has needed for <see cref="PythonLimits.Idle"/>.</summary>
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
