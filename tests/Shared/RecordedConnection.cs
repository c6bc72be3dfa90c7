using System.Globalization;
using System.Text;
using LearnWeb.Wsgi;

namespace LearnWeb.Tests;

/// <summary>The server's side of a response, written down: what was said, in which order.</summary>
internal sealed class RecordedConnection : IWsgiConnection
{
    private readonly List<byte> _body = [];

    /// <summary><c>head …</c>, <c>write n</c>, <c>flush</c>, <c>cut</c>, and what tests add.</summary>
    public List<string> Log { get; } = [];

    public WsgiHead? Head { get; private set; }

    public bool IsCut { get; private set; }

    public string Body => Encoding.UTF8.GetString([.. _body]);

    /// <summary>Called at each flush, in the client's place.</summary>
    public Action OnFlush { get; set; } = () => { };

    /// <summary>When the client takes what is sent to it.</summary>
    public Task Takes { get; init; } = Task.CompletedTask;

    public void Begin(WsgiHead head)
    {
        Head = head;
        Log.Add($"head {head.Status}");
    }

    public void Write(ReadOnlySpan<byte> block)
    {
        _body.AddRange(block);
        Log.Add(string.Create(CultureInfo.InvariantCulture, $"write {block.Length}"));
    }

    public async ValueTask FlushAsync(CancellationToken gone)
    {
        gone.ThrowIfCancellationRequested();
        Log.Add("flush");
        OnFlush();
        await Takes;
    }

    public void Cut()
    {
        IsCut = true;
        Log.Add("cut");
    }
}
