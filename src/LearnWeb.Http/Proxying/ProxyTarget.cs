using System.Globalization;

namespace LearnWeb.Http.Proxying;

/// <summary>Where a client asks a proxy to go, as it says in the request target.</summary>
/// <param name="Host">The host as it was written: a name, an IPv4 address, or an IPv6 address in brackets.</param>
/// <param name="Port">From 1 to 65535.</param>
/// <param name="Path">The target for the origin server: path and query, not a byte of them changed. Empty for
/// <c>CONNECT</c>.</param>
public sealed record ProxyTarget(string Host, int Port, string Path)
{
    private const string Http = "http://";
    private const int HttpPort = 80,
        HttpsPort = 443;

    /// <summary>Whether it was asked for inside TLS.</summary>
    public bool IsSecure { get; init; }

    /// <summary>What the <c>Host</c> field says for this target (RFC 9112 §3.2.2).</summary>
    public string Authority =>
        Port == (IsSecure ? HttpsPort : HttpPort)
            ? Host
            : string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    /// <summary>Reads the absolute-form <c>http://host/path</c> (RFC 9112 §3.2.2).</summary>
    /// <returns><c>null</c> if it is another form or another scheme, or has user information, which is as likely as not
    /// meant to mislead (RFC 9110 §4.2.4).</returns>
    public static ProxyTarget? OfAbsoluteForm(string method, string target)
    {
        if (
            !target.StartsWith(Http, StringComparison.OrdinalIgnoreCase)
            || target.Contains('#', StringComparison.Ordinal)
        )
        {
            return null;
        }

        var end = target.IndexOfAny(['/', '?'], Http.Length) is >= 0 and var found ? found : target.Length;
        var path = target[end..] switch
        {
            "" when method == "OPTIONS" => "*", // about the server as a whole (RFC 9112 §3.2.4)
            ['/', ..] and var whole => whole,
            var query => "/" + query, // an empty path is the path "/" (RFC 9110 §4.2.3)
        };
        return Read(target[Http.Length..end], HttpPort) is var (host, port) ? new ProxyTarget(host, port, path) : null;
    }

    /// <summary>Reads the authority-form <c>host:port</c> of <c>CONNECT</c> (RFC 9112 §3.2.3).</summary>
    /// <returns><c>null</c> if the port is missing or is none; there is no default (RFC 9110 §9.3.6).</returns>
    public static ProxyTarget? OfAuthorityForm(string target) =>
        Read(target, defaultPort: null) is var (host, port) ? new ProxyTarget(host, port, "") : null;

    private static (string Host, int Port)? Read(string authority, int? defaultPort)
    {
        var end = authority.StartsWith('[')
            ? authority.IndexOf(']', StringComparison.Ordinal) + 1
            : authority.IndexOf(':', StringComparison.Ordinal);
        end = end < 0 ? authority.Length : end;
        var (host, rest) = (authority[..end], authority[end..]);
        if (!IsHost(host) || (rest.Length > 0 && rest[0] != ':'))
        {
            return null;
        }

        if (rest.Length <= 1)
        {
            return defaultPort is { } usual ? (host, usual) : null;
        }

        return
            int.TryParse(rest.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port is > 0 and <= ushort.MaxValue
            ? (host, port)
            : null;
    }

    private static bool IsHost(string host) =>
        host.StartsWith('[')
            ? host.Length > 2 && host[1..^1].All(c => char.IsAsciiHexDigit(c) || c is ':' or '.')
            : host.Length > 0 && host.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.');
}
