using System.Security.Cryptography;

namespace LearnWeb.Models.Labs;

/// <summary>
/// The queue of visitors who want to run an experiment, first come, first served. A waiting visitor has a ticket, with
/// which even a browser without JavaScript can ask again and keep its place.
/// </summary>
/// <param name="rooms">How many experiments may run at the same time.</param>
public sealed class WaitingLine(int rooms, TimeProvider clock)
{
    /// <summary>The longest time that a visitor waits.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>The most visitors who may wait. Further ones are turned away at once.</summary>
    public const int MostWaiting = 200;

    /// <summary>A visitor who has not asked for this long has left and loses the place.</summary>
    private static readonly TimeSpan Absence = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly List<Waiter> _line = [];
    private int _running;

    /// <summary>Waits until the visitor may run an experiment.</summary>
    /// <param name="ticket">
    /// The ticket of an earlier answer, which keeps its place. With any other text, the visitor goes to the end of the
    /// line.
    /// </param>
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

    /// <summary>Waits for a room, and runs an experiment in it.</summary>
    /// <param name="ticket">As for <see cref="EnterAsync"/>.</param>
    /// <param name="patience">How long this call may wait.</param>
    /// <returns>What came of it; or the place in the line, and <c>null</c>.</returns>
    public async Task<(TResult? Result, Turn Turn)> RunAsync<TResult>(
        string? ticket,
        TimeSpan patience,
        Func<Task<TResult>> run,
        CancellationToken cancellation
    )
        where TResult : class
    {
        var turn = await EnterAsync(ticket, patience, cancellation);
        using (turn.Room)
        {
            return (turn.Room is null ? null : await run(), turn);
        }
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

/// <summary>The answer to a visitor who wants to run an experiment.</summary>
/// <param name="Room">
/// The right to run, to be disposed when the experiment has ended; <c>null</c> while the visitor waits.
/// </param>
/// <param name="Ticket">The ticket for the next call.</param>
/// <param name="Place">The place in the line, from 1.</param>
/// <param name="IsTurnedAway">
/// Whether the wait is over without success, because it took too long or too many visitors are waiting.
/// </param>
public sealed record Turn(IDisposable? Room, string Ticket, int Place, bool IsTurnedAway);
