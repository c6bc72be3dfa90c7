using System.Text;

namespace LearnWeb.Http.HttpBin;

/// <summary>The user name and the password in <c>Authorization: Basic</c> (RFC 7617).</summary>
public sealed record BasicCredentials(string User, string Password)
{
    /// <summary>
    /// Reads the field's value. The result is <c>null</c> if the scheme is another one or the value is malformed.
    /// </summary>
    public static BasicCredentials? Read(string? field)
    {
        const string Scheme = "Basic ";
        if (field is null || !field.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var text = field.AsSpan(Scheme.Length).Trim();
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64Chars(text, bytes, out var count))
        {
            return null;
        }

        var pair = Encoding.UTF8.GetString(bytes, 0, count);
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : new BasicCredentials(pair[..colon], pair[(colon + 1)..]);
    }
}
