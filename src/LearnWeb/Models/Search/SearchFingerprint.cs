using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace LearnWeb.Models.Search;

/// <summary>
/// Tells whether a file holds these documents in this layout. The content's version alone would not: a new
/// release of the site may read other words from the same Markdown.
/// </summary>
internal static class SearchFingerprint
{
    /// <summary>
    /// To be raised with every change of <see cref="SearchIndexWriter"/>, <see cref="SectionNames"/> or
    /// <see cref="SearchTokens"/>.
    /// </summary>
    private const string Layout = "3";

    /// <summary>SHA-256 of all texts, in hexadecimal.</summary>
    internal static string Of(IReadOnlyList<SearchDocument> documents, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, Layout);
        foreach (var document in documents)
        {
            cancellation.ThrowIfCancellationRequested();
            Append(hash, document.Language);
            Append(hash, document.Kind);
            Append(hash, document.Slug);
            Append(hash, document.Url);
            Append(hash, document.Title);
            Append(hash, document.Order.ToString(CultureInfo.InvariantCulture));
            Append(hash, document.Sections.Count.ToString(CultureInfo.InvariantCulture));
            foreach (var section in document.Sections)
            {
                Append(hash, section.Anchor);
                Append(hash, section.Title);
                Append(hash, section.Text);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // With its length, or moving a letter from one text to the next would change nothing.
    private static void Append(IncrementalHash hash, string text)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, text.Length);
        hash.AppendData(length);
        hash.AppendData(MemoryMarshal.AsBytes(text.AsSpan()));
    }
}
