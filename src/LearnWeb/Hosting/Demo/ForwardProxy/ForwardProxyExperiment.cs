using System.Collections.Concurrent;
using System.Text;
using LearnWeb.Http;
using LearnWeb.Http.Proxying;
using LearnWeb.Models.ForwardProxyLab;

namespace LearnWeb.Hosting;

/// <summary>
/// Runs presets, each through a proxy of its own on a port that the system chose, from a client of ours to the demo
/// sites. Nothing of it stays.
/// </summary>
public sealed class ForwardProxyExperiment(ForwardProxyDemo demo, TimeProvider clock) : IForwardProxyExperiment
{
    /// <summary>How long a preset may take.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    public async Task<ForwardProxyTrace> RunAsync(ForwardProxyPreset preset, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Longest);
        var sites = (await demo.StartAsync()).Sites;
        var records = new ConcurrentQueue<ProxyRecord>();
        await using var proxy = await ForwardProxyServer.StartAsync(
            ForwardProxyDemo.SettingsOf(preset.Conduct, sites, clock),
            records.Enqueue,
            patience.Token
        );
        var run = new ForwardProxyRun(proxy.Address, sites, records, patience.Token);
        foreach (var (index, request) in preset.Requests.Index())
        {
            await Task.Delay(request.Pause, patience.Token);
            await run.SendAsync(index + 1, request);
        }

        return new ForwardProxyTrace(preset.Id, clock.GetUtcNow(), run.Hops, run.Saw, run.Tls);
    }
}
