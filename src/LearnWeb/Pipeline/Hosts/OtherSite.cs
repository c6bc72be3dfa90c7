using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace LearnWeb.Pipeline;

/// <summary>
/// This same server under a name that browsers take for another site: <c>127.0.0.1</c> for <c>localhost</c> and the
/// reverse, or what <c>Labs:OtherSite</c> says. Where the server listens says it itself; what a Host field names is
/// never tried.
/// </summary>
public sealed class OtherSite(IConfiguration configuration, IServer server)
{
    private readonly Uri? _set = Uri.TryCreate(configuration["Labs:OtherSite"], UriKind.Absolute, out var set)
        ? set
        : null;
    private readonly Uri? _own = Uri.TryCreate(configuration["Site:Url"], UriKind.Absolute, out var own) ? own : null;

    /// <summary>The other name's origin, seen from the one a request came by; <c>null</c> if there is none.</summary>
    public string? Of(HttpRequest request)
    {
        if (_set is not null)
        {
            return (request.Host.Host == _set.Host ? _own : _set)?.GetLeftPart(UriPartial.Authority);
        }

        var other = request.Host.Host switch
        {
            "localhost" => "127.0.0.1",
            "127.0.0.1" => "localhost",
            _ => null,
        };
        var port = request.Host.Port ?? (request.IsHttps ? 443 : 80);
        return other is not null && Listens(request.Scheme, port) ? $"{request.Scheme}://{other}:{port}" : null;
    }

    /// <summary>
    /// Whether this server listens on a port of both loopback names: on loopback itself, or on all addresses.
    /// </summary>
    private bool Listens(string scheme, int port) =>
        (server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
            .Select(BindingAddress.Parse)
            .Any(address =>
                !address.IsUnixPipe
                && !address.IsNamedPipe
                && address.Port == port
                && address.Scheme.Equals(scheme, StringComparison.OrdinalIgnoreCase)
                && address.Host is "localhost" or "127.0.0.1" or "0.0.0.0" or "[::]" or "*" or "+"
            );
}
