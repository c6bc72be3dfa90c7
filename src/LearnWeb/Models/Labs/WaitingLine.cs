using System.Security.Cryptography;

namespace LearnWeb.Models.Labs;

/// <summary>
/// Who may run now, and who waits: first come, first served. A waiter is known by a ticket, with which a browser
/// without script can ask again and again and keep its place.
/// </summary>
/// <param name="rooms">How many run at once.</param>
public sealed class WaitingLine(int rooms, TimeProvider clock)
{
    /// <summary>How long anyone waits.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>The most that wait; more are turned away at once.</summary>
    public const int MostWaiting = 200;

    /// <summary>Who has not asked for so long has gone.</summary>
    private static readonly TimeSpan Absence = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly List<Waiter> _line = [];
    private int _running;

    /// <summary>Waits for a room.</summary>
    /// <param name="ticket">That of an earlier answer, to keep its place; anything else goes to the end of the
    /// line.</param>
    /// <param name="patience">How long this call may take.</param>
    public async Task<Turn> EnterAsync(string? ticket, TimeSpan patience, CancellationToken cancellation)
    {
        var until = clock.GetUtcNow() + patience;
        var turn = TryEnter(ticket);
        while (turn is { Room: null, IsTurnedAway: false } && clock.GetUtcNow() < until)
        {
            await Task.Delay(LookAgain, clock, cancellation);
            turn = TryEnter(turn.Ticket);
        }

        return turn;
    }

    private Turn TryEnter(string? ticket)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            _line.RemoveAll(waiter => now - waiter.LastAsked > Absence);
            var place = _line.FindIndex(waiter => waiter.Ticket == ticket);
            if (place < 0)
            {
                if (_line.Count >= MostWaiting)
                {
                    return new Turn(null, "", MostWaiting + 1, IsTurnedAway: true);
                }

                place = _line.Count;
                _line.Add(new Waiter(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)), now));
            }

            var me = _line[place];
            me.LastAsked = now;
            if (place < rooms - _running)
            {
                _line.RemoveAt(place);
                _running++;
                return new Turn(new Room(this), me.Ticket, 0, IsTurnedAway: false);
            }

            var isLate = now - me.Since >= Longest;
            if (isLate)
            {
                _line.RemoveAt(place);
            }

            return new Turn(null, me.Ticket, place + 1, isLate);
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            _running--;
        }
    }

    private sealed record Waiter(string Ticket, DateTimeOffset Since)
    {
        public DateTimeOffset LastAsked { get; set; } = Since;
    }

    private sealed class Room(WaitingLine line) : IDisposable
    {
        private WaitingLine? _line = line;

        public void Dispose() => Interlocked.Exchange(ref _line, null)?.Leave();
    }
}

/// <summary>The answer to who wants to run.</summary>
/// <param name="Room">The room; dispose it to leave. <c>null</c> while there is none.</param>
/// <param name="Ticket">What to ask again with.</param>
/// <param name="Place">The place in the line, from 1.</param>
/// <param name="IsTurnedAway">Whether waiting is over: it took too long, or too many wait.</param>
public sealed record Turn(IDisposable? Room, string Ticket, int Place, bool IsTurnedAway);
