using System.Diagnostics;
using System.Text;

namespace LearnWeb.Models.WsgiLab;

/// <summary>What happened at the border between server and application.</summary>
public enum WsgiEventKind
{
    /// <summary>The server called the application.</summary>
    Called,

    /// <summary>The application read from <c>wsgi.input</c>.</summary>
    Read,

    /// <summary>The application wrote to <c>wsgi.errors</c>.</summary>
    Complained,

    /// <summary>The application called <c>start_response</c>.</summary>
    Started,

    /// <summary>The application called <c>start_response</c> again, with <c>exc_info</c>, in time.</summary>
    Restarted,

    /// <summary>The application called <c>write</c>.</summary>
    Wrote,

    /// <summary>The application returned its iterable.</summary>
    Returned,

    /// <summary>The iterable yielded a block.</summary>
    Yielded,

    /// <summary>The server sent status line and header fields.</summary>
    HeadSent,

    /// <summary>The iterable had no more blocks.</summary>
    Exhausted,

    /// <summary>The server stopped asking for blocks: all that may be sent was.</summary>
    Stopped,

    /// <summary>The client went away.</summary>
    ClientGone,

    /// <summary>A rule was broken.</summary>
    Broken,

    /// <summary>The application raised an exception.</summary>
    Raised,

    /// <summary>The server called <c>close()</c>.</summary>
    Closed,

    /// <summary>The server answered in the application's place.</summary>
    Refused,

    /// <summary>The server cut the connection: what was sent cannot be taken back.</summary>
    Cut,
}

/// <summary>One step of a call.</summary>
/// <param name="Milliseconds">Since the call's request was complete.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Text">With what: arguments, a type, a message; may be empty.</param>
/// <param name="Bytes">How many bytes it was about; 0 where it was about none.</param>
/// <param name="Rule">Which rule was broken.</param>
public sealed record WsgiEvent(double Milliseconds, WsgiEventKind Kind, string Text, int Bytes, string? Rule);

/// <summary>Takes down one call, up to a bound.</summary>
/// <param name="visitor">Who runs the experiment.</param>
public sealed class WsgiRecorder(string? visitor = null)
{
    /// <summary>The most steps that are kept of one call.</summary>
    public const int MostEvents = 200;

    private const int LongestText = 2000;
    private const int LongestBlock = 60;

    private long _start = Stopwatch.GetTimestamp();
    private readonly Lock _lock = new();
    private readonly List<WsgiEvent> _events = [];

    /// <summary>Who runs the experiment; <c>null</c> for whoever the request's connection says.</summary>
    public string? Visitor { get; } = visitor;

    /// <summary>The environ as the application got it, described; <c>null</c> before the call.</summary>
    public IReadOnlyList<EnvironEntry>? Environ { get; private set; }

    /// <summary>The request as the HTTP server understood it; <c>null</c> if none reached the gateway.</summary>
    public WsgiRequest? Request { get; private set; }

    public IReadOnlyList<WsgiEvent> Events
    {
        get
        {
            lock (_lock)
            {
                return [.. _events];
            }
        }
    }

    /// <summary>The request is complete; its application is about to be called.</summary>
    public void Begin(WsgiRequest request, IReadOnlyDictionary<string, object> environ) =>
        (Request, Environ, _start) = (request, EnvironEntry.Describe(environ), Stopwatch.GetTimestamp());

    public void Add(WsgiEventKind kind, string text = "", int bytes = 0) => Add(kind, text, bytes, rule: null);

    /// <summary>A block of the body: its beginning as Python would show it.</summary>
    public void AddBlock(WsgiEventKind kind, object? block)
    {
        if (block is byte[] bytes)
        {
            var start = PythonText.Of(Encoding.Latin1.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, LongestBlock))));
            Add(kind, $"b'{start}'{(bytes.Length > LongestBlock ? "…" : "")}", bytes.Length);
        }
        else
        {
            Add(kind, WsgiContract.Describe(block));
        }
    }

    public void Broken(WsgiRule rule, string seen) => Add(WsgiEventKind.Broken, seen, 0, rule.Id);

    private void Add(WsgiEventKind kind, string text, int bytes, string? rule)
    {
        lock (_lock)
        {
            if (_events.Count < MostEvents)
            {
                _events.Add(new WsgiEvent(
                    Stopwatch.GetElapsedTime(_start).TotalMilliseconds, kind, text.Length > LongestText ? text[..LongestText] + "…" : text, bytes, rule));
            }
        }
    }
}
