using System.Globalization;

namespace LearnWeb.Models.HttpLab;

/// <summary>
/// A request worth sending: its bytes, and the status codes this server answers with. Its words are in the resources
/// under <c>HttpPreset-&lt;id&gt;</c>, <c>-Ask</c> and <c>-Notice</c>.
/// </summary>
/// <param name="Id">Unique; part of the page's address.</param>
/// <param name="Group">What it is an example of.</param>
/// <param name="Text">The request as the editor shows it, lines ended with LF.</param>
/// <param name="Statuses">The status codes that come back, in order, interim ones included.</param>
/// <param name="Source">The section that decides, like <c>RFC 9112 §3.2</c>.</param>
/// <param name="BareLf">Whether the lines are sent with LF alone.</param>
public sealed record Preset(
    string Id,
    PresetGroup Group,
    string Text,
    IReadOnlyList<int> Statuses,
    string Source,
    bool BareLf = false
)
{
    private const string Host = "Host: demo.example\n";

    /// <summary>All presets, in the order in which they are best tried.</summary>
    public static IReadOnlyList<Preset> All { get; } =
    [
        new("get", PresetGroup.MustDo, $"GET /hello HTTP/1.1\n{Host}\n", [200], "RFC 9112 §2.1"),
        new("no-host", PresetGroup.MustDo, "GET /hello HTTP/1.1\nAccept: text/plain\n\n", [400], "RFC 9112 §3.2"),
        new(
            "not-modified",
            PresetGroup.MustDo,
            $"GET /page HTTP/1.1\n{Host}If-None-Match: \"v1\"\n\n",
            [304],
            "RFC 9110 §13.1.2"
        ),
        new("head", PresetGroup.Everyday, $"HEAD /page HTTP/1.1\n{Host}\n", [200], "RFC 9110 §9.3.2"),
        new("options", PresetGroup.Everyday, $"OPTIONS /page HTTP/1.1\n{Host}\n", [204], "RFC 9110 §9.3.7"),
        new(
            "if-match",
            PresetGroup.Everyday,
            $"PUT /page HTTP/1.1\n{Host}If-Match: \"v0\"\nContent-Length: 3\n\nnew",
            [412],
            "RFC 9110 §13.1.1"
        ),
        new(
            "redirect",
            PresetGroup.Everyday,
            $"POST /redirect/303 HTTP/1.1\n{Host}Content-Length: 3\n\na=1",
            [303],
            "RFC 9110 §15.4.4"
        ),
        new(
            "range",
            PresetGroup.Everyday,
            $"GET /alphabet HTTP/1.1\n{Host}Range: bytes=2-5\n\n",
            [206],
            "RFC 9110 §14.2"
        ),
        new(
            "bad-range",
            PresetGroup.Everyday,
            $"GET /alphabet HTTP/1.1\n{Host}Range: bytes=100-\n\n",
            [416],
            "RFC 9110 §15.5.17"
        ),
        new(
            "language",
            PresetGroup.Everyday,
            $"GET /greeting HTTP/1.1\n{Host}Accept-Language: en, zh;q=0.5\n\n",
            [200],
            "RFC 9110 §12.5.4"
        ),
        new(
            "coding",
            PresetGroup.Everyday,
            $"GET /compressed HTTP/1.1\n{Host}Accept-Encoding: gzip\n\n",
            [200],
            "RFC 9110 §12.5.3"
        ),
        new(
            "cookie",
            PresetGroup.Everyday,
            $"GET /cookie HTTP/1.1\n{Host}Cookie: lw-lab-taste=mint\n\n",
            [200],
            "RFC 6265 §3"
        ),
        new(
            "basic",
            PresetGroup.Everyday,
            $"GET /basic HTTP/1.1\n{Host}\nGET /basic HTTP/1.1\n{Host}Authorization: Basic bGVhcm5lcjpzZWNyZXQ=\n\n",
            [401, 200],
            "RFC 7617 §2"
        ),
        new(
            "bearer",
            PresetGroup.Everyday,
            $"GET /bearer HTTP/1.1\n{Host}\nGET /bearer HTTP/1.1\n{Host}Authorization: Bearer open-sesame\n\n",
            [401, 200],
            "RFC 6750 §3"
        ),
        new(
            "pipelining",
            PresetGroup.Framing,
            $"GET /hello HTTP/1.1\n{Host}\nHEAD /hello HTTP/1.1\n{Host}\nGET /greeting HTTP/1.1\n{Host}\n",
            [200, 200, 200],
            "RFC 9112 §9.3.2"
        ),
        new("close", PresetGroup.Framing, $"GET /hello HTTP/1.1\n{Host}Connection: close\n\n", [200], "RFC 9112 §9.6"),
        new("http10", PresetGroup.Framing, "GET /hello HTTP/1.0\n\n", [200], "RFC 9112 §9.3"),
        new(
            "chunked-out",
            PresetGroup.Framing,
            $"GET /stream HTTP/1.1\n{Host}TE: trailers\nConnection: TE\n\n",
            [200],
            "RFC 9112 §7.1"
        ),
        new(
            "chunked-in",
            PresetGroup.Framing,
            $"POST /echo HTTP/1.1\n{Host}Transfer-Encoding: chunked\n\n5\nhello\n7\n, world\n0\nX-Lines: 1\n\n",
            [200],
            "RFC 9112 §7.1"
        ),
        new(
            "continue",
            PresetGroup.Framing,
            $"POST /echo HTTP/1.1\n{Host}Expect: 100-continue\nContent-Length: 5\n\nhello",
            [100, 200],
            "RFC 9110 §10.1.1"
        ),
        new(
            "get-body",
            PresetGroup.Framing,
            $"GET /hello HTTP/1.1\n{Host}Content-Length: 2\n\nhi",
            [200],
            "RFC 9110 §9.3.1"
        ),
        new(
            "two-hosts",
            PresetGroup.Refused,
            $"GET /hello HTTP/1.1\n{Host}Host: other.example\n\n",
            [400],
            "RFC 9112 §3.2"
        ),
        new(
            "two-lengths",
            PresetGroup.Refused,
            $"POST /echo HTTP/1.1\n{Host}Content-Length: 5\nContent-Length: 6\n\nhello",
            [400],
            "RFC 9112 §6.3"
        ),
        new(
            "obs-fold",
            PresetGroup.Refused,
            $"GET /hello HTTP/1.1\n{Host}X-Long: one\n  two\n\n",
            [400],
            "RFC 9112 §5.2"
        ),
        new("space-colon", PresetGroup.Refused, "GET /hello HTTP/1.1\nHost : demo.example\n\n", [400], "RFC 9112 §5.1"),
        new("bad-method", PresetGroup.Refused, $"GE(T /hello HTTP/1.1\n{Host}\n", [400], "RFC 9110 §9.1"),
        new(
            "too-many-fields",
            PresetGroup.Refused,
            $"GET /hello HTTP/1.1\n{Host}{Fields(101)}\n",
            [431],
            "RFC 6585 §5"
        ),
        new(
            "long-target",
            PresetGroup.Refused,
            $"GET /hello?{new string('a', 9000)} HTTP/1.1\n{Host}\n",
            [414],
            "RFC 9110 §15.5.15"
        ),
        new(
            "cl-te",
            PresetGroup.Dangerous,
            $"POST /echo HTTP/1.1\n{Host}Content-Length: 4\nTransfer-Encoding: chunked\n\n5\nhello\n0\n\n",
            [200],
            "RFC 9112 §6.1"
        ),
        new("bare-lf", PresetGroup.Dangerous, $"GET /hello HTTP/1.1\n{Host}\n", [200], "RFC 9112 §2.2", BareLf: true),
        new(
            "plus-length",
            PresetGroup.Dangerous,
            $"POST /echo HTTP/1.1\n{Host}Content-Length: +5\n\nhello",
            [200],
            "RFC 9110 §8.6"
        ),
    ];

    public static Preset? Find(string? id) => All.FirstOrDefault(preset => preset.Id == id);

    public bool IsMustDo => Group == PresetGroup.MustDo;

    private static string Fields(int count) =>
        string.Concat(
            Enumerable.Range(1, count).Select(n => string.Create(CultureInfo.InvariantCulture, $"X-{n}: {n}\n"))
        );
}

/// <summary>What a preset is an example of.</summary>
public enum PresetGroup
{
    MustDo,
    Everyday,
    Framing,
    Refused,

    /// <summary>What this server accepts although it is dangerous.</summary>
    Dangerous,
}
