using System.Diagnostics;
using System.Globalization;
using LearnWeb.Http;
using LearnWeb.Models.ReverseProxyLab;

namespace LearnWeb.Hosting;

/// <summary>
/// Puts together what clients, proxy and origins know of a request, which bears the same
/// <see cref="LabFields.RequestId"/> on every hop.
/// </summary>
/// <param name="origins">The origins, with all that they have recorded.</param>
/// <param name="attempts">To which origins the proxy says it has turned.</param>
/// <param name="start">The time of the first step, as a <see cref="Stopwatch"/> says it.</param>
internal sealed class HopLedger(IReadOnlyList<LabOrigin> origins, IReadOnlyList<Attempt> attempts, long start)
{
    private readonly Dictionary<LabOrigin, List<RawExchange>> _exchanges = origins.ToDictionary(
        origin => origin,
        origin => origin.Exchanges().ToList()
    );

    public TracedRequest Trace(SentRequest sent)
    {
        var id = sent.Number.ToString(CultureInfo.InvariantCulture);
        List<TracedHop> hops =
        [
            new(
                sent.Client.Name.ToString(),
                TracedHop.Proxy,
                sent.At,
                Math.Round(sent.End - sent.At, 2),
                sent.Request,
                sent.Response
            ),
        ];
        foreach (var attempt in attempts.Where(attempt => attempt.RequestId == id))
        {
            hops.Add(Hop(id, origins.Single(origin => origin.Address.Port == attempt.Port), sent));
        }

        var status = sent.Answer.Status;
        var last = hops[^1];
        return new TracedRequest(
            sent.Number,
            sent.Step,
            sent.Client.Name,
            sent.Client.Address.ToString(),
            sent.Line,
            status,
            hops.Count > 1 && !last.Response.IsEmpty ? int.Parse(last.To, CultureInfo.InvariantCulture) : null,
            sent.At,
            Math.Round(sent.End - sent.At, 2),
            sent.Arrivals,
            hops
        );
    }

    /// <summary>What the proxy has asked by itself: requests without an id.</summary>
    public IReadOnlyList<TracedProbe> Probes() =>
        [
            .. origins
                .SelectMany(origin =>
                    origin
                        .Visits.Where(visit => visit.RequestId.Length == 0)
                        .Zip(_exchanges[origin].Where(exchange => IdOf(exchange).Length == 0))
                        .Select(pair => new TracedProbe(origin.Number, Since(pair.First.Start), StatusOf(pair.Second)))
                )
                .OrderBy(probe => probe.At),
        ];

    private TracedHop Hop(string id, LabOrigin origin, SentRequest sent)
    {
        var to = origin.Number.ToString(CultureInfo.InvariantCulture);
        var exchange = _exchanges[origin].Find(exchange => IdOf(exchange) == id);
        var visit = origin.Visits.FirstOrDefault(visit => visit.RequestId == id);
        return exchange is null || visit is null
            ? new TracedHop(TracedHop.Proxy, to, sent.At, 0, default, default)
            : new TracedHop(
                TracedHop.Proxy,
                to,
                Since(visit.Start),
                Math.Round((visit.End == 0 ? sent.End : Since(visit.End)) - Since(visit.Start), 2),
                exchange.Request.Bytes,
                exchange.Response.Bytes
            );
    }

    private double Since(long time) => Math.Round(Stopwatch.GetElapsedTime(start, time).TotalMilliseconds, 2);

    private static string IdOf(RawExchange exchange)
    {
        var reader = new MessageReader();
        reader.Read(exchange.Request.Bytes.Span);
        return reader.ValuesOf(LabFields.RequestId).FirstOrDefault() ?? "";
    }

    private static int? StatusOf(RawExchange exchange)
    {
        var reader = new MessageReader();
        reader.Read(exchange.Response.Bytes.Span);
        return reader.Status;
    }
}
