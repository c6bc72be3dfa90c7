using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;

namespace LearnWeb.Tests;

/// <summary>The site on HTTPS with a certificate made for this run.</summary>
public sealed class SecureSite : RealSite
{
    private readonly X509Certificate2 _certificate;

    public SecureSite()
        : this(MakeCertificate()) { }

    private SecureSite(X509Certificate2 certificate)
        : base(kestrel => kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.UseHttps(certificate)))
    {
        _certificate = certificate;
        Client = new HttpClient(
            new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = IsOwn } }
        );
    }

    public override Uri Address => new UriBuilder(base.Address) { Scheme = "https", Host = "localhost" }.Uri;

    public HttpClient Client { get; }

    /// <summary>Whether a certificate is the one made for this run.</summary>
    public bool IsOwn(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        certificate?.GetCertHashString() == _certificate.GetCertHashString();

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            Client.Dispose();
            _certificate.Dispose();
        }
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), password: null);
    }
}
