using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace LearnWeb.Http.Proxying;

/// <summary>
/// Forwards one request and its response: connects (1), sends the head (2) and the content (3), hands on interim
/// responses (4), the head of the final one (5) and its content (6). What fails before the response has begun has an
/// answer of its own. Nothing is tried twice: nobody here knows whether it would be done twice (RFC 9110 §9.2.2).
/// </summary>
internal sealed class ProxyForwarding(
    ProxyRequest request,
    ProxyRoute route,
    IPAddress address,
    ForwardProxySettings settings,
    ProxyRecord record
)
{
    /// <summary>The most bytes of a response.</summary>
    private const int MostResponse = 2 * 1024 * 1024;

    private readonly ProxyTarget _target = request.Target!;
    private readonly bool _isCached = settings.Cache is not null && ProxyCache.MayAnswer(request.Message);

    private string Uri => $"{_target.Authority}{_target.Path}";

    /// <returns>Whether the client's connection goes on.</returns>
    /// <exception cref="IOException">The response broke off, and so must the one to the client.</exception>
    public async Task<bool> RunAsync(CancellationToken cancellation)
    {
        if (_isCached && settings.Cache!.Find(Uri) is { } stored)
        {
            await request.Stream.WriteAsync(stored.Bytes(!request.MayPersist), cancellation);
            return request.MayPersist;
        }

        using var socket = await OriginSocket.ConnectAsync(route, cancellation); // 1
        if (socket is null)
        {
            return await FailAsync(ProxyAnswer.CannotConnect, cancellation);
        }

        await using var network = new NetworkStream(socket);
        await using var tls = route.IsSecure ? new SslStream(network) : null;
        var upstream = record.AddUpstream(route);
        await using var origin = new RecordingStream((Stream?)tls ?? network, upstream.Received, upstream.Sent);
        try
        {
            if (tls is not null)
            {
                var trusted = TrustedRoots.Only(settings.Interception!.Trusted);
                await tls.AuthenticateAsClientAsync(
                    new SslClientAuthenticationOptions { TargetHost = route.Host, CertificateChainPolicy = trusted },
                    cancellation
                );
            }

            return await ExchangeAsync(origin, cancellation);
        }
        catch (AuthenticationException)
        {
            return await FailAsync(ProxyAnswer.NotTrusted, cancellation);
        }
        finally
        {
            record.Saw(fromClient: false, upstream.Received.ToArray());
        }
    }

    private async Task<bool> ExchangeAsync(Stream origin, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(settings.OriginPatience);
        var responses = new MessageStream(origin, MostResponse, request.Method);
        try
        {
            if (await SendAsync(origin, responses, patience.Token) is { } fault)
            {
                return await FailAsync(fault, cancellation);
            }

            if (!await ReadFinalHeadAsync(responses, patience.Token))
            {
                return await FailAsync(ProxyAnswer.BadResponse, cancellation);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return await FailAsync(ProxyAnswer.NoResponse, cancellation);
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            return await FailAsync(ProxyAnswer.BadResponse, cancellation);
        }

        return await ReturnAsync(responses, cancellation);
    }

    /// <returns>What is wrong with the request, if something is.</returns>
    private async Task<ProxyAnswer?> SendAsync(Stream origin, MessageStream responses, CancellationToken patience)
    {
        var head = ForwardedHead.OfRequest(
            request.Message,
            _target,
            settings.Name,
            settings.DisclosesClient ? address.ToString() : null,
            request.MaxForwards - 1
        );
        await origin.WriteAsync(head, patience); // 2
        if (request.Message.Lists("Expect", "100-continue") && request.Reader.BehindHead.IsEmpty)
        {
            // The client waits before it sends the content, and so must the proxy (RFC 9110 §10.1.1).
            if (!await responses.ReadHeadAsync(patience) || !responses.Message.IsInterim)
            {
                return null;
            }

            await PassInterimAsync(responses, patience);
        }

        try
        {
            await ForwardedContent.CopyAsync(request.Reader, origin, request.Message.ContentEnd, patience); // 3
        }
        catch (InvalidDataException)
        {
            return ProxyAnswer.BadRequest("The content is malformed, too long, or breaks off.");
        }

        record.Saw(fromClient: true, request.Reader.Bytes[request.Message.EndOfHead!.Value..]);
        return null;
    }

    /// <returns>Whether there is a response that this proxy understands.</returns>
    private async Task<bool> ReadFinalHeadAsync(MessageStream responses, CancellationToken patience)
    {
        while (responses.Message.EndOfHead is null || responses.Message.IsInterim)
        {
            if (!await responses.ReadHeadAsync(patience))
            {
                return false;
            }

            if (responses.Message.IsInterim)
            {
                await PassInterimAsync(responses, patience); // 4
            }
        }

        var codings = responses.Message.ValuesOf("Transfer-Encoding").ToList();
        return responses.Message is { Fault: null, Status: not (null or 101) }
            && (
                codings.Count == 0
                || codings is [var only] && only.Equals("chunked", StringComparison.OrdinalIgnoreCase)
            );
    }

    /// <summary>Hands on an interim response; one of version 1.0 would not know it (RFC 9110 §15.2).</summary>
    private async Task PassInterimAsync(MessageStream responses, CancellationToken cancellation)
    {
        if (!request.IsHttp10)
        {
            var fields = ForwardedHead.FieldsOfResponse(responses.Message, ContentEnd.None, settings.Name);
            await request.Stream.WriteAsync(ForwardedHead.Bytes(responses.Message.StartLine, fields), cancellation);
        }
    }

    private async Task<bool> ReturnAsync(MessageStream responses, CancellationToken cancellation)
    {
        var end = responses.Message.ContentEnd switch
        {
            ContentEnd.LastChunk or ContentEnd.Close => request.IsHttp10 ? ContentEnd.Close : ContentEnd.LastChunk,
            var known => known,
        };
        var persists = request.MayPersist && end != ContentEnd.Close;
        var fields = ForwardedHead.FieldsOfResponse(responses.Message, end, settings.Name);
        List<(string, string)> own = _isCached ? [("X-Cache", "MISS")] : [];
        if (!persists)
        {
            own.Add(("Connection", "close"));
        }

        var startLine = $"HTTP/1.1 {responses.Message.StartLine[9..]}";
        await request.Stream.WriteAsync(ForwardedHead.Bytes(startLine, [.. fields, .. own]), cancellation); // 5
        await ForwardedContent.CopyAsync(responses, request.Stream, end, cancellation); // 6
        if (_isCached)
        {
            settings.Cache!.Store(Uri, responses.Message, new CachedResponse(startLine, fields, responses.Content()));
        }

        return persists;
    }

    private async Task<bool> FailAsync(ProxyAnswer answer, CancellationToken cancellation)
    {
        var persists = request.MayPersist;
        var bytes = answer.Bytes(settings.Name, closes: !persists, withContent: request.Method != "HEAD");
        await request.Stream.WriteAsync(bytes, cancellation);
        return persists;
    }
}
