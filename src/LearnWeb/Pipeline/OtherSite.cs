using System.Net.Sockets;

namespace LearnWeb.Pipeline;

/// <summary>
/// This same server under a name that browsers take for another site: <c>127.0.0.1</c> for <c>localhost</c> and the reverse,
/// or what <c>Labs:OtherSite</c> says.
/// </summary>
public sealed class OtherSite(IConfiguration configuration)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly Uri? _set = Uri.TryCreate(configuration["Labs:OtherSite"], UriKind.Absolute, out var set) ? set : null;
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
        return other is null ? null : $"{request.Scheme}://{(request.Host.Port is { } port ? new HostString(other, port) : new HostString(other))}";
    }

    /// <summary>The same, if somebody answers there. Only loopback is tried: the server contacts nobody else.</summary>
    public async Task<string?> FindAsync(HttpRequest request)
    {
        if (Of(request) is not { } origin || _set is not null)
        {
            return Of(request);
        }

        using var patience = new CancellationTokenSource(Patience);
        using var socket = new TcpClient();
        try
        {
            var address = new Uri(origin);
            await socket.ConnectAsync(address.Host, address.Port, patience.Token);
            return origin;
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            return null;
        }
    }
}
