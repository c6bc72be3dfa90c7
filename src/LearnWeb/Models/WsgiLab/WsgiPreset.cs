using LearnWeb.Models.Labs;

namespace LearnWeb.Models.WsgiLab;

/// <summary>A request worth sending.</summary>
/// <param name="Request">What it sends, and to which application.</param>
public sealed record WsgiPreset(string Id, WsgiComposition Request, string Group = "More") : Preset(Id, Group)
{
    /// <summary>All presets, in the order in which they are best tried.</summary>
    public static IReadOnlyList<WsgiPreset> All { get; } =
    [
        new("unicode", Of("echo", "GET", "/a%2Fb/中 x", "q=中+1&q=2"), MustDo),
        new(
            "post",
            Of(
                "echo",
                "POST",
                "/sign",
                fields: "Content-Type: application/x-www-form-urlencoded\nX-Dup: a\nX-Dup: b\nCookie: "
                    + "a=1\nCookie: b=2\nX_Forged: 1\nProxy: http://evil.example",
                body: "name=Ada&text=你好"
            ),
            MustDo
        ),
        new("twice", Of("start-twice", "GET", "/"), MustDo),
        new("hello", Of("hello", "GET", "/")),
        new("stream", Of("ticks", "GET", "/")),
        new("old", Of("ticks", "GET", "/") with { Version = "HTTP/1.0" }),
        new("leave", Of("ticks", "GET", "/") with { Leaves = true }),
        new("middleware", Of("upper", "GET", "/")),
        new(
            "chunked",
            Of(
                "echo",
                "POST",
                "/",
                fields: "Content-Type: text/plain",
                body: "in pieces, one after another",
                chunked: true
            )
        ),
        new(
            "continue",
            Of("echo", "POST", "/", fields: "Content-Type: text/plain\nExpect: 100-continue", body: "may I?")
        ),
        new("head", Of("hello", "HEAD", "/")),
        new("dots", Of("echo", "GET", "/a/../b/./c//d")),
        new("flask", Of("flask", "GET", "/")),
        new("flask-404", Of("flask", "GET", "/nowhere")),
        new("django", Of("django", "GET", "/")),
        new("sorry", Of("sorry-late", "GET", "/")),
    ];

    /// <summary>A plain request to an application, to begin with.</summary>
    public static WsgiComposition To(WsgiProgram program) =>
        program.ReadsBody ? Of(program.Name, "POST", "/", body: "one\ntwo\nthree\n") : Of(program.Name, "GET", "/");

    private static WsgiComposition Of(
        string app,
        string method,
        string path,
        string query = "",
        string fields = "Accept: */*",
        string body = "",
        bool chunked = false
    ) => new(WsgiProgram.Find(app)!, method, path, query, fields, body, chunked);
}
