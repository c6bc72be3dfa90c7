using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace LearnWeb.Pipeline;

/// <summary>
/// Limits how many connections may be open. When all places are taken, the connection that has been idle longest is
/// closed for the next one, as in nginx. A server that refused new connections could be blocked for everybody by a
/// client that opens many and sends nothing. One address has only a share of the places; when all are taken, the
/// address with the most connections loses one.
/// </summary>
/// <param name="places">How many connections may be open.</param>
/// <param name="share">
/// How many of them one <see cref="ClientAddress"/> may have. A known proxy, which represents many clients, has no such
/// limit.
/// </param>
/// <param name="isProxy">Whether an address is a known proxy's.</param>
internal sealed class ConnectionLimit(int places, int share, Predicate<IPAddress> isProxy)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, HashSet<OpenConnection>> _open = [];
    private int _count;

    /// <summary>
    /// Admits a connection, if necessary in place of another. A connection for which there is no place is closed.
    /// </summary>
    public async Task AdmitAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var mine = new OpenConnection(connection, (connection.RemoteEndPoint as IPEndPoint)?.Address);
        if (!TryEnter(mine))
        {
            connection.Abort(new ConnectionAbortedException("Every place is taken by a connection that is in use."));
            return;
        }

        connection.Features.Set(mine);
        try
        {
            await next(connection);
        }
        finally
        {
            Leave(mine);
        }
    }

    /// <summary>
    /// Records that a request is being answered on a connection, which is not idle until that is done.
    /// </summary>
    public static async Task FollowAsync(HttpContext context, RequestDelegate next)
    {
        var connection = context.Features.Get<OpenConnection>();
        connection?.Begin();
        try
        {
            await next(context);
        }
        finally
        {
            connection?.End();
        }
    }

    private bool TryEnter(OpenConnection mine)
    {
        OpenConnection? leaving = null;
        lock (_lock)
        {
            var neighbours = _open.GetValueOrDefault(mine.Client) ?? [];
            if (neighbours.Count >= share && !(mine.Address is { } address && isProxy(address)))
            {
                leaving = LongestIdle(neighbours);
            }
            else if (_count >= places)
            {
                leaving =
                    LongestIdle(_open.Values.MaxBy(connections => connections.Count)!)
                    ?? LongestIdle(_open.Values.SelectMany(connections => connections));
            }
            else
            {
                Add(mine, neighbours);
                return true;
            }

            if (leaving is null)
            {
                return false;
            }

            Remove(leaving);
            Add(mine, neighbours);
        }

        _ = leaving.CloseAsync(); // the next connection does not wait for this
        return true;
    }

    private void Leave(OpenConnection mine)
    {
        lock (_lock)
        {
            Remove(mine);
        }
    }

    private void Add(OpenConnection connection, HashSet<OpenConnection> neighbours)
    {
        neighbours.Add(connection);
        _open[connection.Client] = neighbours;
        _count++;
    }

    private void Remove(OpenConnection connection)
    {
        if (_open.TryGetValue(connection.Client, out var neighbours) && neighbours.Remove(connection))
        {
            _count--;
            if (neighbours.Count == 0)
            {
                _open.Remove(connection.Client);
            }
        }
    }

    private static OpenConnection? LongestIdle(IEnumerable<OpenConnection> connections) =>
        connections.Where(connection => connection.IsIdle).MinBy(connection => connection.IdleSince);

    /// <summary>An open connection and its state.</summary>
    private sealed class OpenConnection(ConnectionContext connection, IPAddress? address)
    {
        /// <summary>
        /// How long a request that is just arriving may take after its connection has lost its place.
        /// </summary>
        private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

        private int _requests; // HTTP/2 may have many at once

        public IPAddress? Address => address;

        public string Client { get; } = ClientAddress.Of(address);

        /// <summary>Since when no request is being answered, in milliseconds since the start of the machine.</summary>
        public long IdleSince { get; private set; } = Environment.TickCount64;

        public bool IsIdle => Volatile.Read(ref _requests) == 0;

        public void Begin() => Interlocked.Increment(ref _requests);

        public void End()
        {
            IdleSince = Environment.TickCount64;
            Interlocked.Decrement(ref _requests);
        }

        /// <summary>
        /// Asks the server to close the connection. If it waits for a request, it is closed at once. A request that is
        /// just arriving gets a moment, because half a request or half a TLS handshake would otherwise hold the
        /// connection until its own time limit.
        /// </summary>
        public async Task CloseAsync()
        {
            connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
            await Task.Delay(Grace, connection.ConnectionClosed).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!connection.ConnectionClosed.IsCancellationRequested && IsIdle)
            {
                connection.Abort(new ConnectionAbortedException("Its place is needed."));
            }
        }
    }
}
