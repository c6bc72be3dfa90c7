using System.Security.Cryptography;

namespace LearnWeb.Http;

/// <summary>
/// Keeps exchanges in memory for a limited time. The number of exchanges per visitor and the number of bytes in all are
/// limited; beyond a limit, the oldest exchange is removed. An exchange is found only by its identifier; there is no
/// list.
/// </summary>
public sealed class ExchangeStore(TimeProvider clock)
{
    /// <summary>How long an exchange is kept.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    /// <summary>The most exchanges of one visitor.</summary>
    public const int MostPerVisitor = 32;

    /// <summary>The most bytes that all exchanges together may take.</summary>
    public const long MostBytes = 64 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Kept>> _byId = [];
    private readonly Dictionary<string, LinkedList<LinkedListNode<Kept>>> _byVisitor = [];
    private readonly LinkedList<Kept> _oldestFirst = [];
    private long _bytes;

    /// <summary>A new identifier: 128 random bits, 22 characters of base64url.</summary>
    public static string NewId() => System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));

    public void Keep(string visitor, Exchange exchange)
    {
        lock (_lock)
        {
            var node = _oldestFirst.AddLast(new Kept(visitor, exchange, clock.GetUtcNow()));
            _byId.Add(exchange.Id, node);
            var own = _byVisitor.TryGetValue(visitor, out var known) ? known : _byVisitor[visitor] = [];
            own.AddLast(node);
            _bytes += exchange.Size;
            if (own.Count > MostPerVisitor)
            {
                Remove(own.First!.Value);
            }

            while (_bytes > MostBytes || IsOver(_oldestFirst.First!.Value))
            {
                Remove(_oldestFirst.First!);
            }
        }
    }

    /// <summary>
    /// The exchange with this identifier; <c>null</c> if it is unknown, expired or was removed to make room.
    /// </summary>
    public Exchange? Find(string id)
    {
        lock (_lock)
        {
            return _byId.TryGetValue(id, out var node) && !IsOver(node.Value) ? node.Value.Exchange : null;
        }
    }

    private bool IsOver(Kept kept) => clock.GetUtcNow() - kept.Since > Lifetime;

    private void Remove(LinkedListNode<Kept> node)
    {
        var (visitor, exchange, _) = node.Value;
        _oldestFirst.Remove(node);
        _byId.Remove(exchange.Id);
        _bytes -= exchange.Size;
        var own = _byVisitor[visitor];
        own.Remove(node);
        if (own.Count == 0)
        {
            _byVisitor.Remove(visitor);
        }
    }

    private sealed record Kept(string Visitor, Exchange Exchange, DateTimeOffset Since);
}
