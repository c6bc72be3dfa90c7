using System.Buffers.Binary;

namespace LearnWeb.Http.HttpBin;

/// <summary>
/// Makes bytes that look random and are always the same for the same seed. They must not be used as secrets.
/// </summary>
public static class SeededBytes
{
    /// <summary>The most bytes in one response.</summary>
    public const int Most = 100 * 1024;

    /// <summary>
    /// Makes bytes from a seed; without a seed they differ each time. httpbin's bytes for the same seed are others,
    /// because Python has another generator.
    /// </summary>
    /// <param name="count">At least 0; more than <see cref="Most"/> becomes <see cref="Most"/>.</param>
    public static byte[] Make(int count, long? seed)
    {
        var bytes = new byte[Math.Min(count, Most)];
        var state = (ulong)(seed ?? Random.Shared.NextInt64());
        Span<byte> word = stackalloc byte[sizeof(ulong)];
        for (var at = 0; at < bytes.Length; at += word.Length)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(word, Next(ref state));
            word[..Math.Min(word.Length, bytes.Length - at)].CopyTo(bytes.AsSpan(at));
        }

        return bytes;
    }

    /// <summary>The SplitMix64 generator (Steele, Lea and Flood, 2014).</summary>
    private static ulong Next(ref ulong state)
    {
        unchecked
        {
            var z = state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
