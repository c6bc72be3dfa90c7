namespace LearnWeb.Pipeline;

/// <summary>Where the server is told to listen: the setting <c>Urls</c>.</summary>
internal static class ListeningUrls
{
    /// <summary>Its addresses, none if it is not set.</summary>
    public static string[] Of(IConfiguration configuration) =>
        (configuration["Urls"] ?? "").Split(
            ';',
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
        );

    /// <summary>Whether an address is scheme, host and port, and no more.</summary>
    public static bool IsValid(string url)
    {
        try
        {
            return BindingAddress.Parse(url)
                    is { Scheme: "http" or "https", PathBase: "", Port: >= 0 and <= ushort.MaxValue } address
                && (
                    address.IsUnixPipe
                    || address.Host is "*" or "+"
                    || Uri.CheckHostName(address.Host) != UriHostNameType.Unknown
                );
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
