using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace LearnWeb.Models.SessionTokenLab;

/// <summary>The four ways of staying signed in that the lab compares.</summary>
public enum Way
{
    /// <summary>An identifier of a row on the server.</summary>
    Session,

    /// <summary>A signed token that the server does not keep.</summary>
    Jwt,

    /// <summary>All in the cookie, encrypted: ASP.NET Core's default.</summary>
    Cookie,

    /// <summary>A signed token, and a list of those that were signed out.</summary>
    DenyList,
}

/// <summary>What a learner has done so far, and what was measured. At most a few dozen entries.</summary>
public sealed class VisitState
{
    /// <summary>This visit's signing key, PKCS #8. It is worth nothing outside the lab.</summary>
    public byte[] Key { get; set; } = NewKey();

    /// <summary>Grows by one when the learner changes the server's key.</summary>
    public int KeyVersion { get; set; } = 1;

    /// <summary>The credential that was issued last, by way; kept when it was signed out, to be replayed.</summary>
    public Dictionary<Way, string> Credentials { get; init; } = [];

    /// <summary>The ways that are signed in at present.</summary>
    public HashSet<Way> SignedIn { get; init; } = [];

    /// <summary>The ways whose credential was issued for twenty seconds only.</summary>
    public HashSet<Way> ShortLived { get; init; } = [];

    /// <summary><c>jti</c> of every token issued (<see cref="Way.DenyList"/>), so that all can be revoked.</summary>
    public HashSet<string> Issued { get; init; } = [];

    /// <summary><c>jti</c> of tokens that were signed out (<see cref="Way.DenyList"/>).</summary>
    public HashSet<string> Denied { get; init; } = [];

    /// <summary>What was measured: by question, then by way.</summary>
    public Dictionary<Question, Dictionary<Way, string>> Measured { get; init; } = [];

    /// <summary>What the forms of the other site brought along.</summary>
    public List<Arrival> Arrivals { get; init; } = [];

    /// <summary>
    /// The test cookies that the server has set; those that do not come back were refused by the browser.
    /// </summary>
    public List<string> CookiesSet { get; init; } = [];

    /// <summary>Flowers ordered by a form: harmless, and visible.</summary>
    public int Flowers { get; set; }

    public void Note(Question question, Way way, string answer)
    {
        Measured.TryAdd(question, []);
        Measured[question][way] = answer;
    }

    /// <summary>A form has ordered a flower; of each site the last one counts.</summary>
    public void Order(Arrival arrival)
    {
        Flowers++;
        Arrivals.RemoveAll(earlier => earlier.FromOtherSite == arrival.FromOtherSite);
        Arrivals.Add(arrival);
    }

    /// <summary>The test cookies were set anew: what came before says nothing any more.</summary>
    public void TestCookiesWereSet(IEnumerable<string> names)
    {
        CookiesSet.Clear();
        CookiesSet.AddRange(names);
        Arrivals.Clear();
    }

    /// <summary>The key as ES256 wants it, under the name that tokens give in <c>kid</c>.</summary>
    public ECDsaSecurityKey SigningKey(string visit)
    {
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(Key, out _);
        return new ECDsaSecurityKey(key) { KeyId = $"{visit}.{KeyVersion}" };
    }

    public void ChangeKey() => (Key, KeyVersion) = (NewKey(), KeyVersion + 1);

    private static byte[] NewKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKey();
    }
}

/// <summary>The rows of the comparison.</summary>
public enum Question
{
    /// <summary>Bytes that each request carries more than one without it.</summary>
    BytesPerRequest,

    /// <summary>What the server keeps, in bytes.</summary>
    ServerStores,

    /// <summary>What can be read of it without a key.</summary>
    ReadWithoutKey,

    /// <summary>One byte changed.</summary>
    OneByteChanged,

    /// <summary>Signed out, and the old one sent again.</summary>
    ReplayedAfterSignOut,

    /// <summary>Sent again after its time.</summary>
    Expired,

    /// <summary>Sent again after "sign out everywhere".</summary>
    RevokedEverywhere,

    /// <summary>Sent again after the server's key was changed.</summary>
    KeyChanged,

    /// <summary>Sent to a second server with the same keys and a store of its own.</summary>
    SecondServer,
}

/// <summary>One form that the other site sent.</summary>
/// <param name="FromOtherSite">Whether <c>Origin</c> said so.</param>
/// <param name="Origin">What <c>Origin</c> said.</param>
/// <param name="Cookies">The test cookies that came along.</param>
/// <param name="HadToken">Whether the antiforgery token came along.</param>
public sealed record Arrival(bool FromOtherSite, string Origin, IReadOnlyList<string> Cookies, bool HadToken);
