using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace LearnWeb.Http.Proxying;

/// <summary>
/// A client that asks a proxy for a tunnel, speaks TLS through it, and sends one request: what a browser does for
/// <c>https://</c>. It takes down everything, on the wire and inside TLS.
/// </summary>
/// <param name="proxy">The proxy, on loopback.</param>
/// <param name="trusted">The certificate authorities that it trusts.</param>
public sealed class TunnelClient(IPEndPoint proxy, IReadOnlyList<X509Certificate2> trusted)
{
    private const int MostResponse = 256 * 1024;

    /// <summary>Sends a request through a tunnel.</summary>
    /// <param name="connect">The head that asks for the tunnel.</param>
    /// <param name="host">Whom TLS is to prove (SNI, too).</param>
    /// <param name="request">What is sent inside.</param>
    /// <exception cref="SocketException">The proxy does not answer at all.</exception>
    public async Task<TunnelVisit> SendAsync(
        ReadOnlyMemory<byte> connect,
        string host,
        ReadOnlyMemory<byte> request,
        CancellationToken cancellation
    )
    {
        using var socket = new Socket(proxy.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(proxy, cancellation);
        await using var network = new NetworkStream(socket);
        var (sent, received) = (new ByteRecord(), new ByteRecord());
        var wire = new RecordingStream(network, received, sent);
        await wire.WriteAsync(connect, cancellation);
        var answers = new MessageStream(wire, MostResponse, "CONNECT");
        await answers.ReadHeadAsync(cancellation);
        var visit = new TunnelVisit(new(connect), new(answers.Bytes[..(answers.Message.EndOfHead ?? 0)].ToArray()));
        if (answers.Message.Status is >= 200 and < 300)
        {
            await SpeakTlsAsync(visit, wire, host, request, cancellation);
            visit.Hello = ClientHello.Read(sent.ToArray().AsSpan(connect.Length));
        }
        else
        {
            while (await answers.ReadContentAsync(cancellation) is { Length: > 0 }) { }
            visit.Answer = new(answers.Bytes.ToArray());
        }

        return visit;
    }

    private async Task SpeakTlsAsync(
        TunnelVisit visit,
        Stream wire,
        string host,
        ReadOnlyMemory<byte> request,
        CancellationToken cancellation
    )
    {
        await using var tls = new SslStream(
            wire,
            leaveInnerStreamOpen: true,
            (_, certificate, chain, errors) =>
            {
                visit.Certificate = new SeenCertificate(
                    ((X509Certificate2)certificate!).GetNameInfo(X509NameType.SimpleName, forIssuer: false),
                    ((X509Certificate2)certificate).GetNameInfo(X509NameType.SimpleName, forIssuer: true),
                    errors == SslPolicyErrors.None,
                    string.Join(", ", chain!.ChainStatus.Select(status => status.Status))
                );
                return errors == SslPolicyErrors.None;
            }
        );
        try
        {
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = host,
                    ApplicationProtocols = [SslApplicationProtocol.Http11],
                    CertificateChainPolicy = TrustedRoots.Only(trusted),
                },
                cancellation
            );
        }
        catch (AuthenticationException)
        {
            return; // the client sends nothing to whom it does not believe
        }

        visit.Protocol = tls.SslProtocol == SslProtocols.Tls13 ? "TLS 1.3" : "TLS 1.2";
        await tls.WriteAsync(request, cancellation);
        var responses = new MessageStream(tls, MostResponse, Encoding.ASCII.GetString(request.Span).Split(' ')[0]);
        await responses.ReadHeadAsync(cancellation);
        while (await responses.ReadContentAsync(cancellation) is { Length: > 0 }) { }
        visit.Inside = new RawExchange(new(request), new(responses.Bytes.ToArray()));
    }
}

/// <summary>What came of asking for a tunnel.</summary>
/// <param name="Connect">The request for it.</param>
/// <param name="Answer">What the proxy answered to that.</param>
public sealed record TunnelVisit(RawMessage Connect, RawMessage Answer)
{
    public RawMessage Answer { get; internal set; } = Answer;

    /// <summary>What was said and answered inside TLS; <c>null</c> if it did not come to that.</summary>
    public RawExchange? Inside { get; internal set; }

    /// <summary>How the other end of TLS proved who it is; <c>null</c> if there was no TLS.</summary>
    public SeenCertificate? Certificate { get; internal set; }

    /// <summary>The version of TLS that was agreed on.</summary>
    public string? Protocol { get; internal set; }

    /// <summary>What the client said in the clear to begin with.</summary>
    public ClientHello? Hello { get; internal set; }
}

/// <summary>The certificate that a client was shown.</summary>
/// <param name="Subject">Whom it names.</param>
/// <param name="Issuer">Who signed it.</param>
/// <param name="IsTrusted">Whether the client believes it.</param>
/// <param name="Problem">Why not, in the words of the library; empty if it does.</param>
public sealed record SeenCertificate(string Subject, string Issuer, bool IsTrusted, string Problem);
