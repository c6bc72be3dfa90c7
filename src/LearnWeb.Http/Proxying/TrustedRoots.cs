using System.Security.Cryptography.X509Certificates;

namespace LearnWeb.Http.Proxying;

/// <summary>
/// Which certificate authorities one end of an experiment trusts; those of the machine are not among them.
/// </summary>
internal static class TrustedRoots
{
    public static X509ChainPolicy Only(params IEnumerable<X509Certificate2> roots)
    {
        var policy = new X509ChainPolicy
        {
            RevocationMode = X509RevocationMode.NoCheck, // made a moment ago, and nobody to ask
            TrustMode = X509ChainTrustMode.CustomRootTrust,
        };
        policy.CustomTrustStore.AddRange(roots.ToArray());
        return policy;
    }
}
