using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace LearnWeb.Http.Proxying;

/// <summary>
/// A forward proxy's side of one connection from a client. For each request it decides: who is asking (407), how far it
/// may go (<c>Max-Forwards</c>), and where to; then it forwards a message, or opens a tunnel and looks no further.
/// </summary>
/// <param name="client">The client's bytes.</param>
/// <param name="address">The client's address.</param>
public sealed class ProxyConnection(Stream client, IPAddress address, ForwardProxySettings settings, ProxyRecord record)
{
    /// <summary>The most bytes of a request, what frames its content included.</summary>
    private const int MostRequest = ProxyRequest.MostContent + 2 * MessageStream.MostHead;

    /// <summary>Without a length or a transfer coding, since what follows is no content (RFC 9110 §9.3.6).</summary>
    private static readonly byte[] Established = [.. "HTTP/1.1 200 Connection established\r\n\r\n"u8];

    /// <summary>How long the connection may last, and how long it may wait for a request's head.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60),
        HeadPatience = TimeSpan.FromSeconds(10);

    /// <summary>Serves the client until one of them closes. Never throws for what a client or an origin does.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Longest);
        try
        {
            await ServeAsync(client, opened: null, patience.Token);
        }
        catch (Exception error)
            when (error
                    is IOException
                        or OperationCanceledException
                        or InvalidDataException
                        or AuthenticationException
                        or SocketException
            )
        {
            // Somebody has gone, sent no HTTP, or taken too long: whoever owns the connection closes it.
        }
        finally
        {
            record.End();
        }
    }

    /// <param name="stream">What requests are read from: the connection, or what is inside TLS that was opened.</param>
    /// <param name="opened">Whose TLS was opened; <c>null</c> if none was.</param>
    private async Task ServeAsync(Stream stream, ProxyRoute? opened, CancellationToken cancellation)
    {
        var requests = new MessageStream(stream, MostRequest);
        while (await ReadHeadAsync(requests, stream, cancellation))
        {
            var request = new ProxyRequest(requests, stream, opened);
            record.Saw(fromClient: true, request.Head);
            if (request.IsConnect)
            {
                await ConnectAsync(request, cancellation);
                return;
            }

            if (!await AnswerAsync(request, cancellation))
            {
                return;
            }
        }
    }

    private async Task<bool> ReadHeadAsync(MessageStream requests, Stream stream, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(HeadPatience);
        try
        {
            return await requests.ReadHeadAsync(patience.Token);
        }
        catch (InvalidDataException)
        {
            await stream.WriteAsync(ProxyAnswer.HeadTooLarge.Bytes(settings.Name, closes: true), cancellation);
            return false;
        }
    }

    /// <returns>Whether the connection goes on.</returns>
    private async Task<bool> AnswerAsync(ProxyRequest request, CancellationToken cancellation)
    {
        if ((request.Refusal() ?? Authenticate(request)) is { } refusal)
        {
            return await SayAsync(request, refusal, cancellation);
        }

        if (request.MaxForwards == 0)
        {
            await request.Stream.WriteAsync(FinalRecipient.Answer(request.Message, settings.Name), cancellation);
            return request.MayPersist;
        }

        var decision = request.Opened is { } opened ? new(opened, null) : settings.Rule.ForRequest(request.Target!);
        return decision.Route is { } route
            ? await new ProxyForwarding(request, route, address, settings, record).RunAsync(cancellation)
            : await SayAsync(request, ProxyAnswer.Refused(decision.Refusal!.Value), cancellation);
    }

    /// <summary>
    /// Opens a tunnel. Where it does not, it closes the connection: a client may have sent what was meant for the
    /// tunnel already, and that must not be read as a request (RFC 9931 §8).
    /// </summary>
    private async Task ConnectAsync(ProxyRequest request, CancellationToken cancellation)
    {
        var (route, refusal) = DecideTunnel(request);
        using var socket =
            route is not null && settings.Interception is null
                ? await OriginSocket.ConnectAsync(route, cancellation)
                : null;
        if (route is not null && settings.Interception is { } interception && request.BehindHead.IsEmpty)
        {
            await request.Stream.WriteAsync(Established, cancellation);
            await InterceptAsync(route, interception, cancellation);
        }
        else if (socket is not null)
        {
            await request.Stream.WriteAsync(Established, cancellation);
            await using var origin = new NetworkStream(socket);
            await Tunnel.RelayAsync(request.Stream, request.BehindHead, origin, record, cancellation);
        }
        else
        {
            var answer = refusal ?? ProxyAnswer.CannotConnect;
            await request.Stream.WriteAsync(answer.Bytes(settings.Name, closes: true), cancellation);
        }
    }

    private (ProxyRoute? Route, ProxyAnswer? Refusal) DecideTunnel(ProxyRequest request)
    {
        if ((request.Refusal() ?? Authenticate(request)) is { } refusal)
        {
            return (null, refusal);
        }

        if (ProxyTarget.OfAuthorityForm(request.TargetText) is not { } target)
        {
            return (null, ProxyAnswer.BadRequest("CONNECT names a host and a port; the port has no default."));
        }

        var decision = settings.Rule.ForTunnel(target);
        return (decision.Route, decision.Refusal is { } reason ? ProxyAnswer.Refused(reason) : null);
    }

    /// <summary>
    /// Poses as the origin server, with a certificate of the proxy's own authority, and serves what is inside.
    /// </summary>
    private async Task InterceptAsync(ProxyRoute route, TlsInterception interception, CancellationToken cancellation)
    {
        using var certificate = interception.Issue(route.Host);
        await using var tls = new SslStream(client, leaveInnerStreamOpen: true);
        await tls.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions { ServerCertificate = certificate },
            cancellation
        );
        await ServeAsync(tls, route, cancellation);
    }

    private ProxyAnswer? Authenticate(ProxyRequest request) =>
        settings.Credentials is { } wanted && request.Opened is null && request.Credentials != wanted
            ? ProxyAnswer.WhoAreYou
            : null;

    private async Task<bool> SayAsync(ProxyRequest request, ProxyAnswer answer, CancellationToken cancellation)
    {
        var persists = request.MayPersist;
        await request.Stream.WriteAsync(
            answer.Bytes(settings.Name, closes: !persists, withContent: request.Method != "HEAD"),
            cancellation
        );
        return persists;
    }
}
