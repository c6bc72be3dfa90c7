using System.Globalization;
using LearnWeb.Models.Labs;

namespace LearnWeb.Models.HttpLab;

/// <summary>A request worth sending: its bytes, and the status codes this server answers with.</summary>
/// <param name="Text">The request as the editor shows it, lines ended with LF.</param>
/// <param name="Statuses">The status codes that come back, in order, interim ones included.</param>
/// <param name="BareLf">Whether the lines are sent with LF alone.</param>
public sealed record HttpPreset(
    string Id,
    string Group,
    string Text,
    IReadOnlyList<int> Statuses,
    string Source,
    bool BareLf = false
) : Preset(Id, Group, Source)
{
    private const string Host = "Host: demo.example\n";

    /// <summary>All presets, in the order in which they are best tried.</summary>
    public static IReadOnlyList<HttpPreset> All { get; } =
    [
        new("get", MustDo, $"GET /hello HTTP/1.1\n{Host}\n", [200], "RFC 9112 §2.1"),
        new("no-host", MustDo, "GET /hello HTTP/1.1\nAccept: text/plain\n\n", [400], "RFC 9112 §3.2"),
        new("not-modified", MustDo, $"GET /page HTTP/1.1\n{Host}If-None-Match: \"v1\"\n\n", [304], "RFC 9110 §13.1.2"),
        new("head", "Everyday", $"HEAD /page HTTP/1.1\n{Host}\n", [200], "RFC 9110 §9.3.2"),
        new("options", "Everyday", $"OPTIONS /page HTTP/1.1\n{Host}\n", [204], "RFC 9110 §9.3.7"),
        new(
            "if-match",
            "Everyday",
            $"PUT /page HTTP/1.1\n{Host}If-Match: \"v0\"\nContent-Length: 3\n\nnew",
            [412],
            "RFC 9110 §13.1.1"
        ),
        new(
            "redirect",
            "Everyday",
            $"POST /redirect/303 HTTP/1.1\n{Host}Content-Length: 3\n\na=1",
            [303],
            "RFC 9110 §15.4.4"
        ),
        new("range", "Everyday", $"GET /alphabet HTTP/1.1\n{Host}Range: bytes=2-5\n\n", [206], "RFC 9110 §14.2"),
        new(
            "bad-range",
            "Everyday",
            $"GET /alphabet HTTP/1.1\n{Host}Range: bytes=100-\n\n",
            [416],
            "RFC 9110 §15.5.17"
        ),
        new(
            "language",
            "Everyday",
            $"GET /greeting HTTP/1.1\n{Host}Accept-Language: en, zh;q=0.5\n\n",
            [200],
            "RFC 9110 §12.5.4"
        ),
        new(
            "coding",
            "Everyday",
            $"GET /compressed HTTP/1.1\n{Host}Accept-Encoding: gzip\n\n",
            [200],
            "RFC 9110 §12.5.3"
        ),
        new("cookie", "Everyday", $"GET /cookie HTTP/1.1\n{Host}Cookie: lw-lab-taste=mint\n\n", [200], "RFC 6265 §3"),
        new(
            "basic",
            "Everyday",
            $"GET /basic HTTP/1.1\n{Host}\nGET /basic HTTP/1.1\n{Host}Authorization: Basic bGVhcm5lcjpzZWNyZXQ=\n\n",
            [401, 200],
            "RFC 7617 §2"
        ),
        new(
            "bearer",
            "Everyday",
            $"GET /bearer HTTP/1.1\n{Host}\nGET /bearer HTTP/1.1\n{Host}Authorization: Bearer open-sesame\n\n",
            [401, 200],
            "RFC 6750 §3"
        ),
        new(
            "pipelining",
            "Framing",
            $"GET /hello HTTP/1.1\n{Host}\nHEAD /hello HTTP/1.1\n{Host}\nGET /greeting HTTP/1.1\n{Host}\n",
            [200, 200, 200],
            "RFC 9112 §9.3.2"
        ),
        new("close", "Framing", $"GET /hello HTTP/1.1\n{Host}Connection: close\n\n", [200], "RFC 9112 §9.6"),
        new("http10", "Framing", "GET /hello HTTP/1.0\n\n", [200], "RFC 9112 §9.3"),
        new(
            "chunked-out",
            "Framing",
            $"GET /stream HTTP/1.1\n{Host}TE: trailers\nConnection: TE\n\n",
            [200],
            "RFC 9112 §7.1"
        ),
        new(
            "chunked-in",
            "Framing",
            $"POST /echo HTTP/1.1\n{Host}Transfer-Encoding: chunked\n\n5\nhello\n7\n, world\n0\nX-Lines: 1\n\n",
            [200],
            "RFC 9112 §7.1"
        ),
        new(
            "continue",
            "Framing",
            $"POST /echo HTTP/1.1\n{Host}Expect: 100-continue\nContent-Length: 5\n\nhello",
            [100, 200],
            "RFC 9110 §10.1.1"
        ),
        new("get-body", "Framing", $"GET /hello HTTP/1.1\n{Host}Content-Length: 2\n\nhi", [200], "RFC 9110 §9.3.1"),
        new("two-hosts", "Refused", $"GET /hello HTTP/1.1\n{Host}Host: other.example\n\n", [400], "RFC 9112 §3.2"),
        new(
            "two-lengths",
            "Refused",
            $"POST /echo HTTP/1.1\n{Host}Content-Length: 5\nContent-Length: 6\n\nhello",
            [400],
            "RFC 9112 §6.3"
        ),
        new("obs-fold", "Refused", $"GET /hello HTTP/1.1\n{Host}X-Long: one\n  two\n\n", [400], "RFC 9112 §5.2"),
        new("space-colon", "Refused", "GET /hello HTTP/1.1\nHost : demo.example\n\n", [400], "RFC 9112 §5.1"),
        new("bad-method", "Refused", $"GE(T /hello HTTP/1.1\n{Host}\n", [400], "RFC 9110 §9.1"),
        new("too-many-fields", "Refused", $"GET /hello HTTP/1.1\n{Host}{Fields(101)}\n", [431], "RFC 6585 §5"),
        new(
            "long-target",
            "Refused",
            $"GET /hello?{new string('a', 9000)} HTTP/1.1\n{Host}\n",
            [414],
            "RFC 9110 §15.5.15"
        ),
        new(
            "cl-te",
            "Dangerous",
            $"POST /echo HTTP/1.1\n{Host}Content-Length: 4\nTransfer-Encoding: chunked\n\n5\nhello\n0\n\n",
            [200],
            "RFC 9112 §6.1"
        ),
        new("bare-lf", "Dangerous", $"GET /hello HTTP/1.1\n{Host}\n", [200], "RFC 9112 §2.2", BareLf: true),
        new(
            "plus-length",
            "Dangerous",
            $"POST /echo HTTP/1.1\n{Host}Content-Length: +5\n\nhello",
            [200],
            "RFC 9110 §8.6"
        ),
    ];

    private static string Fields(int count) =>
        string.Concat(
            Enumerable.Range(1, count).Select(n => string.Create(CultureInfo.InvariantCulture, $"X-{n}: {n}\n"))
        );
}
