using System.Buffers.Binary;
using System.Security.Cryptography;

namespace LearnWeb.Http.HttpBin;

/// <summary>
/// Makes and checks nonces without storing them: each consists of the time, random bytes, and an HMAC over both (RFC
/// 7616 §3.3). The key lives as long as the process, so that a nonce from before a restart is stale.
/// </summary>
public sealed class DigestNonces(TimeProvider clock)
{
    /// <summary>How long the server accepts a nonce.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private const int TimeBytes = sizeof(long),
        RandomBytes = 8,
        MacBytes = 16;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    public string Make()
    {
        var nonce = new byte[TimeBytes + RandomBytes + MacBytes];
        BinaryPrimitives.WriteInt64BigEndian(nonce, clock.GetUtcNow().ToUnixTimeMilliseconds());
        RandomNumberGenerator.Fill(nonce.AsSpan(TimeBytes, RandomBytes));
        Mac(nonce).CopyTo(nonce.AsSpan(TimeBytes + RandomBytes));
        return Convert.ToHexStringLower(nonce);
    }

    /// <summary>Whether a nonce was made by this process and is not too old.</summary>
    public bool IsFresh(string? nonce)
    {
        var bytes = new byte[TimeBytes + RandomBytes + MacBytes];
        if (
            nonce?.Length != bytes.Length * 2
            || Convert.FromHexString(nonce, bytes, out _, out _) != System.Buffers.OperationStatus.Done
            || !CryptographicOperations.FixedTimeEquals(Mac(bytes), bytes.AsSpan(TimeBytes + RandomBytes))
        )
        {
            return false;
        }

        var age = clock.GetUtcNow().ToUnixTimeMilliseconds() - BinaryPrimitives.ReadInt64BigEndian(bytes);
        return age >= 0 && age <= Lifetime.TotalMilliseconds;
    }

    private ReadOnlySpan<byte> Mac(byte[] nonce) =>
        HMACSHA256.HashData(_key, nonce.AsSpan(0, TimeBytes + RandomBytes)).AsSpan(0, MacBytes);
}
