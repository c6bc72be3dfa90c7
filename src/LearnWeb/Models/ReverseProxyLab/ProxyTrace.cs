using System.Text;
using System.Text.Json.Serialization;
using LearnWeb.Http.Proxying;

namespace LearnWeb.Models.ReverseProxyLab;

/// <summary>What happened when a script was run on one engine.</summary>
/// <param name="Engine">Which proxy.</param>
/// <param name="Version">Its version.</param>
/// <param name="Recorded">Whether it happened at another time and was kept.</param>
/// <param name="Taken">When (UTC).</param>
/// <param name="Configuration">What the proxy was told: nginx's text, or YARP's JSON.</param>
/// <param name="Lacks">What of the script the engine cannot do.</param>
/// <param name="Requests">The clients' requests, in the order in which they were sent.</param>
/// <param name="Probes">What the proxy asked the origins by itself.</param>
/// <param name="Cut">Whether the time was over before the script was.</param>
/// <param name="Died">Whether the proxy ended before the script did.</param>
public sealed record ProxyTrace(
    Engine Engine,
    string Version,
    bool Recorded,
    DateTimeOffset Taken,
    string Configuration,
    IReadOnlyList<EngineLack> Lacks,
    IReadOnlyList<TracedRequest> Requests,
    IReadOnlyList<TracedProbe> Probes,
    bool Cut,
    bool Died
)
{
    /// <summary>How many requests each origin has answered, in the order of the origins.</summary>
    public IReadOnlyList<int> Shares =>
        [.. Enumerable.Range(1, ProxyGrammar.Origins).Select(origin => Requests.Count(one => one.Origin == origin))];
}

/// <summary>A request of a client, and what became of it.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Step">The step of the script that sent it, from 1.</param>
/// <param name="Client">Who sent it.</param>
/// <param name="Address">From which address.</param>
/// <param name="Line">Its method and target, like <c>GET /who</c>.</param>
/// <param name="Status">What the client was answered; <c>null</c> if nothing.</param>
/// <param name="Origin">Which origin's answer that is; <c>null</c> if the proxy answered by itself.</param>
/// <param name="At">When it was sent, in milliseconds since the first step.</param>
/// <param name="Ms">How long it took, in milliseconds.</param>
/// <param name="Arrivals">When the pieces of the response came, in milliseconds since the connection stood.</param>
/// <param name="Hops">From the client to the proxy, then from the proxy to each origin that it turned to.</param>
public sealed record TracedRequest(
    int Number,
    int Step,
    [property: JsonConverter(typeof(JsonStringEnumConverter<Client>))] Client Client,
    string Address,
    string Line,
    int? Status,
    int? Origin,
    double At,
    double Ms,
    IReadOnlyList<double> Arrivals,
    IReadOnlyList<TracedHop> Hops
);

/// <summary>One hop of a request: what went, and what came back.</summary>
/// <param name="From">Who sent the request: a client, or <c>proxy</c>.</param>
/// <param name="To">Whom to: <c>proxy</c>, or the number of an origin.</param>
/// <param name="At">When it arrived there, in milliseconds since the first step.</param>
/// <param name="Ms">From then to the end of the answer, in milliseconds.</param>
/// <param name="Request">Its bytes; none if nobody took them.</param>
/// <param name="Response">Its bytes; none if there was no answer.</param>
public sealed record TracedHop(
    string From,
    string To,
    double At,
    double Ms,
    ReadOnlyMemory<byte> Request,
    ReadOnlyMemory<byte> Response
)
{
    public const string Proxy = "proxy";

    /// <summary>Whether nobody took the connection.</summary>
    public bool IsRefused => Request.IsEmpty;

    [JsonIgnore]
    public string RequestText => Encoding.Latin1.GetString(Request.Span);

    [JsonIgnore]
    public string ResponseText => Encoding.Latin1.GetString(Response.Span);

    /// <summary>The status code of the answer; <c>null</c> if there was none.</summary>
    public int? Status => Response.IsEmpty ? null : FinalResponse.Read(Response, "GET").Status;
}

/// <summary>A request by which a proxy asks an origin how it is.</summary>
/// <param name="Origin">Whom it asked.</param>
/// <param name="At">When, in milliseconds since the first step.</param>
/// <param name="Status">What it was answered; <c>null</c> if nothing.</param>
public sealed record TracedProbe(int Origin, double At, int? Status);
