using Microsoft.AspNetCore.Http.Metadata;

namespace LearnWeb.Pipeline;

/// <summary>
/// How many bytes of bodies may be in work at once. Each body takes many times its room, and time, while it is taken apart; so
/// they come in turn, the smallest first, and one that waits too long is told when to come back. All bodies of one client
/// together have as much room as one may need, so that the large ones of one client come one by one.
/// </summary>
/// <param name="room">How many bytes; a larger body is let in when it is the only one.</param>
/// <param name="most">How many bytes one body may have: the room of one client, and what a body counts whose length is not said.</param>
/// <param name="patience">How long a body may wait.</param>
/// <param name="memory">Told of each body that is over.</param>
internal sealed class BodyBudget(long room, long most, TimeSpan patience, SpareMemory memory)
{
    private readonly Lock _door = new();
    private readonly Dictionary<string, long> _inWork = [];
    private readonly List<Turn> _waiting = [];
    private long _taken;

    /// <summary>Answers a request when it is its turn; without a body, that is at once.</summary>
    public Task AdmitAsync(HttpContext context, RequestDelegate next) =>
        RequestFraming.IsArriving(context) ? AnswerInTurnAsync(context, next) : next(context);

    private async Task AnswerInTurnAsync(HttpContext context, RequestDelegate next)
    {
        var longest = LongestOf(context);
        var turn = new Turn(ClientAddress.Of(context), Math.Min(context.Request.ContentLength ?? longest, longest));
        if (!await CameAsync(turn, context.RequestAborted))
        {
            SiteSignIn.RetryAfter(context.Response, patience);
            await Refusal.AnswerAsync(
                context, StatusCodes.Status503ServiceUnavailable, $"Too many bodies are being taken apart. Wait {context.Response.Headers.RetryAfter} s, then try again.");
            return;
        }

        context.Response.OnCompleted(() => EndAsync(turn)); // then what was left unread of the body has been read, too
        await next(context);
    }

    /// <summary>
    /// How long a body may be where it goes. The API's are small: a class that signs in with a program that does not say the length must
    /// not do so one by one.
    /// </summary>
    private long LongestOf(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize is { } limit ? Math.Min(limit, most) : most;

    private Task EndAsync(Turn turn)
    {
        lock (_door)
        {
            Count(turn.Client, -turn.Bytes);
            LetIn();
        }

        memory.Used(turn.Bytes);
        return Task.CompletedTask;
    }

    /// <summary>Waits. Returns whether the turn came in time.</summary>
    private async Task<bool> CameAsync(Turn turn, CancellationToken gone)
    {
        lock (_door)
        {
            _waiting.Add(turn);
            LetIn();
        }

        await turn.Come.Task.WaitAsync(patience, gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_door)
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
            Count(next.Client, next.Bytes);
            next.Come.SetResult();
        }
    }

    private bool HasRoom(Turn turn)
    {
        var own = _inWork.GetValueOrDefault(turn.Client);
        return (_taken == 0 || _taken + turn.Bytes <= room) && (own == 0 || own + turn.Bytes <= most);
    }

    private void Count(string client, long bytes)
    {
        _taken += bytes;
        if ((_inWork[client] = _inWork.GetValueOrDefault(client) + bytes) == 0)
        {
            _inWork.Remove(client);
        }
    }

    /// <summary>A body that waits or is in work.</summary>
    private sealed class Turn(string client, long bytes)
    {
        public string Client => client;

        public long Bytes => bytes;

        public TaskCompletionSource Come { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
