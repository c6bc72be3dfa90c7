using System.Text.Json.Serialization;
using LearnWeb.Http;

namespace LearnWeb.Models.ReverseProxyLab;

/// <summary>Who is given the bytes: a server, or a proxy with a Kestrel behind it.</summary>
public enum DesyncServer
{
    Kestrel,
    Yarp,
    Nginx,
    Gunicorn,
}

/// <summary>What servers made of the same bytes.</summary>
/// <param name="Missing">Which servers are not installed here.</param>
public sealed record DesyncComparison(
    IReadOnlyList<DesyncRow> Rows,
    [property: JsonIgnore] IReadOnlyList<DesyncServer> Missing
);

/// <summary>One case, and what each server made of it.</summary>
/// <param name="Id">The name of the case.</param>
/// <param name="Request">The bytes that each was given.</param>
public sealed record DesyncRow(string Id, RawMessage Request, IReadOnlyList<DesyncAnswer> Answers)
{
    /// <summary>Whether two servers that both took it saw different numbers of requests.</summary>
    public bool Differs =>
        Answers.Where(answer => answer.Requests.Count > 0).Select(answer => answer.Requests.Count).Distinct().Count()
        > 1;
}

/// <summary>What one server made of a case.</summary>
/// <param name="Statuses">The responses on the connection, in order.</param>
/// <param name="Requests">
/// The requests that the application saw, like <c>POST /a</c>; with a proxy, the application behind it.
/// </param>
/// <param name="Response">All that came back.</param>
public sealed record DesyncAnswer(
    [property: JsonConverter(typeof(JsonStringEnumConverter<DesyncServer>))] DesyncServer Server,
    IReadOnlyList<int> Statuses,
    IReadOnlyList<string> Requests,
    RawMessage Response
);
