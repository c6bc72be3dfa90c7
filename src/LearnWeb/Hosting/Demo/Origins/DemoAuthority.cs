using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LearnWeb.Hosting;

/// <summary>
/// A certificate authority for experiments with TLS. It is made when it is needed and lives in memory only; nobody but
/// the experiment that was given its <see cref="Root"/> trusts it.
/// </summary>
public sealed class DemoAuthority : IDisposable
{
    /// <summary>How long before and after now its certificates are valid.</summary>
    private static readonly TimeSpan Past = TimeSpan.FromDays(1),
        Future = TimeSpan.FromDays(3650);

    private readonly X509Certificate2 _root;

    /// <param name="name">The common name of its root certificate.</param>
    public DemoAuthority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var now = DateTimeOffset.UtcNow;
        _root = request.CreateSelfSigned(now - Past, now + Future);
        Root = X509CertificateLoader.LoadCertificate(_root.RawData);
    }

    /// <summary>The root certificate, without its key: what a client that trusts this authority has.</summary>
    public X509Certificate2 Root { get; }

    /// <summary>A certificate for a server, with its key.</summary>
    /// <param name="host">The one name that it is for (RFC 9110 §4.3.4).</param>
    public X509Certificate2 Issue(string host)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1", "serverAuth")], false)
        );
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_root, true, false)
        );
        // A serial number is positive and hard to guess (RFC 5280 §4.1.2.2).
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] &= 0x7F;
        using var issued = request.Create(_root, new(_root.NotBefore), new(_root.NotAfter), serial);
        return issued.CopyWithPrivateKey(key);
    }

    public void Dispose()
    {
        _root.Dispose();
        Root.Dispose();
    }
}
