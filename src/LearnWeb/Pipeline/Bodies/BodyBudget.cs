using System.Diagnostics;
using LearnWeb.Hosting;
using Microsoft.AspNetCore.Http.Metadata;

namespace LearnWeb.Pipeline;

/// <summary>
/// How many bytes of bodies may be in work at once. Each body takes many times its room, and time, while it is taken
/// apart; so they come in turn, the smallest first, and one that waits too long is told when to come back. All bodies
/// of one client together have as much room as one may need, so that the large ones of one client come one by one, and
/// no faster than the pace: whoever sends without end must leave most of the processor to the others.
/// </summary>
/// <param name="limits">How many, how large, how fast.</param>
/// <param name="memory">Told of each body that is over.</param>
internal sealed class BodyBudget(LimitOptions limits, MemoryRelease memory)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _ofClient = [];
    private readonly List<Turn> _waiting = [];
    private long _taken;

    private TimeSpan Patience => TimeSpan.FromSeconds(limits.BodyWaitSeconds);

    /// <summary>Answers a request when it is its turn; without a body, that is at once.</summary>
    public Task AdmitAsync(HttpContext context, RequestDelegate next) =>
        RequestFraming.IsArriving(context) ? AnswerInTurnAsync(context, next) : next(context);

    private async Task AnswerInTurnAsync(HttpContext context, RequestDelegate next)
    {
        var longest = LongestOf(context);
        var turn = new Turn(ClientAddress.Of(context), Math.Min(context.Request.ContentLength ?? longest, longest));
        if (!await CameAsync(turn, context.RequestAborted))
        {
            SiteSignIn.RetryAfter(context.Response, Patience);
            await Refusal.AnswerAsync(
                context,
                StatusCodes.Status503ServiceUnavailable,
                $"Too many bodies are being taken apart. Wait {context.Response.Headers.RetryAfter} s, then try again."
            );
            return;
        }

        context.Response.OnCompleted(() => EndAsync(turn)); // then what was left unread of the body has been read, too
        await next(context); // F5: let in; what reads it reads it through the tap
    }

    /// <summary>
    /// How long a body may be where it goes. The API's are small: a class that signs in with a program that does not
    /// say the length must not do so one by one.
    /// </summary>
    private long LongestOf(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize is { } limit
            ? Math.Min(limit, limits.BodyBytes)
            : limits.BodyBytes;

    private Task EndAsync(Turn turn)
    {
        lock (_lock)
        {
            _taken -= turn.Bytes;
            LetIn();
        }

        memory.Used(turn.Bytes);
        _ = FreeInTimeAsync(turn); // the connection need not wait for it: its next request may be one for a page
        return Task.CompletedTask;
    }

    /// <summary>Gives the client its room back once so many bytes may have come at its pace.</summary>
    private async Task FreeInTimeAsync(Turn turn)
    {
        var early = TimeSpan.FromSeconds(turn.Bytes / limits.BodyBytesPerSecond) - Stopwatch.GetElapsedTime(turn.Came);
        if (early > TimeSpan.Zero)
        {
            await Task.Delay(early);
        }

        lock (_lock)
        {
            if ((_ofClient[turn.Client] -= turn.Bytes) == 0)
            {
                _ofClient.Remove(turn.Client);
            }

            LetIn();
        }
    }

    /// <summary>Waits. Returns whether the turn came in time.</summary>
    private async Task<bool> CameAsync(Turn turn, CancellationToken gone)
    {
        lock (_lock)
        {
            _waiting.Add(turn);
            LetIn();
        }

        await turn.Come.WaitAsync(Patience, gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_lock)
        {
            return !_waiting.Remove(turn);
        }
    }

    /// <summary>Gives turns as long as there is room for one that waits.</summary>
    private void LetIn()
    {
        while (_waiting.Where(HasRoom).MinBy(turn => turn.Bytes) is { } next)
        {
            _waiting.Remove(next);
            _taken += next.Bytes;
            _ofClient[next.Client] = _ofClient.GetValueOrDefault(next.Client) + next.Bytes;
            next.LetIn();
        }
    }

    private bool HasRoom(Turn turn)
    {
        var own = _ofClient.GetValueOrDefault(turn.Client);
        return (_taken == 0 || _taken + turn.Bytes <= limits.BodyBytesAtOnce)
            && (own == 0 || own + turn.Bytes <= limits.BodyBytes);
    }

    /// <summary>A body that waits or is in work.</summary>
    private sealed class Turn(string client, long bytes)
    {
        private readonly TaskCompletionSource _come = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Client => client;

        public long Bytes => bytes;

        /// <summary>Done when the turn comes.</summary>
        public Task Come => _come.Task;

        /// <summary>When it came, as a <see cref="Stopwatch"/> tells it.</summary>
        public long Came { get; private set; }

        public void LetIn()
        {
            Came = Stopwatch.GetTimestamp();
            _come.SetResult();
        }
    }
}
