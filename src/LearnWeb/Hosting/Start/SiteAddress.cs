using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace LearnWeb.Hosting;

/// <summary>
/// Absolute addresses of pages: under <c>Site:Url</c>; else under the name a request came by, if it is one of this
/// machine's own and the port is where the site listens. A name that somebody else made up never stands in one.
/// </summary>
internal sealed class SiteAddress(SiteSettings site, OwnNames own, IServer server)
{
    /// <summary>
    /// Scheme and host; <c>null</c> where the site does not know its own, as behind a proxy without <c>Site:Url</c>.
    /// </summary>
    public string? OriginOf(HttpRequest request) =>
        site.Origin ?? (IsOwn(request) ? $"{request.Scheme}://{request.Host.Value!.ToLowerInvariant()}" : null);

    /// <summary>
    /// What of a request's name decides what <see cref="OriginOf"/> says of it, for a key. There are few: this
    /// machine's names.
    /// </summary>
    public string VariantFor(HttpRequest request) =>
        site.Origin is null && IsOwn(request) ? request.Host.Value!.ToLowerInvariant() : "";

    /// <summary>
    /// An address for the feed and the map, which cannot hold relative ones: where nothing else is known, where the
    /// site listens.
    /// </summary>
    /// <param name="request">Who asks.</param>
    /// <param name="path">A path from the host's root, and so with the sub-path.</param>
    public string Absolute(HttpRequest request, string path) =>
        (OriginOf(request) ?? Listening() ?? SiteSettings.DefaultUrl) + path;

    private bool IsOwn(HttpRequest request) =>
        request.Host.HasValue
        && (request.Host.Port ?? (request.IsHttps ? 443 : 80)) == request.HttpContext.Connection.LocalPort
        && (
            site.Hosts.Count > 0
                ? site.Hosts.Contains(request.Host.Host, StringComparer.OrdinalIgnoreCase)
                : own.IsOne(request.Host.Host)
        );

    private string? Listening() =>
        server
            .Features.Get<IServerAddressesFeature>()
            ?.Addresses.Select(BindingAddress.Parse)
            .Where(address => !address.IsUnixPipe && !address.IsNamedPipe)
            .Select(address =>
                new UriBuilder(
                    address.Scheme,
                    IsAny(address.Host) ? "localhost" : address.Host,
                    address.Port
                ).Uri.GetLeftPart(UriPartial.Authority)
            )
            .FirstOrDefault();

    /// <summary>Whether a listener is on all addresses, none of which is the site's name.</summary>
    private static bool IsAny(string host) => host is "*" or "+" or "0.0.0.0" or "[::]";
}
