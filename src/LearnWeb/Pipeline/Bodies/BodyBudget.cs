using System.Diagnostics;
using LearnWeb.Hosting;
using Microsoft.AspNetCore.Http.Metadata;

namespace LearnWeb.Pipeline;

/// <summary>
/// Limits how many bytes of request bodies are processed at the same time, because parsing a body takes many times its
/// memory. Bodies wait for their turn, the smallest first; one that waits too long is told when to try again. All
/// bodies of one client together have as much room as the largest single body, so that its large bodies come one by
/// one, and no faster than the set pace. A client that sends without end thus leaves most of the processor to the
/// others.
/// </summary>
/// <param name="limits">The limits of number, size and pace.</param>
/// <param name="memory">Is told the size of each body that has been processed.</param>
internal sealed class BodyBudget(LimitOptions limits, MemoryRelease memory)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _ofClient = [];
    private readonly List<Turn> _waiting = [];
    private long _taken;

    private TimeSpan Patience => TimeSpan.FromSeconds(limits.BodyWaitSeconds);

    /// <summary>Processes a request when its turn has come. A request without a body is processed at once.</summary>
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

        context.Response.OnCompleted(() => EndAsync(turn)); // by then the unread rest of the body has been read too
        await next(context); // F5: the request is admitted; its body is read through the tap
    }

    /// <summary>
    /// The longest body for the path of a request. Bodies of the API are small; otherwise a class whose programs do not
    /// send a length could sign in only one by one.
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
        _ = FreeInTimeAsync(turn); // the connection need not wait for this: its next request may be for a page
        return Task.CompletedTask;
    }

    /// <summary>Returns the client's room when its pace allows for that many bytes.</summary>
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

    /// <summary>Waits for the turn. Returns whether it came in time.</summary>
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

    /// <summary>Gives turns to waiting bodies as long as there is room.</summary>
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

    /// <summary>A body that waits or is being processed.</summary>
    private sealed class Turn(string client, long bytes)
    {
        private readonly TaskCompletionSource _come = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Client => client;

        public long Bytes => bytes;

        /// <summary>Completes when the turn comes.</summary>
        public Task Come => _come.Task;

        /// <summary>The <see cref="Stopwatch"/> timestamp at which the turn came.</summary>
        public long Came { get; private set; }

        public void LetIn()
        {
            Came = Stopwatch.GetTimestamp();
            _come.SetResult();
        }
    }
}
