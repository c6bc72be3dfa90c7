using System.Net;

namespace LearnWeb.Http.Proxying;

/// <summary>
/// Where a proxy may go: to a closed list of names and ports, each with the address that it stands for. It never asks
/// the DNS, so a name that resolves elsewhere, or to something else the next time, leads nowhere; and an address,
/// however it is written, is none of the names.
/// </summary>
public sealed class ProxyRule(IReadOnlyList<ProxyRoute> routes)
{
    /// <summary>Decides about a request in absolute-form.</summary>
    public ProxyDecision ForRequest(ProxyTarget target) => Decide(target, isSecure: false);

    /// <summary>
    /// Decides about <c>CONNECT</c>, which is for ports behind which TLS is spoken (RFC 9110 §9.3.6).
    /// </summary>
    public ProxyDecision ForTunnel(ProxyTarget target) => Decide(target, isSecure: true);

    private ProxyDecision Decide(ProxyTarget target, bool isSecure)
    {
        var known = routes.Where(route => route.Host.Equals(target.Host, StringComparison.OrdinalIgnoreCase)).ToList();
        return known.Find(route => route.Port == target.Port && route.IsSecure == isSecure) is { } route
                ? new ProxyDecision(route, null)
            : known.Count > 0 ? new ProxyDecision(null, ProxyRefusal.Port)
            : IPAddress.TryParse(target.Host, out _) ? new ProxyDecision(null, ProxyRefusal.Address)
            : new ProxyDecision(null, ProxyRefusal.Name);
    }
}

/// <summary>A name and a port that a proxy may connect to.</summary>
/// <param name="Host">The name.</param>
/// <param name="Port">The port that clients ask for.</param>
/// <param name="Address">What stands behind it.</param>
/// <param name="IsSecure">Whether it speaks TLS.</param>
public sealed record ProxyRoute(string Host, int Port, IPEndPoint Address, bool IsSecure = false);

/// <summary>Where to connect to, or why not. Exactly one is there.</summary>
public sealed record ProxyDecision(ProxyRoute? Route, ProxyRefusal? Refusal);

/// <summary>Why a proxy does not go where it is asked to.</summary>
public enum ProxyRefusal
{
    /// <summary>It is not one of the names.</summary>
    Name,

    /// <summary>It is an address and no name.</summary>
    Address,

    /// <summary>The name is known, the port is not open to this kind of request.</summary>
    Port,
}
