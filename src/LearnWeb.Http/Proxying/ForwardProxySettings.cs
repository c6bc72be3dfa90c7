using System.Security.Cryptography.X509Certificates;
using LearnWeb.Http.HttpBin;

namespace LearnWeb.Http.Proxying;

/// <summary>How a forward proxy behaves.</summary>
/// <param name="Rule">Where it may go.</param>
public sealed record ForwardProxySettings(ProxyRule Rule)
{
    /// <summary>The pseudonym that it writes into <c>Via</c> (RFC 9110 §7.6.3).</summary>
    public string Name { get; init; } = "demo-proxy";

    /// <summary>Who may use it; everybody if <c>null</c>.</summary>
    public BasicCredentials? Credentials { get; init; }

    /// <summary>Whether it tells the origin the client's address, in <c>X-Forwarded-For</c>.</summary>
    public bool DisclosesClient { get; init; }

    /// <summary>Where it keeps responses; it keeps none if <c>null</c>.</summary>
    public ProxyCache? Cache { get; init; }

    /// <summary>How it opens TLS; it relays what it cannot read if <c>null</c>.</summary>
    public TlsInterception? Interception { get; init; }

    /// <summary>How long an origin may keep silent before it answers.</summary>
    public TimeSpan OriginPatience { get; init; } = TimeSpan.FromSeconds(3);
}

/// <summary>What a proxy needs in order to stand between the two ends of TLS.</summary>
/// <param name="Issue">Makes a certificate, with its key, for a host; the proxy disposes of it.</param>
/// <param name="Trusted">Whom the proxy itself trusts to vouch for origins.</param>
public sealed record TlsInterception(Func<string, X509Certificate2> Issue, X509Certificate2 Trusted);
