using System.Diagnostics;
using System.Globalization;

namespace LearnWeb.Wsgi;

/// <summary>Takes down one call, up to a bound.</summary>
/// <param name="visitor">Who runs the experiment.</param>
public sealed class WsgiRecorder(string? visitor = null)
{
    /// <summary>The most steps that are kept of one call: its beginning and its end.</summary>
    public const int MostEvents = 200;

    private const int OfTheBeginning = 150;

    private const int LongestText = 2000;
    private const int LongestBlock = 60;

    private long _start = Stopwatch.GetTimestamp();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private readonly List<WsgiEvent> _events = [];
    private int _leftOut;

    /// <summary>Who runs the experiment; <c>null</c> for whoever the request's connection says.</summary>
    public string? Visitor { get; } = visitor;

    /// <summary>The environ as the application got it, described; <c>null</c> before the call.</summary>
    public IReadOnlyList<EnvironEntry>? Environ { get; private set; }

    /// <summary>The request as the HTTP server understood it; <c>null</c> if none reached the gateway.</summary>
    public WsgiRequest? Request { get; private set; }

    /// <summary>
    /// Done when the call is, <c>close()</c> included: a client may have its answer before, or have left.
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

    /// <summary>The request is complete; its application is about to be called.</summary>
    public void Begin(WsgiRequest request, IReadOnlyDictionary<string, object> environ) =>
        (Request, Environ, _start) = (request, EnvironEntry.Describe(environ), Stopwatch.GetTimestamp());

    /// <summary>There are no more steps.</summary>
    public void End() => _ended.TrySetResult();

    public void Add(WsgiEventKind kind, string text = "", int bytes = 0) => Add(kind, text, bytes, rule: null);

    /// <summary>A block of the body: its beginning as Python would show it.</summary>
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
