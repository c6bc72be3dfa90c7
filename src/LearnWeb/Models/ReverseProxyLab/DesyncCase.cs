using System.Globalization;
using System.Text;

namespace LearnWeb.Models.ReverseProxyLab;

/// <summary>
/// Bytes in which servers may see one request or two, because they do not agree on where the first ends (RFC 9112
/// §11.2). Its words are in the resources under <c>Desync-&lt;id&gt;</c>.
/// </summary>
/// <param name="Id">Its name.</param>
/// <param name="Source">Where the rule stands that decides.</param>
/// <param name="Bytes">A request for <c>/a</c>, with one for <c>/b</c> after it or in its content.</param>
public sealed record DesyncCase(string Id, string Source, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The second request; it asks for the end of the connection, so that nobody waits for more.</summary>
    private const string Second = $"GET /b HTTP/1.1\r\nHost: {LabFields.Host}\r\nConnection: close\r\n\r\n";

    public static IReadOnlyList<DesyncCase> All { get; } =
    [
        Post(
            "length-and-chunked",
            "RFC 9112 §6.3",
            "Transfer-Encoding: chunked\r\nContent-Length: {0}\r\n",
            "0\r\n\r\n"
        ),
        Post("two-lengths", "RFC 9112 §6.3", "Content-Length: 0\r\nContent-Length: {0}\r\n"),
        Post("length-list", "RFC 9110 §8.6", "Content-Length: {0}, {0}\r\n"),
        Post("signed-length", "RFC 9110 §8.6", "Content-Length: +{0}\r\n"),
        Post(
            "space-before-colon",
            "RFC 9112 §5.1",
            "Transfer-Encoding : chunked\r\nContent-Length: {0}\r\n",
            "0\r\n\r\n"
        ),
        Post("folded", "RFC 9112 §5.2", "Transfer-Encoding:\r\n chunked\r\nContent-Length: {0}\r\n", "0\r\n\r\n"),
        Post("unknown-coding", "RFC 9112 §6.1", "Transfer-Encoding: xchunked\r\nContent-Length: {0}\r\n", "0\r\n\r\n"),
        Post("chunked-in-1.0", "RFC 9112 §6.1", "Transfer-Encoding: chunked\r\n", "0\r\n\r\n", version: "HTTP/1.0"),
        Post("chunk-with-lf", "RFC 9112 §7.1", "Transfer-Encoding: chunked\r\n", "0\n\n"),
        new("bare-lf", "RFC 9112 §2.2", Ascii($"GET /a HTTP/1.1\nHost: {LabFields.Host}\n\n{Second}")),
    ];

    /// <param name="framing">The fields; <c>{0}</c> is the length of all that follows them.</param>
    /// <param name="content">What stands before the second request.</param>
    private static DesyncCase Post(
        string id,
        string source,
        string framing,
        string content = "",
        string version = "HTTP/1.1"
    )
    {
        var rest = content + Second;
        var fields = framing.Replace(
            "{0}",
            rest.Length.ToString(CultureInfo.InvariantCulture),
            StringComparison.Ordinal
        );
        return new DesyncCase(id, source, Ascii($"POST /a {version}\r\nHost: {LabFields.Host}\r\n{fields}\r\n{rest}"));
    }

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);
}
