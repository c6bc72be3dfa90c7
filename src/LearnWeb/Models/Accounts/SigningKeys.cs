using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.IdentityModel.Tokens;

namespace LearnWeb.Models.Accounts;

/// <summary>A key that signs access tokens. Times are seconds since 1970 (UTC).</summary>
public sealed class SigningKeyRow
{
    /// <summary>Its name in a token's header (RFC 7515 §4.1.4).</summary>
    public required string Kid { get; init; }

    /// <summary>PKCS #8, encrypted.</summary>
    public required byte[] PrivateKey { get; init; }

    public required long CreatedAt { get; init; }
}

internal sealed class SigningKeyTable : IEntityTypeConfiguration<SigningKeyRow>
{
    public void Configure(EntityTypeBuilder<SigningKeyRow> builder)
    {
        builder.ToTable("SigningKeys");
        builder.HasKey(key => key.Kid);
    }
}

/// <summary>
/// The keys that sign access tokens, P-256 for ES256. The newest signs; those before it stay to validate until all they
/// have signed is expired.
/// </summary>
public sealed class SigningKeys(IDbContextFactory<LearnWebDb> databases, IKeyProtector protector, TimeProvider clock)
{
    /// <summary>How long a key signs.</summary>
    public static readonly TimeSpan Signs = TimeSpan.FromDays(30);

    /// <summary>How long it validates after that: longer than any token lives.</summary>
    public static readonly TimeSpan Lingers = TimeSpan.FromHours(1);

    /// <summary>
    /// The most that are kept; the oldest make room. In their time there are two: more come about only where the site
    /// starts again and again without what decrypts them.
    /// </summary>
    public const int Most = 20;

    private readonly Lock _changing = new();
    private volatile List<SigningKey>? _keys;

    /// <summary>The key to sign with; made when the one before has signed long enough.</summary>
    public ECDsaSecurityKey Signing() => Current()[0].Key;

    /// <summary>The keys to validate with, the newest first.</summary>
    public IReadOnlyList<ECDsaSecurityKey> Valid() => [.. Current().Select(key => key.Key)];

    /// <summary>The public halves, for whoever validates elsewhere (RFC 7517 §5).</summary>
    public IReadOnlyList<PublicKey> Published() => [.. Current().Select(key => PublicKey.Of(key.Key))];

    private List<SigningKey> Current()
    {
        var now = clock.GetUtcNow();
        if (_keys is [var newest, ..] keys && now < newest.CreatedAt + Signs)
        {
            return keys[^1].CreatedAt + Signs + Lingers > now
                ? keys
                : [.. keys.Where(key => key.CreatedAt + Signs + Lingers > now)];
        }

        lock (_changing)
        {
            return _keys = Load(now);
        }
    }

    private List<SigningKey> Load(DateTimeOffset now)
    {
        using var db = databases.CreateDbContext();
        using var transaction = db.Database.BeginTransaction();
        var oldest = (now - Signs - Lingers).ToUnixTimeSeconds();
        db.Set<SigningKeyRow>().Where(row => row.CreatedAt <= oldest).ExecuteDelete();
        var keys = db.Set<SigningKeyRow>()
            .AsNoTracking()
            .OrderByDescending(row => row.CreatedAt)
            .ToList()
            .Select(Read)
            .OfType<SigningKey>()
            .ToList();
        if (keys.Count == 0 || keys[0].CreatedAt + Signs <= now)
        {
            var row = Make(now);
            db.Add(row);
            db.SaveChanges();
            var older = db.Set<SigningKeyRow>()
                .Where(other => other.Kid != row.Kid)
                .OrderByDescending(other => other.CreatedAt);
            var surplus = older.Select(other => other.Kid).Skip(Most - 1);
            db.Set<SigningKeyRow>().Where(other => surplus.Contains(other.Kid)).ExecuteDelete();
            keys.Insert(0, Read(row)!);
        }

        transaction.Commit();
        return keys;
    }

    private SigningKeyRow Make(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new SigningKeyRow
        {
            Kid = OpaqueToken.New()[..16],
            PrivateKey = protector.Protect(key.ExportPkcs8PrivateKey()),
            CreatedAt = now.ToUnixTimeSeconds(),
        };
    }

    /// <returns><c>null</c> if the key was encrypted on another machine: its tokens are lost, a new one is
    /// made.</returns>
    private SigningKey? Read(SigningKeyRow row)
    {
        try
        {
            var key = ECDsa.Create();
            key.ImportPkcs8PrivateKey(protector.Unprotect(row.PrivateKey), out _);
            return new SigningKey(
                new ECDsaSecurityKey(key) { KeyId = row.Kid },
                DateTimeOffset.FromUnixTimeSeconds(row.CreatedAt)
            );
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private sealed record SigningKey(ECDsaSecurityKey Key, DateTimeOffset CreatedAt);
}

/// <summary>The public half of a P-256 key as a JSON Web Key (RFC 7517 §4, RFC 7518 §6.2.1).</summary>
public sealed record PublicKey(string Kty, string Crv, string X, string Y, string Use, string Alg, string Kid)
{
    public static PublicKey Of(ECDsaSecurityKey key)
    {
        var point = key.ECDsa.ExportParameters(includePrivateParameters: false).Q;
        return new(
            "EC",
            "P-256",
            Base64UrlEncoder.Encode(point.X),
            Base64UrlEncoder.Encode(point.Y),
            "sig",
            SecurityAlgorithms.EcdsaSha256,
            key.KeyId
        );
    }
}
