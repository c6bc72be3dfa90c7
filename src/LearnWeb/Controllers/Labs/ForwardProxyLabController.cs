using System.Text;
using LearnWeb.Hosting;
using LearnWeb.Models.ForwardProxyLab;
using LearnWeb.Models.Labs;
using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace LearnWeb.Controllers;

/// <summary>A client, a forward proxy and demo sites, and what each of them sees.</summary>
public sealed class ForwardProxyLabController(ForwardProxyRunner runner, ForwardProxyDemo demo) : LabController
{
    /// <summary>Runs a preset; without one, offers them.</summary>
    [HttpGet("/{lang:lang}/labs/forward-proxy")]
    [EnableRateLimiting(LimitHosting.Experiments)]
    public async Task<IActionResult> Index(string? preset, string? ticket)
    {
        var proxies = await demo.StartAsync();
        if (!Request.Query.ContainsKey("preset"))
        {
            return Page(new ForwardProxyLabViewModel(null, null, null, proxies));
        }

        if (ForwardProxyPreset.All.Find(preset) is not { } chosen)
        {
            return Refuse(
                new ForwardProxyLabViewModel(null, null, null, proxies) { IsUnknown = true },
                new { Mistake = "UnknownPreset" }
            );
        }

        var (trace, waiting) = await runner.RunAsync(chosen, ticket, Patience, HttpContext.RequestAborted);
        var page = new ForwardProxyLabViewModel(chosen, trace, waiting, proxies);
        if (trace is null)
        {
            AskAgain(waiting, QueryString.Create("preset", chosen.Id));
            return Answer(page, new { Error = new { waiting!.Place, waiting.IsTurnedAway } }, StatusOf(waiting));
        }

        await TickAsync(ForwardProxyGoals.ReachedBy(trace).Distinct());
        return Answer(page, trace);
    }

    /// <summary>The root certificate of the authority that vouches for the demo sites, for a client to trust.</summary>
    [HttpGet("/{lang:lang}/labs/forward-proxy/demo-ca.pem")]
    public async Task<IActionResult> Authority() => Pem((await demo.StartAsync()).Sites.Root.ExportCertificatePem());

    /// <summary>The same of the authority of the proxy that opens TLS.</summary>
    [HttpGet("/{lang:lang}/labs/forward-proxy/proxy-ca.pem")]
    public async Task<IActionResult> ProxyAuthority() =>
        Pem((await demo.StartAsync()).Sites.ProxyRoot.ExportCertificatePem());

    private FileContentResult Pem(string text) => File(Encoding.ASCII.GetBytes(text + "\n"), "application/x-pem-file");
}

/// <summary>What the lab's page shows.</summary>
/// <param name="Preset">The preset that was run.</param>
/// <param name="Trace">What happened; <c>null</c> before anything did.</param>
/// <param name="Waiting">The place in the line of who waits to run it.</param>
/// <param name="Proxies">The proxies that a program on this machine can use.</param>
public sealed record ForwardProxyLabViewModel(
    ForwardProxyPreset? Preset,
    ForwardProxyTrace? Trace,
    Turn? Waiting,
    OpenProxies Proxies
)
{
    /// <summary>Whether the address names a preset that does not exist.</summary>
    public bool IsUnknown { get; init; }
}
