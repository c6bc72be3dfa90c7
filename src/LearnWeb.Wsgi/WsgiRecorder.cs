using System.Diagnostics;
using System.Globalization;

namespace LearnWeb.Wsgi;

/// <summary>Records the steps of one call; their number is limited.</summary>
/// <param name="visitor">The visitor who runs the experiment.</param>
public sealed class WsgiRecorder(string? visitor = null)
{
    /// <summary>The most steps that are kept of one call. Its beginning and its end are kept.</summary>
    public const int MostEvents = 200;

    private const int OfTheBeginning = 150;

    private const int LongestText = 2000;
    private const int LongestBlock = 60;

    private long _start = Stopwatch.GetTimestamp();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private readonly List<WsgiEvent> _events = [];
    private int _leftOut;

    /// <summary>
    /// The visitor who runs the experiment; <c>null</c> if it is the one of the request's connection.
    /// </summary>
    public string? Visitor { get; } = visitor;

    /// <summary>The environ that the application received, as text; <c>null</c> before the call.</summary>
    public IReadOnlyList<EnvironEntry>? Environ { get; private set; }

    /// <summary>The request as the HTTP server understood it; <c>null</c> if no request reached the gateway.</summary>
    public WsgiRequest? Request { get; private set; }

    /// <summary>
    /// Completes when the call has ended, including <c>close()</c>. The client may have received its response or left
    /// before.
    /// </summary>
    public Task Ended => _ended.Task;

    /// <summary>The steps so far, in order.</summary>
    public IReadOnlyList<WsgiEvent> Events
    {
        get
        {
            lock (_lock)
            {
                return _leftOut == 0
                    ? [.. _events]
                    : [.. _events[..OfTheBeginning], LeftOut(), .. _events[OfTheBeginning..]];
            }
        }
    }

    /// <summary>Begins the record: the request is complete, and the application is about to be called.</summary>
    public void Begin(WsgiRequest request, IReadOnlyDictionary<string, object> environ) =>
        (Request, Environ, _start) = (request, EnvironEntry.Describe(environ), Stopwatch.GetTimestamp());

    /// <summary>Ends the record.</summary>
    public void End() => _ended.TrySetResult();

    public void Add(WsgiEventKind kind, string text = "", int bytes = 0) => Add(kind, text, bytes, rule: null);

    /// <summary>Records a block of the body with its beginning, as Python would show it.</summary>
    public void AddBlock(WsgiEventKind kind, object? block)
    {
        if (block is byte[] bytes)
        {
            var isLong = bytes.Length > LongestBlock;
            Add(
                kind,
                PythonText.Repr(isLong ? bytes.AsSpan(0, LongestBlock) : bytes) + (isLong ? "…" : ""),
                bytes.Length
            );
        }
        else
        {
            Add(kind, WsgiContract.Describe(block));
        }
    }

    public void Broken(WsgiViolationException broken) => Add(WsgiEventKind.Broken, broken.Seen, 0, broken.Rule.Id);

    private void Add(WsgiEventKind kind, string text, int bytes, string? rule)
    {
        lock (_lock)
        {
            if (_events.Count == MostEvents)
            {
                _events.RemoveAt(OfTheBeginning);
                _leftOut++;
            }

            _events.Add(
                new WsgiEvent(
                    Stopwatch.GetElapsedTime(_start).TotalMilliseconds,
                    kind,
                    text.Length > LongestText ? text[..LongestText] + "…" : text,
                    bytes,
                    rule
                )
            );
        }
    }

    private WsgiEvent LeftOut() =>
        new(
            _events[OfTheBeginning].Milliseconds,
            WsgiEventKind.LeftOut,
            _leftOut.ToString(CultureInfo.InvariantCulture),
            0,
            Rule: null
        );
}
