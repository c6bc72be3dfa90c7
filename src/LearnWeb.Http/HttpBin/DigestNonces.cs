using System.Buffers.Binary;
using System.Security.Cryptography;

namespace LearnWeb.Http.HttpBin;

/// <summary>
/// Nonces that need no memory: a time, chance, and a seal over both (RFC 7616 §3.3). The key lives as long as the
/// process; a nonce from before a restart is stale.
/// </summary>
public sealed class DigestNonces(TimeProvider clock)
{
    /// <summary>How long a nonce can be answered.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private const int TimeBytes = sizeof(long),
        ChanceBytes = 8,
        SealBytes = 16;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    public string Make()
    {
        var nonce = new byte[TimeBytes + ChanceBytes + SealBytes];
        BinaryPrimitives.WriteInt64BigEndian(nonce, clock.GetUtcNow().ToUnixTimeMilliseconds());
        RandomNumberGenerator.Fill(nonce.AsSpan(TimeBytes, ChanceBytes));
        Seal(nonce).CopyTo(nonce.AsSpan(TimeBytes + ChanceBytes));
        return Convert.ToHexStringLower(nonce);
    }

    /// <summary>Whether a nonce was made here and is not too old.</summary>
    public bool IsFresh(string? nonce)
    {
        var bytes = new byte[TimeBytes + ChanceBytes + SealBytes];
        if (
            nonce?.Length != bytes.Length * 2
            || Convert.FromHexString(nonce, bytes, out _, out _) != System.Buffers.OperationStatus.Done
            || !CryptographicOperations.FixedTimeEquals(Seal(bytes), bytes.AsSpan(TimeBytes + ChanceBytes))
        )
        {
            return false;
        }

        var age = clock.GetUtcNow().ToUnixTimeMilliseconds() - BinaryPrimitives.ReadInt64BigEndian(bytes);
        return age >= 0 && age <= Lifetime.TotalMilliseconds;
    }

    private ReadOnlySpan<byte> Seal(byte[] nonce) =>
        HMACSHA256.HashData(_key, nonce.AsSpan(0, TimeBytes + ChanceBytes)).AsSpan(0, SealBytes);
}
