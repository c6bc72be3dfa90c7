using System.Globalization;
using LearnWeb.Http.HttpBin;

namespace LearnWeb.Http.Proxying;

/// <summary>A request that has come to a proxy, as far as its head.</summary>
/// <param name="Reader">Where its content is read from.</param>
/// <param name="Stream">Where the response goes.</param>
/// <param name="Opened">The origin, if it came inside TLS that the proxy has opened.</param>
internal sealed record ProxyRequest(MessageStream Reader, Stream Stream, ProxyRoute? Opened)
{
    /// <summary>The most bytes of content.</summary>
    public const int MostContent = 1024 * 1024;

    private readonly string[] _words = Reader.Message.StartLine.Split(' ', 3);

    public MessageReader Message => Reader.Message;

    public string Method => _words[0];

    public string TargetText => _words.ElementAtOrDefault(1) ?? "";

    public bool IsConnect => Method == "CONNECT";

    public bool IsHttp10 => HttpStartLine.IsOfHttp10(Message.StartLine);

    public ReadOnlySpan<byte> Head => Reader.Bytes[..Message.EndOfHead!.Value];

    public ReadOnlyMemory<byte> BehindHead => Reader.BehindHead;

    /// <summary>Where it is to go: what absolute-form says, or where TLS would have led.</summary>
    public ProxyTarget? Target =>
        Opened is null
            ? ProxyTarget.OfAbsoluteForm(Method, TargetText)
            : new(Opened.Host, Opened.Port, TargetText) { IsSecure = true };

    public BasicCredentials? Credentials =>
        BasicCredentials.Read(Message.ValuesOf("Proxy-Authorization").FirstOrDefault());

    /// <summary>How many more times it may be forwarded; only these methods count (RFC 9110 §7.6.2).</summary>
    public int? MaxForwards =>
        Method is "TRACE" or "OPTIONS"
        && int.TryParse(
            Message.ValuesOf("Max-Forwards").FirstOrDefault(),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;

    /// <summary>Whether the connection can carry another request: this one is at its end, and nobody closes.</summary>
    public bool MayPersist
    {
        get
        {
            Message.Read(Reader.Bytes);
            return Message.IsComplete && Message.Fault is null && !IsHttp10 && !Message.Lists("Connection", "close");
        }
    }

    /// <summary>Why it is no request that a proxy may forward.</summary>
    public ProxyAnswer? Refusal() =>
        Message.Fault is not null || Message.IsResponse ? ProxyAnswer.BadRequest("This is no request of HTTP/1.1.")
        : !IsHttp10 && Message.ValuesOf("Host").Count() != 1
            ? ProxyAnswer.BadRequest("A request of HTTP/1.1 has one Host field.") // RFC 9112 §3.2
        : IsConnect ? null
        : !IsFramedOneWay() ? ProxyAnswer.BadRequest("Where the content ends must be told in one way only.")
        : Target is null
            ? ProxyAnswer.BadRequest(
                "To a proxy, a request target has the form http://host/path; https:// goes through CONNECT."
            )
        : Message.ValuesOf("Content-Length").Any(IsTooLong) ? ProxyAnswer.TooLarge
        : null;

    private static bool IsTooLong(string length) =>
        !long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) || bytes > MostContent;

    /// <summary>
    /// A length beside a transfer coding, or a coding of another kind, is not passed on (RFC 9112 §6.1, §6.3).
    /// </summary>
    private bool IsFramedOneWay()
    {
        var codings = Message.ValuesOf("Transfer-Encoding").ToList();
        return codings.Count == 0
            || (
                codings is [var only]
                && only.Equals("chunked", StringComparison.OrdinalIgnoreCase)
                && !Message.ValuesOf("Content-Length").Any()
            );
    }
}
