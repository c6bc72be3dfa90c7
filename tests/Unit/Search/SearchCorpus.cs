using LearnWeb.Models.Notes;
using LearnWeb.Models.Search;
using Xunit;

namespace LearnWeb.Tests.Unit.Search;

/// <summary>A few short pages in both languages and the index built of them.</summary>
public sealed class SearchCorpus : IDisposable
{
    public const string SynonymsYaml = """
        - [首部字段, 请求头, 报头, 标头, 首部]
        - [序号, 序列号]
        - [SYN攻击, SYN 泛洪, 洪泛, SYN flood]
        - [header field, request header]
        """;

    public static readonly IReadOnlyList<SearchDocument> Documents =
    [
        Page(
            "zh",
            "note",
            "http",
            "HTTP 报文",
            2,
            ("", "请求与响应的样子。", "请求行、首部字段和消息体，一行一行地看。"),
            (
                "head",
                "首部字段",
                "每个首部字段一行：名字、冒号、值。Content-Type 说明消息体的类型，例如 text/html; charset=utf-8。"
            ),
            ("cache", "缓存", "缓存让浏览器不必再取一次。ETag 与 If-None-Match 用来比较。"),
            ("csharp", "用 C# 发请求", "HttpClient 是 .NET 的客户端。一个 😀 在 UTF-8 里占四个字节。")
        ),
        Page(
            "zh",
            "note",
            "tcp",
            "TCP 连接",
            4,
            ("", "两端怎样开始、怎样结束。", "连接由四元组标识。"),
            (
                "handshake",
                "三次握手",
                "客户端发 SYN，服务器答 SYN-ACK，客户端再答 ACK。握手之后双方都知道对方的初始序号（ISN）。"
            ),
            ("time-wait", "TIME-WAIT 状态", "主动关闭的一方在 TIME-WAIT 里等两个 MSL。Linux 把它打印成 TIME_WAIT。"),
            ("flood", "SYN 泛洪", "攻击者只发 SYN，不答 ACK，半连接队列就满了。"),
            (
                "rare",
                "生僻字",
                "𠮷野家的𠮷在基本平面之外，\U00030000 也是。ＴＬＳ１３ 是全角写法。カタカナ和한국어也一字一词。"
            )
        ),
        Page("zh", "lab", "tcp", "TCP 实验", 4, ("", "TCP 实验", "看真实的三次握手，一步一步来。")),
        Page(
            "zh",
            "note",
            "session-token",
            "会话与令牌",
            7,
            ("", "谁在说话。", "服务器怎样认出同一个人。"),
            ("session", "会话", "会话的数据在服务器上，Cookie 里只有编号。"),
            ("jwt", "JWT 何时过期", "exp 之后令牌过期。服务器不记得发过哪些令牌，所以过期之前很难收回。"),
            ("token", "会话令牌的存放", "放在 HttpOnly 的 Cookie 里。")
        ),
        Page(
            "en",
            "note",
            "http",
            "HTTP messages",
            2,
            ("", "What a request looks like.", "The request line, the header fields and the content, line by line."),
            (
                "head",
                "Header fields",
                "Each header field is a name, a colon and a value. Content-Type names the type, as in "
                    + "text/html; charset=utf-8."
            ),
            (
                "cache",
                "Caching",
                "A cache keeps responses. A cached response is fresh or stale; caches compare an ETag."
            ),
            (
                "csharp",
                "Requests from C#",
                "HttpClient is the client of .NET. The naïve café is written with diacritics."
            )
        ),
        Page(
            "en",
            "note",
            "tcp",
            "TCP connections",
            4,
            ("", "How both ends begin and finish.", "A connection is named by four numbers."),
            (
                "handshake",
                "The three-way handshake",
                "The client sends SYN, the server answers SYN-ACK, the client answers ACK."
            ),
            ("time-wait", "TIME-WAIT", "Who closes first waits for two MSL in TIME-WAIT. Linux prints TIME_WAIT."),
            (
                "flood",
                "SYN flood",
                "The attacker sends SYN and never ACK, and the queue of half-open connections is full."
            )
        ),
        Page(
            "en",
            "lab",
            "tcp",
            "The TCP lab",
            4,
            ("", "The TCP lab", "See a real three-way handshake, step by step.")
        ),
        Page(
            "en",
            "note",
            "session-token",
            "Sessions and tokens",
            7,
            ("", "Who is speaking.", "How a server knows the same person again."),
            ("session", "Sessions", "A session's data stay on the server; the cookie holds a number."),
            (
                "jwt",
                "When a JWT expires",
                "After exp the token has expired. A \"quoted\" word; near and not and or are words as well."
            )
        ),
    ];

    public SearchCorpus() => Index = SearchIndex.Build(Documents, Synonyms.Parse(SynonymsYaml));

    public SearchIndex Index { get; }

    public static SearchDocument Page(
        string language,
        string kind,
        string slug,
        string title,
        int order,
        params IEnumerable<(string Anchor, string Heading, string Text)> sections
    ) =>
        new(
            language,
            kind,
            slug,
            $"/{language}/{kind}s/{slug}",
            title,
            order,
            () => [.. sections.Select(section => new Section(section.Anchor, section.Heading, section.Text))]
        );

    /// <summary>The section a hit stands for.</summary>
    public static Section SectionOf(SearchHit hit, string language)
    {
        var page = Documents.Single(page =>
            page.Language == language && page.Kind == hit.Kind && page.Slug == hit.Slug
        );
        return page.Sections()
            .Single(section => hit.Url == page.Url + (section.Anchor.Length > 0 ? "#" + section.Anchor : ""));
    }

    /// <summary>
    /// Fails unless the snippet is the author's text, with an ellipsis only where something is left out.
    /// </summary>
    public static void AssertOriginal(SearchHit hit, string heading, string text)
    {
        Assert.Equal(heading, hit.Heading);
        Assert.Equal(heading, string.Concat(hit.HeadingParts.Select(part => part.Text)));
        AssertEach.Of(hit.Snippet.Concat(hit.HeadingParts), part => Assert.NotEmpty(part.Text));

        var parts = hit.Snippet.Select(part => part.Text).ToList();
        Assert.True(
            (
                from before in new[] { 0, 1 }
                from after in new[] { 0, 1 }
                select IsPieceOf(text.Trim(), parts, before, after)
            ).Any(x => x),
            $"{string.Join('|', parts)} is not a piece of {text}"
        );
    }

    // With an ellipsis before and after, or without; the text itself may have one in that place.
    private static bool IsPieceOf(string text, List<string> parts, int before, int after)
    {
        if (parts.Count < before + after || !parts[..before].Concat(parts[^after..]).All("…".Equals))
            return false;

        var shown = string.Concat(parts[before..^after]);
        return (before, after) switch
        {
            (0, 0) => text == shown,
            (0, _) => text.Length > shown.Length && text.StartsWith(shown, StringComparison.Ordinal),
            (_, 0) => text.Length > shown.Length && text.EndsWith(shown, StringComparison.Ordinal),
            _ => text.IndexOf(shown, 1, StringComparison.Ordinal) > 0,
        };
    }

    public void Dispose() => Index.Dispose();
}
