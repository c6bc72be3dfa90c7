using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace LearnWeb.Http;

/// <summary>
/// The bytes of one message as they travelled, up to a limit. The site's own secrets in them are masked.
/// </summary>
/// <param name="Bytes">The bytes that were kept, at most <see cref="MostBytes"/>.</param>
/// <param name="TotalBytes">
/// How many bytes travelled. The number is larger than that of the kept bytes if the message was longer.
/// </param>
/// <param name="Masked">Where bytes were replaced, one for one, by <c>*</c>; in the order of their positions.</param>
public sealed record CapturedMessage(
    [property: JsonPropertyName("base64")] ReadOnlyMemory<byte> Bytes,
    long TotalBytes,
    IReadOnlyList<ByteSpan> Masked
)
{
    /// <summary>The most bytes that are kept of one message; the rest is only counted.</summary>
    public const int MostBytes = 64 * 1024;

    /// <summary>Keeps the bytes that travelled, and masks the site's secrets in them.</summary>
    /// <param name="bytes">The first bytes of the message. Secrets are masked in this array itself.</param>
    /// <param name="totalBytes">How many bytes the message had in all.</param>
    public static CapturedMessage Of(byte[] bytes, long totalBytes) => new(bytes, totalBytes, SiteSecrets.Cover(bytes));

    public bool IsCut => TotalBytes > Bytes.Length;
}

/// <summary>A stretch of bytes.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ByteSpan(int Start, int Length)
{
    public int End => Start + Length;
}
