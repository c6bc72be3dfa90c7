using System.Text.Json.Serialization;
using LearnWeb.Http.Proxying;

namespace LearnWeb.Models.ForwardProxyLab;

/// <summary>What each party saw while a preset ran.</summary>
/// <param name="Taken">When.</param>
/// <param name="Hops">What went from one program to the next, request by request.</param>
/// <param name="ProxySaw">What came to the proxy, in order.</param>
/// <param name="Tls">What the client learned of the other end of TLS; <c>null</c> if there was none.</param>
public sealed record ForwardProxyTrace(
    string Preset,
    DateTimeOffset Taken,
    IReadOnlyList<ProxyHop> Hops,
    IReadOnlyList<ProxySaw> ProxySaw,
    SeenTls? Tls
)
{
    /// <summary>The server name that the client said in the clear; <c>null</c> where it said none.</summary>
    public string? Sni => Tls?.Hello?.ServerName;
}

/// <summary>One hop: what went, and what came back.</summary>
/// <param name="Number">Which request of the preset it belongs to, from 1.</param>
/// <param name="From"><c>client</c> or <c>proxy</c>.</param>
/// <param name="To"><c>proxy</c>, or the name of the origin.</param>
/// <param name="Encrypted">Whether it went inside TLS; the bytes are those that the two ends know.</param>
public sealed record ProxyHop(
    int Number,
    string From,
    string To,
    bool Encrypted,
    ReadOnlyMemory<byte> Request,
    ReadOnlyMemory<byte> Response
)
{
    public const string Client = "client",
        Proxy = "proxy";
}

/// <summary>Bytes that came to the proxy.</summary>
/// <param name="Number">Which request of the preset it belongs to, from 1.</param>
/// <param name="Ms">When, in milliseconds since the client's connection was accepted.</param>
/// <param name="Direction">Who had sent them: <c>client</c> or <c>origin</c>.</param>
/// <param name="Readable">Whether the proxy can read them, and not only count them.</param>
/// <param name="Record">Which TLS record it is; <c>null</c> if it is none.</param>
public sealed record ProxySaw(
    int Number,
    double Ms,
    string Direction,
    ReadOnlyMemory<byte> Bytes,
    bool Readable,
    [property: JsonConverter(typeof(JsonStringEnumConverter<TlsRecordKind>))] TlsRecordKind? Record
)
{
    public bool FromClient => Direction == ProxyHop.Client;
}

/// <summary>What a client learned of the other end of TLS.</summary>
/// <param name="Certificate">What that end proved itself with.</param>
/// <param name="Version">The version agreed on; <c>null</c> if the client broke off.</param>
/// <param name="Hello">What the client had said in the clear before.</param>
/// <param name="OpenedByProxy">Whether that end is the proxy.</param>
public sealed record SeenTls(SeenCertificate Certificate, string? Version, ClientHello? Hello, bool OpenedByProxy);
