using System.Collections.Concurrent;
using LearnWeb.Http;
using LearnWeb.Wsgi;

namespace LearnWeb.Models.WsgiLab;

/// <summary>
/// Which calls are being watched: those that arrive on a connection the lab itself has opened to its own server, known
/// by its two ports. So the bytes need no mark that says so.
/// </summary>
public sealed class CallStore
{
    private readonly ConcurrentDictionary<ConnectionPorts, WsgiRecorder> _byPorts = new();

    /// <summary>Watches what arrives on this connection until the result is disposed of.</summary>
    public IDisposable Watch(ConnectionPorts ports, WsgiRecorder recorder)
    {
        _byPorts[ports] = recorder;
        return new Watching(this, ports, recorder);
    }

    /// <summary>Who watches calls on this connection; <c>null</c> if nobody does.</summary>
    public WsgiRecorder? Find(ConnectionPorts ports) => _byPorts.GetValueOrDefault(ports);

    private sealed class Watching(CallStore store, ConnectionPorts ports, WsgiRecorder recorder) : IDisposable
    {
        public void Dispose() => store._byPorts.TryRemove(new(ports, recorder));
    }
}
