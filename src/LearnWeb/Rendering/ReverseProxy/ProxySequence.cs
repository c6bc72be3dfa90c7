using System.Globalization;
using LearnWeb.Models;
using LearnWeb.Models.ReverseProxyLab;
using LearnWeb.Rendering.Notes;

namespace LearnWeb.Rendering.ReverseProxy;

/// <summary>A trace as a sequence: clients, the proxy, origins, and what went between them in order of time.</summary>
internal sealed class ProxySequence
{
    /// <summary>The most requests that are drawn.</summary>
    public const int MostRequests = 8;

    private readonly List<(double At, SequenceStep Step)> _steps = [];
    private readonly Dictionary<string, Participant> _participants = [];
    private readonly UiStrings _words;

    private ProxySequence(ProxyTrace trace, string engine, UiStrings words)
    {
        _words = words;
        foreach (var client in trace.Requests.Select(request => request.Client.ToString()).Distinct().Order())
        {
            Add(client, "client", engine);
        }

        Add(TracedHop.Proxy, "proxy", engine);
        for (var origin = 1; origin <= ProxyGrammar.Origins; origin++)
        {
            Add(origin.ToString(CultureInfo.InvariantCulture), "server", engine);
        }
    }

    /// <summary>Draws the first requests of a trace.</summary>
    /// <param name="trace">What happened.</param>
    /// <param name="engine">What the proxy is called.</param>
    /// <param name="id">The figure's id.</param>
    /// <param name="caption">What the figure is.</param>
    public static string Draw(ProxyTrace trace, string engine, string id, string caption, UiStrings words)
    {
        var sequence = new ProxySequence(trace, engine, words);
        foreach (var request in trace.Requests.Take(MostRequests))
        {
            sequence.Add(request);
        }

        foreach (var probe in trace.Probes.Take(MostRequests))
        {
            sequence.Add(probe);
        }

        var steps = sequence._steps.OrderBy(step => step.At).Select(step => step.Step).ToList();
        var diagram = new SequenceDiagram([.. sequence._participants.Values], steps);
        return SequenceFigure.Render(diagram, id, caption, words);
    }

    private void Add(string id, string role, string engine) =>
        _participants.Add(id, new Participant(id, role, HopMarkup.NameOf(id, engine, _words)));

    private void Add(TracedRequest request)
    {
        var number = request.Number.ToString(CultureInfo.InvariantCulture);
        foreach (var hop in request.Hops)
        {
            Add(hop.At, hop.From, hop.To, $"{number} {request.Line}", isLost: hop.IsRefused);
            if (hop.Status is { } status)
            {
                Add(hop.At + hop.Ms, hop.To, hop.From, $"{number} {status} · {Time(hop.Ms)}", isLost: false);
            }
        }
    }

    private void Add(TracedProbe probe)
    {
        var (proxy, origin) = (TracedHop.Proxy, probe.Origin.ToString(CultureInfo.InvariantCulture));
        Add(probe.At, proxy, origin, _words["ProxyProbe"], isLost: false);
        if (probe.Status is { } status)
        {
            Add(probe.At, origin, proxy, status.ToString(CultureInfo.InvariantCulture), isLost: false);
        }
    }

    private void Add(double at, string from, string to, string text, bool isLost) =>
        _steps.Add((at, new MessageStep(_participants[from], _participants[to], text, isLost)));

    private string Time(double ms) => _words["Milliseconds", ms.ToString("0.0", CultureInfo.InvariantCulture)];
}
