using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace LearnWeb.Http;

/// <summary>The bytes of one message as they travelled, up to a bound, with the site's own secrets covered.</summary>
/// <param name="Bytes">What was kept, at most <see cref="MostBytes"/>.</param>
/// <param name="TotalBytes">How many bytes travelled; more than were kept if the message was longer.</param>
/// <param name="Masked">Where bytes were replaced by <c>*</c>, one for one, in order.</param>
public sealed record CapturedMessage(
    [property: JsonPropertyName("base64")] ReadOnlyMemory<byte> Bytes,
    long TotalBytes,
    IReadOnlyList<ByteSpan> Masked
)
{
    /// <summary>The most that is kept of one message, in bytes; the rest is counted.</summary>
    public const int MostBytes = 64 * 1024;

    /// <summary>Keeps what travelled, and covers the site's secrets in it.</summary>
    /// <param name="bytes">The first bytes of the message; changed in place where they are secret.</param>
    /// <param name="totalBytes">How many there were.</param>
    public static CapturedMessage Of(byte[] bytes, long totalBytes) => new(bytes, totalBytes, SiteSecrets.Cover(bytes));

    public bool IsCut => TotalBytes > Bytes.Length;
}

/// <summary>A stretch of bytes.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ByteSpan(int Start, int Length)
{
    public int End => Start + Length;
}
