using System.Security.Cryptography;
using System.Text;

namespace LearnWeb.Models.Notes;

/// <summary>Tells one version of the content from another.</summary>
internal static class ContentVersion
{
    /// <summary>A fingerprint of texts: 16 hexadecimal digits.</summary>
    public static string Of(IEnumerable<string> texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in texts)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{text}\0"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }
}
