using System.Net;
using System.Net.NetworkInformation;

namespace LearnWeb.Pipeline;

/// <summary>
/// The names that lead to this machine whatever a name server says: <c>localhost</c>, its addresses, its host name, and
/// that under <c>.local</c> (RFC 6761 §6.3, RFC 6762); and a name in <c>Urls</c>, which whoever runs it wrote. Any
/// other may have been made to point here by a stranger (DNS rebinding).
/// </summary>
internal sealed class OwnNames(IConfiguration configuration, TimeProvider clock)
{
    /// <summary>A laptop may join another network at any time; how often that is looked at, at most.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    private readonly HashSet<string> _names = new(
        NamesOfMachine().Concat(NamesInUrls(configuration)),
        StringComparer.OrdinalIgnoreCase
    );
    private Interfaces _interfaces = new([], DateTimeOffset.MinValue);

    /// <summary>Whether a host, as a URL has it and without its port, is this machine.</summary>
    public bool Contain(string host) => IsOne(host) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);

    /// <summary>The same, but for the names below <c>localhost</c>, of which there is no end.</summary>
    public bool IsOne(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (
            IPAddress.TryParse(host, out var address)
                ? IsOwn(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address)
                : _names.Contains(host)
        );

    private bool IsOwn(IPAddress address)
    {
        if (IPAddress.IsLoopback(address) || _interfaces.Addresses.Contains(address))
        {
            return true;
        }

        var now = clock.GetUtcNow();
        if (now - _interfaces.ReadAt < Step)
        {
            return false;
        }

        _interfaces = new Interfaces(AddressesOfInterfaces(), now);
        return _interfaces.Addresses.Contains(address);
    }

    private static HashSet<IPAddress> AddressesOfInterfaces() =>
        [
            .. from network in NetworkInterface.GetAllNetworkInterfaces()
            from unicast in network.GetIPProperties().UnicastAddresses
            select new IPAddress(unicast.Address.GetAddressBytes()), // without the zone, which no URL has
        ];

    private static IEnumerable<string> NamesOfMachine()
    {
        var (name, domain) = (Dns.GetHostName(), IPGlobalProperties.GetIPGlobalProperties().DomainName);
        var first = name.Split('.')[0];
        return [name, first, $"{first}.local", .. domain.Length > 0 ? [$"{first}.{domain}"] : Array.Empty<string>()];
    }

    private static IEnumerable<string> NamesInUrls(IConfiguration configuration) =>
        from url in ListeningUrls.Of(configuration)
        let host = BindingAddress.Parse(url).Host
        where Uri.CheckHostName(host) == UriHostNameType.Dns
        select host;

    /// <summary>
    /// What was read of the network, and when: exchanged as one, since many requests read it at once.
    /// </summary>
    private sealed record Interfaces(HashSet<IPAddress> Addresses, DateTimeOffset ReadAt);
}
