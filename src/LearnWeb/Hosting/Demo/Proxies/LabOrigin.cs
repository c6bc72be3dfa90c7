using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using LearnWeb.Http;
using LearnWeb.Http.Proxying;
using LearnWeb.Models.ReverseProxyLab;

namespace LearnWeb.Hosting;

/// <summary>One of the servers behind the proxy: it can be down, slow, failing, busy or broken.</summary>
internal sealed class LabOrigin : IAsyncDisposable
{
    private readonly DemoOrigin _server;
    private readonly ConcurrentQueue<Visit> _visits = new();
    private readonly ShopPages _pages;
    private OriginStep _state;

    /// <param name="number">From 1.</param>
    /// <param name="pages">What it serves beside the demo origins' pages.</param>
    public LabOrigin(int number, ShopPages pages)
    {
        (Number, _pages) = (number, pages);
        _state = new OriginStep(number, OriginState.Up);
        _server = new DemoOrigin(LabFields.Host, number.ToString(CultureInfo.InvariantCulture))
        {
            Middleware = ServeAsync,
        };
    }

    public int Number { get; }

    public IPEndPoint Address => _server.Address;

    /// <summary>What it was asked so far, in order.</summary>
    public IReadOnlyCollection<Visit> Visits => _visits;

    public Task StartAsync(CancellationToken cancellation) => _server.StartAsync(cancellation);

    public async Task BecomeAsync(OriginStep state, CancellationToken cancellation)
    {
        var wasDown = _state.State == OriginState.Down;
        _state = state;
        if (state.State == OriginState.Down)
        {
            await _server.StopAsync();
        }
        else if (wasDown)
        {
            await _server.StartAsync(cancellation);
        }
    }

    /// <summary>All that has gone over its connections, message by message.</summary>
    public IEnumerable<RawExchange> Exchanges() =>
        _server.Connections.SelectMany(connection =>
            RecordedExchanges.Of(connection.Received.ToArray(), connection.Sent.ToArray())
        );

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ServeAsync(HttpContext context, RequestDelegate next)
    {
        var visit = new Visit(context.Request.Headers[LabFields.RequestId].ToString(), Stopwatch.GetTimestamp());
        _visits.Enqueue(visit);
        var state = _state;
        context.Response.Headers[OriginPages.InstanceField] = _server.Instance;
        try
        {
            if (state.Milliseconds > 0)
            {
                await Task.Delay(state.Milliseconds, context.RequestAborted);
            }

            await AnswerAsync(context, state.State, next);
        }
        catch (OperationCanceledException)
        {
            // The proxy has given up.
        }
        finally
        {
            visit.End = Stopwatch.GetTimestamp();
        }
    }

    private Task AnswerAsync(HttpContext context, OriginState state, RequestDelegate next)
    {
        switch (state)
        {
            case OriginState.Broken:
                context.Abort();
                return Task.CompletedTask;
            case OriginState.Failing:
                return ShopPages.SayAsync(
                    context,
                    "An exception that nobody caught.\n",
                    StatusCodes.Status500InternalServerError
                );
            case OriginState.Busy:
                context.Response.Headers.RetryAfter = "5";
                return ShopPages.SayAsync(
                    context,
                    "Too many requests at once.\n",
                    StatusCodes.Status503ServiceUnavailable
                );
            default:
                return _pages.Find(context.Request.Path.Value) is { } page ? page(context) : next(context);
        }
    }
}

/// <summary>A request to an origin.</summary>
/// <param name="RequestId">Its <see cref="LabFields.RequestId"/>; empty where it has none, as a proxy's own.</param>
/// <param name="Start">When its head had come, as a <see cref="Stopwatch"/> says it.</param>
internal sealed record Visit(string RequestId, long Start)
{
    /// <summary>When it was answered or given up; 0 before.</summary>
    public long End { get; set; }
}
