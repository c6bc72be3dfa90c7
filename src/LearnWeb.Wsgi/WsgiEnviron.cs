using System.Globalization;
using System.Text;
using LearnWeb.Http;

namespace LearnWeb.Wsgi;

/// <summary>A request as the HTTP server provides it, before it becomes an environ.</summary>
/// <param name="Method">The method, in the case in which it was sent.</param>
/// <param name="Target">
/// The request target as the client sent it (RFC 9112 §3.2), including a prefix that a proxy may have removed.
/// </param>
/// <param name="Mount">
/// The path prefix of the application, such as <c>/wsgi/echo</c>, without a slash at its end.
/// </param>
/// <param name="NormalisedPath">
/// The path after the prefix, as the server's router saw it: decoded as UTF-8, with dot segments resolved.
/// </param>
/// <param name="Protocol">The client's protocol version, such as <c>HTTP/1.1</c>.</param>
/// <param name="Scheme"><c>http</c> or <c>https</c>.</param>
/// <param name="ServerName">The requested host, or the local address; never empty.</param>
/// <param name="ServerPort">The local port.</param>
/// <param name="RemoteAddress">The client's address; <c>null</c> if the connection is not TCP.</param>
/// <param name="Fields">The header fields, one entry for each field line.</param>
/// <param name="ContentLength">
/// The length of the body according to its framing; <c>null</c> if there is no length, or if the body is chunked.
/// </param>
/// <param name="Body">The whole body, with its chunks joined.</param>
public sealed record WsgiRequest(
    string Method,
    string Target,
    string Mount,
    string NormalisedPath,
    string Protocol,
    string Scheme,
    string ServerName,
    int ServerPort,
    string? RemoteAddress,
    IReadOnlyList<(string Name, string Value)> Fields,
    long? ContentLength,
    ReadOnlyMemory<byte> Body
);

/// <summary>
/// How the application may be called while this call runs, for <c>wsgi.multithread</c> and <c>wsgi.multiprocess</c>.
/// </summary>
/// <param name="Threads">Whether another thread of the same process may call it.</param>
/// <param name="Processes">Whether another process may call it.</param>
public sealed record WsgiConcurrency(bool Threads, bool Processes)
{
    /// <summary>The values for an application in this process.</summary>
    public static WsgiConcurrency InProcess { get; } = new(Threads: true, Processes: false);
}

/// <summary>
/// Makes the environ of a request (PEP 3333, "environ Variables"; the names are those of RFC 3875 §4.1). Every string
/// holds bytes: each character, U+0000 to U+00FF, stands for one byte ("Unicode Issues").
/// </summary>
public static class WsgiEnviron
{
    /// <summary>The stream from which the application reads the body.</summary>
    public const string Input = "wsgi.input";

    /// <summary>
    /// The length of the body in bytes. It comes from the message's framing, which has already decided what the field
    /// means (RFC 9112 §6.3).
    /// </summary>
    public const string ContentLength = "CONTENT_LENGTH";

    /// <summary>The stream to which the application writes its errors.</summary>
    public const string Errors = "wsgi.errors";

    /// <summary>
    /// The visitor, as a key that is of no use anywhere else. It is a variable of this server, hence in lower case.
    /// </summary>
    public const string Visitor = "learnweb.visitor";

    private const string HttpPrefix = "HTTP_";

    /// <summary>About how many variables there are without those of the request's fields.</summary>
    private const int FixedVariables = 20;

    /// <summary>Builds the environ of one call.</summary>
    /// <param name="request">The request.</param>
    /// <param name="input">The stream of its body.</param>
    /// <param name="errors">The stream that leads to the server's log.</param>
    /// <param name="concurrency">How else the application may be called at the same time.</param>
    public static Dictionary<string, object> Build(
        WsgiRequest request,
        WsgiInput input,
        TextWriter errors,
        WsgiConcurrency concurrency
    )
    {
        var (path, query) = Split(request);
        var environ = new Dictionary<string, object>(FixedVariables + request.Fields.Count, StringComparer.Ordinal)
        {
            ["REQUEST_METHOD"] = request.Method,
            ["SCRIPT_NAME"] = BytesOf(request.Mount),
            ["PATH_INFO"] = path,
            ["QUERY_STRING"] = query,
            ["SERVER_NAME"] = request.ServerName,
            ["SERVER_PORT"] = request.ServerPort.ToString(CultureInfo.InvariantCulture),
            ["SERVER_PROTOCOL"] = request.Protocol,
            ["SERVER_SOFTWARE"] = "LearnWeb",
        };
        if (request.RemoteAddress is { } address)
        {
            environ["REMOTE_ADDR"] = address;
        }

        if (request.ContentLength is { } length)
        {
            environ[ContentLength] = length.ToString(CultureInfo.InvariantCulture);
        }

        AddFields(environ, request.Fields);
        environ["wsgi.version"] = (1, 0);
        environ["wsgi.url_scheme"] = request.Scheme;
        environ[Input] = input;
        environ[Errors] = errors;
        environ["wsgi.multithread"] = concurrency.Threads;
        environ["wsgi.multiprocess"] = concurrency.Processes;
        environ["wsgi.run_once"] = false;
        environ["wsgi.input_terminated"] = true; // the stream ends with the body, even if the body is chunked
        return environ;
    }

    /// <summary>Whether a path, as it was sent, begins literally with the prefix of an application.</summary>
    public static bool IsUnder(string mount, string path) =>
        path.StartsWith(mount, StringComparison.Ordinal) && (path.Length == mount.Length || path[mount.Length] == '/');

    /// <summary>The variable that a field becomes; <c>null</c> if it becomes none.</summary>
    public static string? KeyOf(string field) =>
        field.Equals("Content-Type", StringComparison.OrdinalIgnoreCase) ? "CONTENT_TYPE"
        : field.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) ? ContentLength
        // Programs took HTTP_PROXY for a setting of their own (httpoxy, CVE-2016-5385).
        : field.Equals("Proxy", StringComparison.OrdinalIgnoreCase) ? null
        : field.Contains('_', StringComparison.Ordinal) ? null // X_Real_IP must not be mistaken for X-Real-IP
        : string.Create(
            HttpPrefix.Length + field.Length,
            field,
            static (key, name) =>
            {
                HttpPrefix.CopyTo(key);
                // A field name is a token and therefore ASCII (RFC 9110 §5.1).
                Ascii.ToUpper(name, key[HttpPrefix.Length..], out _);
                key.Replace('-', '_');
            }
        );

    /// <summary>
    /// Decodes percent-encoding into bytes. A <c>%</c> without two hexadecimal digits stays unchanged.
    /// </summary>
    public static string Decode(string path)
    {
        if (!path.Contains('%', StringComparison.Ordinal))
        {
            return BytesOf(path);
        }

        var bytes = Encoding.UTF8.GetBytes(path);
        var text = new StringBuilder(bytes.Length);
        for (var i = 0; i < bytes.Length; i++)
        {
            var isEscape =
                bytes[i] == '%'
                && i + 2 < bytes.Length
                && char.IsAsciiHexDigit((char)bytes[i + 1])
                && char.IsAsciiHexDigit((char)bytes[i + 2]);
            text.Append(
                isEscape
                    ? (char)
                        byte.Parse(bytes.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
                    : (char)bytes[i]
            );
            i += isEscape ? 2 : 0;
        }

        return text.ToString();
    }

    /// <summary>The UTF-8 bytes of a text, each as one character.</summary>
    public static string BytesOf(string text) =>
        Ascii.IsValid(text) ? text : Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    /// <summary>The text that a string of bytes means in UTF-8; <c>null</c> if the bytes are not UTF-8.</summary>
    public static string? TextOf(string bytes)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Encoding.Latin1.GetBytes(bytes));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>
    /// The positions of the site's own credentials in a variable. They are masked at the same length, because no
    /// application needs them.
    /// </summary>
    public static IEnumerable<Range> MaskedIn(string key, string value) =>
        key switch
        {
            "HTTP_COOKIE" => SiteCookies.ValuesIn(value, SiteCookies.IsOwn),
            "HTTP_AUTHORIZATION" when value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) =>
            [
                7..value.Length,
            ],
            _ => [],
        };

    /// <summary>
    /// Makes PATH_INFO and QUERY_STRING. They come from the target as it was sent if it begins literally with the
    /// prefix, otherwise from the router's path.
    /// </summary>
    private static (string Path, string Query) Split(WsgiRequest request)
    {
        var mark = request.Target.IndexOf('?', StringComparison.Ordinal);
        var (path, query) =
            mark < 0 ? (request.Target, "") : (request.Target[..mark], BytesOf(request.Target[(mark + 1)..]));
        return IsUnder(request.Mount, path)
            ? (Decode(path[request.Mount.Length..]), query)
            : (BytesOf(request.NormalisedPath), query);
    }

    private static void AddFields(Dictionary<string, object> environ, IReadOnlyList<(string Name, string Value)> fields)
    {
        foreach (var (name, value) in fields)
        {
            if (KeyOf(name) is { } key && key != ContentLength)
            {
                var text = BytesOf(SiteSecrets.Cover(value, MaskedIn(key, value)));
                var joint = key == "HTTP_COOKIE" ? "; " : ","; // RFC 9110 §5.3; RFC 9113 §8.2.3
                environ[key] = environ.TryGetValue(key, out var before) ? before + joint + text : text;
            }
        }
    }
}
