using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace LearnWeb.Hosting;

/// <summary>Absolute addresses for the feed and the map, which cannot hold relative ones: under <c>Site:Url</c>, else where the site listens.</summary>
public sealed class SiteAddress(SiteSettings site, IServer server)
{
    public string Absolute(string path) => (site.Url ?? Listening() ?? SiteSettings.DefaultUrl) + path;

    private string? Listening() => server.Features.Get<IServerAddressesFeature>()?.Addresses
        .Select(BindingAddress.Parse)
        .Where(address => !address.IsUnixPipe && !address.IsNamedPipe)
        .Select(address => new UriBuilder(address.Scheme, IsAny(address.Host) ? "localhost" : address.Host, address.Port).Uri.GetLeftPart(UriPartial.Authority))
        .FirstOrDefault();

    /// <summary>Whether a listener is on all addresses, none of which is the site's name.</summary>
    private static bool IsAny(string host) => host is "*" or "+" or "0.0.0.0" or "[::]";
}
