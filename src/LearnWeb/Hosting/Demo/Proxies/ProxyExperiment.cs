using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LearnWeb.Http;
using LearnWeb.Http.Proxying;
using LearnWeb.Models.ReverseProxyLab;

namespace LearnWeb.Hosting;

/// <summary>
/// Runs scripts, each with three origins and a proxy of its own, all on loopback ports that the system chose, and with
/// clients that send. Nothing of it stays.
/// </summary>
public sealed class ProxyExperiment(TimeProvider clock) : IProxyExperiment
{
    public async Task<ProxyTrace> RunAsync(
        ProxyScript script,
        Engine engine,
        Nginx? nginx,
        CancellationToken cancellation
    )
    {
        await using var run = new ProxyRun();
        return await run.TraceAsync(script, engine, nginx, clock.GetUtcNow(), cancellation);
    }
}

/// <summary>One run of a script.</summary>
internal sealed class ProxyRun : IAsyncDisposable
{
    private readonly List<LabOrigin> _origins = [];
    private readonly Dictionary<Client, LabClient> _clients = Enum.GetValues<Client>()
        .ToDictionary(name => name, name => new LabClient(name));

    private readonly ConcurrentQueue<SentRequest> _sent = new();
    private long _start;
    private int _count;

    public async Task<ProxyTrace> TraceAsync(
        ProxyScript script,
        Engine engine,
        Nginx? nginx,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var addresses = await StartOriginsAsync(script, cancellation);
        var settings = ProxySettings.Of(script);
        await using IProxy proxy =
            engine == Engine.Yarp
                ? await YarpProxy.StartAsync(YarpConfiguration.Write(settings, addresses), settings, cancellation)
                : await NginxProcess.StartAsync(
                    nginx!,
                    port => NginxConfiguration.Write(settings, port, addresses),
                    cancellation
                );
        var isWhole = await PlayAsync(script, proxy, cancellation);
        var ledger = new HopLedger(
            _origins,
            await proxy.AttemptsAsync(_sent.Count(one => !one.Response.IsEmpty)),
            _start
        );
        return new ProxyTrace(
            engine,
            engine == Engine.Yarp ? YarpProxy.Version : nginx!.Version,
            Recorded: false,
            now,
            proxy.Configuration,
            [.. settings.LacksOf(engine)],
            [.. _sent.OrderBy(request => request.Number).Select(ledger.Trace)],
            ledger.Probes(),
            Cut: !isWhole,
            Died: proxy.HasEnded
        );
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var origin in _origins)
        {
            await origin.DisposeAsync();
        }
    }

    private async Task<List<IPEndPoint>> StartOriginsAsync(ProxyScript script, CancellationToken cancellation)
    {
        var isShared = script.Steps.OfType<KeysStep>().LastOrDefault() is not { Ring: KeyRing.Own };
        var (keys, store) = (new ShopKeys(), new ConcurrentDictionary<string, int>(StringComparer.Ordinal));
        for (var number = 1; number <= ProxyGrammar.Origins; number++)
        {
            var origin = new LabOrigin(number, new ShopPages(isShared ? keys : new ShopKeys(), store));
            _origins.Add(origin);
            await origin.StartAsync(cancellation);
        }

        return [.. _origins.Select(origin => origin.Address)];
    }

    /// <returns>Whether there was time for all of it.</returns>
    private async Task<bool> PlayAsync(ProxyScript script, IProxy proxy, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(ProxyScript.Longest);
        _start = Stopwatch.GetTimestamp();
        try
        {
            foreach (var (index, step) in script.Steps.Index())
            {
                await PlayAsync(step, index + 1, proxy.Address, patience.Token);
            }

            return true;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task PlayAsync(ProxyStep step, int number, IPEndPoint proxy, CancellationToken patience)
    {
        switch (step)
        {
            case OriginStep state:
                await _origins[state.Origin - 1].BecomeAsync(state, patience);
                break;
            case WaitStep wait:
                await Task.Delay(wait.Milliseconds, patience);
                break;
            case RequestStep request:
                for (var time = 0; time < request.Times; time++)
                {
                    await Task.WhenAll(
                        request.Clients.Select(client => SendAsync(_clients[client], request, number, proxy, patience))
                    );
                }

                break;
        }
    }

    private async Task SendAsync(
        LabClient client,
        RequestStep step,
        int number,
        IPEndPoint proxy,
        CancellationToken patience
    )
    {
        var count = Interlocked.Increment(ref _count);
        var input = client.Write(step, count.ToString(CultureInfo.InvariantCulture));
        var sent = new SentRequest(count, number, client, $"{step.Method} {step.Path}", input.Bytes, SinceStart());
        _sent.Enqueue(sent);
        try
        {
            var trace = await new RawSender(proxy, client.Address).SendAsync(input, patience, ProxyScript.Longest);
            sent.Response = trace.Exchanges[0].Response.Bytes;
            sent.Arrivals =
            [
                .. trace.Events.Where(one => !one.FromClient).Select(one => Math.Round(one.Milliseconds, 2)),
            ];
            client.Keep(sent.Answer);
        }
        catch (SocketException)
        {
            // Nobody listens any more: there is no answer.
        }
        finally
        {
            sent.End = SinceStart();
        }
    }

    private double SinceStart() => Math.Round(Stopwatch.GetElapsedTime(_start).TotalMilliseconds, 2);
}

/// <summary>A request of a client, as it knows it itself; times in milliseconds since the first step.</summary>
internal sealed record SentRequest(
    int Number,
    int Step,
    LabClient Client,
    string Line,
    ReadOnlyMemory<byte> Request,
    double At
)
{
    public ReadOnlyMemory<byte> Response { get; set; }

    /// <summary>When pieces of it came, since the connection stood.</summary>
    public IReadOnlyList<double> Arrivals { get; set; } = [];

    public double End { get; set; }

    public MessageReader Answer => FinalResponse.Read(Response, Line.Split(' ')[0]);
}
