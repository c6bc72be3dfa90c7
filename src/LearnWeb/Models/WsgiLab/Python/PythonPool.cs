using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace LearnWeb.Models.WsgiLab.Python;

/// <summary>
/// The workers of one application: started when they are needed, again when one has died, with a growing pause while they keep
/// dying; stopped when nobody has needed them for a while.
/// </summary>
public sealed class PythonPool(PythonProgram program, PythonFinder finder, PythonHome home, PythonLimits limits, TimeProvider clock, ILogger log)
    : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _free = new(program.MostWorkers, program.MostWorkers);
    private readonly ConcurrentStack<PythonWorker> _idle = new();
    private readonly ConcurrentDictionary<PythonWorker, bool> _all = new();
    private int _waiting;
    private int _deaths;
    private DateTimeOffset _notBefore;

    public PythonProgram Program => program;

    public PythonLimits Limits => limits;

    /// <summary>The processes there are now.</summary>
    public IReadOnlyList<int> ProcessIds => [.. _all.Keys.Where(worker => worker.IsAlive).Select(worker => worker.ProcessId)];

    /// <summary>The application that a gateway can call.</summary>
    public object? Call(IDictionary<string, object> environ, StartResponse startResponse) => new PythonBlocks(this, environ, startResponse);

    /// <summary>A worker for one request; to be given back.</summary>
    /// <exception cref="WsgiUnavailableException">There is no Python, too many wait, or workers keep dying.</exception>
    internal async Task<PythonWorker> TakeAsync(CancellationToken gone)
    {
        try
        {
            if (Interlocked.Increment(ref _waiting) > limits.Waiting || !await _free.WaitAsync(limits.Request, gone))
            {
                throw new WsgiUnavailableException(503, $"{program.Name}: too many requests are waiting.") { RetryAfter = 1 };
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        try
        {
            while (_idle.TryPop(out var worker))
            {
                if (worker.IsAlive)
                {
                    return worker;
                }

                Remove(worker);
            }

            return await StartAsync(gone);
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
        _deaths = 0;
        worker.FreeSince = clock.GetUtcNow();
        _idle.Push(worker);
        _free.Release();
    }

    /// <summary>Gives a worker back that cannot be used again.</summary>
    /// <param name="worker">Killed, if it still runs.</param>
    /// <param name="died">Whether it died by itself.</param>
    internal void Discard(PythonWorker worker, bool died)
    {
        Remove(worker);
        if (died)
        {
            Died();
        }

        _free.Release();
    }

    /// <summary>Stops the workers that nobody has needed for <see cref="PythonLimits.Idle"/>.</summary>
    public void StopIdle()
    {
        var since = clock.GetUtcNow() - limits.Idle;
        var busy = new List<PythonWorker>();
        while (_idle.TryPop(out var worker))
        {
            if (worker.FreeSince <= since)
            {
                Remove(worker);
            }
            else
            {
                busy.Add(worker);
            }
        }

        foreach (var worker in busy)
        {
            _idle.Push(worker);
        }
    }

    public void Dispose()
    {
        foreach (var worker in _all.Keys)
        {
            Remove(worker);
        }
    }

    private async Task<PythonWorker> StartAsync(CancellationToken gone)
    {
        var pause = _notBefore - clock.GetUtcNow();
        if (pause > TimeSpan.Zero)
        {
            throw new WsgiUnavailableException(503, $"{program.Name}: its workers keep dying; the log says how.") { RetryAfter = (int)Math.Ceiling(pause.TotalSeconds) };
        }

        var python = await finder.FindAsync(program.Module)
            ?? throw new WsgiUnavailableException(503, $"{program.Name}: this server has no Python 3.9 or later with {program.Module}. Debian: apt-get install python3 python3-flask python3-django");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(gone);
        patience.CancelAfter(limits.Start);
        try
        {
            var worker = await PythonWorker.StartAsync(home.StartInfo(python, program), line => log.LogInformation("{Application}: {Line}", program.Name, line), patience.Token);
            _all[worker] = true;
            return worker;
        }
        catch (Exception error) when (error is IOException or InvalidDataException or Win32Exception || (error is OperationCanceledException && !gone.IsCancellationRequested))
        {
            Died();
            log.LogError("{Application}: a worker did not start: {Error}", program.Name, error.Message);
            throw new WsgiUnavailableException(502, $"{program.Name}: its worker did not start; the log says why.");
        }
    }

    /// <summary>The first death costs no pause: the next request is served at once.</summary>
    private void Died()
    {
        _deaths++;
        var pause = _deaths < 2 ? TimeSpan.Zero : FirstPause * Math.Pow(2, Math.Min(_deaths, 10) - 2);
        _notBefore = clock.GetUtcNow() + (pause < LongestPause ? pause : LongestPause);
    }

    private void Remove(PythonWorker worker)
    {
        _all.TryRemove(worker, out _);
        worker.Dispose();
    }
}
