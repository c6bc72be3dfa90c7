using System.Globalization;
using System.Text;
using LearnWeb.Http;

namespace LearnWeb.Models.WsgiLab;

/// <summary>A request as a learner composes it; it becomes bytes as a careful client would write them.</summary>
/// <param name="App">The application it goes to.</param>
/// <param name="Method">A token (RFC 9110 §9.1).</param>
/// <param name="Path">What follows the application's prefix; what a URL cannot hold is percent-encoded, as a browser
/// does.</param>
/// <param name="Query">What follows <c>?</c>; may be empty.</param>
/// <param name="Fields">Header fields, one a line; <c>Host</c> and what frames the body are written by
/// themselves.</param>
/// <param name="Body">Text, in UTF-8, lines ended by LF.</param>
/// <param name="Chunked">Whether the body goes in chunks (RFC 9112 §7.1).</param>
/// <param name="Version">One of <see cref="Versions"/>.</param>
/// <param name="Leaves">Whether the client leaves when the first of the body has come.</param>
public sealed record WsgiComposition(
    WsgiProgram App,
    string Method,
    string Path,
    string Query,
    string Fields,
    string Body,
    bool Chunked,
    string Version = "HTTP/1.1",
    bool Leaves = false
)
{
    /// <summary>What the request line may say, the usual first.</summary>
    public static readonly IReadOnlyList<string> Versions = ["HTTP/1.1", "HTTP/1.0"];

    /// <summary>The most of the body, in bytes.</summary>
    public const int MostBody = 32 * 1024;

    /// <summary>The most of the fields, in characters.</summary>
    public const int MostText = 4096;

    /// <summary>The most field lines: the server takes 100, and the lab adds its own.</summary>
    public const int MostFields = 90;

    /// <summary>
    /// The most of the target, percent-encoded, in bytes: the server's request line has 8 KiB, method and version with
    /// it.
    /// </summary>
    public const int MostTarget = 8000;

    /// <summary>Into pieces of this size a chunked body is cut, in bytes, so that there is more than one.</summary>
    private const int ChunkSize = 8;

    private static readonly string[] OwnFields = ["Content-Length", "Transfer-Encoding", "Connection", "Upgrade"];

    /// <summary>The request's bytes.</summary>
    /// <param name="host">What <c>Host</c> says if the fields have none.</param>
    public (RawInput? Input, WsgiCompositionError? Error) ToBytes(string host)
    {
        var target = $"{App.Mount}{Encode(Path)}{(Query.Length > 0 ? "?" + Encode(Query) : "")}";
        if (Check(target) is { } error)
        {
            return (null, error);
        }

        var body = Encoding.UTF8.GetBytes(Body.ReplaceLineEndings("\n"));
        var lines = Lines(Fields);
        var hosts = lines.Any(line => NameOf(line) == "HOST") ? "" : $"Host: {host}\r\n";
        var framing =
            body.Length == 0 && Method is "GET" or "HEAD" or "OPTIONS" or "DELETE" ? ""
            : Chunked ? "Transfer-Encoding: chunked\r\n"
            : string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n");
        var head =
            $"{Method} {target} {Version}\r\n{hosts}{string.Concat(lines.Select(line => line + "\r\n"))}{framing}\r\n";
        byte[] bytes = [.. Encoding.UTF8.GetBytes(head), .. framing.StartsWith('T') ? InChunks(body) : body];
        return (new RawInput(bytes), null);
    }

    private WsgiCompositionError? Check(string target)
    {
        var lines = Lines(Fields);
        return Method.Length > 20 || !Tokens.IsToken(Method) ? WsgiCompositionError.Method
            : (Path.Length > 0 && !Path.StartsWith('/'))
            || Path.Contains('?', StringComparison.Ordinal)
            || Path.Contains('#', StringComparison.Ordinal)
                ? WsgiCompositionError.Path
            : target.Length > MostTarget ? WsgiCompositionError.LongTarget
            : Fields.Length > MostText || lines.Count > MostFields ? WsgiCompositionError.LongFields
            : Encoding.UTF8.GetByteCount(Body) > MostBody ? WsgiCompositionError.LongBody
            : Chunked && Version == "HTTP/1.0" ? WsgiCompositionError.OldChunks
            : lines.Exists(line => line.IndexOf(':', StringComparison.Ordinal) < 1 || line.Any(char.IsControl))
                ? WsgiCompositionError.Fields
            : lines.Exists(line => OwnFields.Contains(NameOf(line), StringComparer.OrdinalIgnoreCase))
                ? WsgiCompositionError.OwnField
            : lines.Exists(line => NameOf(line) == "EXPECT" && (Body.Length == 0 || !IsContinue(line)))
                ? WsgiCompositionError.Expect
            : null;
    }

    private static List<string> Lines(string fields) =>
        [.. fields.ReplaceLineEndings("\n").Split('\n').Where(line => line.Trim().Length > 0)];

    // The only expectation there is, and a client without a body must not have it (RFC 9110 §10.1.1).
    private static bool IsContinue(string line) =>
        line.Split(':', 2)[1].Trim().Equals("100-continue", StringComparison.OrdinalIgnoreCase);

    private static string NameOf(string line) => FieldLine.Split(line).Name.Trim().ToUpperInvariant();

    /// <summary>
    /// Percent-encodes what a request target cannot hold (RFC 3986 §3.3, §3.4) and leaves what is encoded already.
    /// </summary>
    private static string Encode(string text) =>
        string.Concat(
            Encoding
                .UTF8.GetBytes(text)
                .Select(value =>
                    value
                        is > 0x20
                            and < 0x7f
                            and not (
                                (byte)'"'
                                or (byte)'<'
                                or (byte)'>'
                                or (byte)'\\'
                                or (byte)'^'
                                or (byte)'`'
                                or (byte)'{'
                                or (byte)'|'
                                or (byte)'}'
                                or (byte)'#'
                            )
                        ? ((char)value).ToString()
                        : string.Create(CultureInfo.InvariantCulture, $"%{value:X2}")
                )
        );

    private static byte[] InChunks(byte[] body)
    {
        var chunks = body.Chunk(ChunkSize)
            .SelectMany(chunk =>
                (byte[])
                    [
                        .. Encoding.ASCII.GetBytes(
                            string.Create(CultureInfo.InvariantCulture, $"{chunk.Length:x}\r\n")
                        ),
                        .. chunk,
                        .. "\r\n"u8,
                    ]
            );
        return [.. chunks, .. "0\r\n\r\n"u8];
    }
}

/// <summary>Why a request cannot be composed.</summary>
public enum WsgiCompositionError
{
    Method,
    Path,
    Fields,

    /// <summary>A field that the lab writes itself.</summary>
    OwnField,

    /// <summary>An expectation that is not 100-continue, or without a body to wait with.</summary>
    Expect,

    /// <summary>More path and query than a request line holds.</summary>
    LongTarget,

    /// <summary>More fields, or longer ones, than the server takes.</summary>
    LongFields,
    LongBody,

    /// <summary>Chunks, which HTTP/1.0 does not know (RFC 9112 §6.1).</summary>
    OldChunks,
}
