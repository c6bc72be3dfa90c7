using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LearnWeb.Wsgi.Python;

/// <summary>One Python process that serves one application, one request at a time.</summary>
internal sealed class PythonWorker : IDisposable
{
    /// <summary>The most lines of a worker's standard error that are logged; further lines are dropped.</summary>
    private const int MostLines = 1000;

    /// <summary>How long a killed process may take to end.</summary>
    private static readonly TimeSpan LongestDeath = TimeSpan.FromSeconds(1);

    private readonly Process _process;
    private readonly Stream _in;
    private readonly BufferedStream _out;
    private int _lines;
    private int _requests;
    private Task<WorkerFrame>? _next;

    private PythonWorker(Process process, Action<string> log)
    {
        _process = process;
        _in = process.StandardInput.BaseStream;
        _out = new BufferedStream(process.StandardOutput.BaseStream, 64 * 1024);
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { Length: > 0 } text && Interlocked.Increment(ref _lines) <= MostLines)
            {
                log(WsgiContract.Describe(text));
            }
        };
        process.BeginErrorReadLine();
    }

    public bool IsAlive => !_process.HasExited;

    public int ProcessId => _process.Id;

    /// <summary>When the worker became free, by the pool's clock.</summary>
    public DateTimeOffset FreeSince { get; set; }

    /// <summary>Starts a process and waits until it has loaded the application.</summary>
    /// <exception cref="EndOfStreamException">The process ended before that.</exception>
    /// <exception cref="OperationCanceledException">The start took too long.</exception>
    public static async Task<PythonWorker> StartAsync(
        ProcessStartInfo start,
        Action<string> log,
        CancellationToken patience
    )
    {
        var worker = new PythonWorker(Process.Start(start)!, log);
        try
        {
            await worker.ReceiveAsync(patience);
            return worker;
        }
        catch
        {
            worker.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Sends a request to the worker (the environ without its streams, and the body) and waits until the worker has
    /// taken it. If this is interrupted, the worker cannot be used any more.
    /// </summary>
    /// <exception cref="IOException">
    /// The worker has ended, and its application has seen nothing of the request.
    /// </exception>
    public async Task SendAsync(IDictionary<string, object> environ, CancellationToken cancellation)
    {
        _requests++;
        var plain = environ
            .Where(pair => pair.Value is string or bool)
            .ToDictionary(pair => pair.Key, pair => pair.Value);
        var json = JsonSerializer.SerializeToUtf8Bytes(new { number = _requests, environ = plain });
        var body = ((WsgiInput)environ[WsgiEnviron.Input]).Whole;
        var payload = new byte[sizeof(int) + json.Length + body.Length];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(payload, json.Length);
        json.CopyTo(payload.AsSpan(sizeof(int)));
        body.Span.CopyTo(payload.AsSpan(sizeof(int) + json.Length));
        await new WorkerFrame(WorkerFrame.Request, payload).WriteAsync(_in, cancellation);
        await ReceiveAsync(cancellation); // the worker confirms that it has taken the request
    }

    /// <summary>Tells the worker that the rest of this request is no longer wanted.</summary>
    public ValueTask AbandonAsync(CancellationToken cancellation) =>
        new WorkerFrame(
            WorkerFrame.Abandon,
            Encoding.ASCII.GetBytes(_requests.ToString(CultureInfo.InvariantCulture))
        ).WriteAsync(_in, cancellation);

    /// <summary>
    /// Receives the next frame. If the wait is cancelled, the frame is not lost: the next call receives it.
    /// </summary>
    public async Task<WorkerFrame> ReceiveAsync(CancellationToken cancellation)
    {
        _next ??= WorkerFrame.ReadAsync(_out).AsTask();
        var frame = await _next.WaitAsync(cancellation);
        _next = null;
        return frame;
    }

    /// <summary>Ends the process at once, with all processes that it has started.</summary>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit(LongestDeath);
        }

        _process.Dispose();
    }
}
