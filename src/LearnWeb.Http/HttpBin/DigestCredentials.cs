namespace LearnWeb.Http.HttpBin;

/// <summary>The parameters of <c>Authorization: Digest</c> (RFC 7616 §3.4).</summary>
public sealed class DigestCredentials
{
    private readonly Dictionary<string, string> _parameters = new(StringComparer.OrdinalIgnoreCase);

    private DigestCredentials() { }

    /// <summary>The value of a parameter without its quotes; <c>null</c> if the parameter is missing.</summary>
    public string? this[string name] => _parameters.GetValueOrDefault(name);

    /// <summary>
    /// Reads the field's value. The result is <c>null</c> if the scheme is another one, the value is malformed, or a
    /// parameter occurs twice.
    /// </summary>
    public static DigestCredentials? Read(string? field)
    {
        const string Scheme = "Digest ";
        if (field is null || !field.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var credentials = new DigestCredentials();
        var rest = field.AsSpan(Scheme.Length).Trim();
        while (!rest.IsEmpty)
        {
            var equals = rest.IndexOf('=');
            if (equals <= 0)
            {
                return null;
            }

            var name = rest[..equals].Trim().ToString();
            rest = rest[(equals + 1)..].TrimStart();
            if (TakeValue(ref rest) is not { } value || !credentials._parameters.TryAdd(name, value))
            {
                return null;
            }

            rest = rest.TrimStart(" \t,");
        }

        return credentials;
    }

    /// <summary>Removes a token or a quoted string (RFC 9110 §5.6.4) from the front and returns its value.</summary>
    private static string? TakeValue(ref ReadOnlySpan<char> rest)
    {
        if (rest.IsEmpty || rest[0] != '"')
        {
            var comma = rest.IndexOf(',');
            var token = (comma < 0 ? rest : rest[..comma]).Trim().ToString();
            rest = comma < 0 ? [] : rest[comma..];
            return token;
        }

        var value = new System.Text.StringBuilder();
        for (var i = 1; i < rest.Length; i++)
        {
            if (rest[i] == '"')
            {
                rest = rest[(i + 1)..];
                return value.ToString();
            }

            if (rest[i] == '\\' && i + 1 < rest.Length)
            {
                i++;
            }

            value.Append(rest[i]);
        }

        return null;
    }
}
