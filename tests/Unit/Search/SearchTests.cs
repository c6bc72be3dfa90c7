using LearnWeb.Models.Search;
using Xunit;

namespace LearnWeb.Tests.Unit.Search;

/// <summary>What readers type, and what they must see first.</summary>
public sealed class SearchTests(SearchCorpus corpus) : IClassFixture<SearchCorpus>
{
    private const bool Relaxed = true;

    public static TheoryData<string, string, string, bool> Queries { get; } =
        new()
        {
            { "zh", "握", "三次握手", false },
            { "zh", "握手", "三次握手", false },
            { "zh", "三次握手", "三次握手", false },
            { "zh", "缓存", "缓存", false },
            { "zh", "会话令牌", "会话令牌的存放", false },
            { "zh", "JWT 过期", "JWT 何时过期", false },
            { "zh", "JWT过期", "JWT 何时过期", false },
            { "zh", "jwt　过期", "JWT 何时过期", false },
            { "zh", "ＪＷＴ 过期", "JWT 何时过期", false },
            { "zh", "过期，令牌", "JWT 何时过期", false },
            { "zh", "TIME_WAIT", "TIME-WAIT 状态", false },
            { "zh", "time wait", "TIME-WAIT 状态", false },
            { "zh", "C#", "用 C# 发请求", false },
            { "zh", "content-type", "首部字段", false },
            { "zh", "TCP连接", "两端怎样开始、怎样结束。", false },
            { "zh", "TCP 连接", "两端怎样开始、怎样结束。", false },
            { "zh", "会话与令牌", "谁在说话。", false },
            { "zh", "TCP 实验", "TCP 实验", false },
            { "zh", "标头", "首部字段", false },
            { "zh", "请求头", "首部字段", false },
            { "zh", "HTTP首部字段", "首部字段", false },
            { "zh", "HTTP报头的类型", "首部字段", false },
            { "zh", "报头长什么样", "首部字段", Relaxed },
            { "zh", "初始序列号", "三次握手", false },
            { "zh", "syn攻击", "SYN 泛洪", false },
            { "zh", "洪泛", "SYN 泛洪", false },
            { "zh", "什么是三次握手？", "三次握手", false },
            { "zh", "令牌过期时间", "JWT 何时过期", Relaxed },
            { "zh", "𠮷", "生僻字", false },
            { "zh", "𠮷野家", "生僻字", false },
            { "zh", "\U00030000", "生僻字", false },
            { "zh", "TLS13", "生僻字", false },
            { "zh", "タカ", "生僻字", false },
            { "zh", "ｶﾀｶﾅ", "生僻字", false },
            { "zh", "한국", "生僻字", false },
            { "zh", "握手\0", "三次握手", false },
            { "zh", "握手\uD83D", "三次握手", false },
            { "zh", "😀握手", "三次握手", false },
            { "zh", "handshake 握手", "三次握手", Relaxed },
            { "en", "caching", "Caching", false },
            { "en", "cached", "Caching", false },
            { "en", "caches", "Caching", false },
            { "en", "CACHE", "Caching", false },
            { "en", "TIME_WAIT", "TIME-WAIT", false },
            { "en", "time-wait", "TIME-WAIT", false },
            { "en", "C#", "Requests from C#", false },
            { "en", "\"quoted\"", "When a JWT expires", false },
            { "en", "\"quoted", "When a JWT expires", false },
            { "en", "quoted*", "When a JWT expires", false },
            { "en", "a AND", "When a JWT expires", false },
            { "en", "NEAR(", "When a JWT expires", false },
            { "en", "NOT near", "When a JWT expires", false },
            { "en", "-etag", "Caching", false },
            { "en", "^etag", "Caching", false },
            { "en", "{title}: etag", "Caching", Relaxed },
            { "en", "body:etag", "Caching", Relaxed },
            { "en", "etag' OR 1=1 --", "Caching", Relaxed },
            { "en", "cafe naive", "Requests from C#", false },
            { "en", "naïve CAFÉ", "Requests from C#", false },
            { "en", "naive cafe", "Requests from C#", false },
            { "en", "TCP connections", "How both ends begin and finish.", false },
            { "en", "sessions", "Sessions", false },
            { "en", "handshake", "The three-way handshake", false },
            { "en", "handsh", "The three-way handshake", Relaxed },
            { "en", "three handsh", "The three-way handshake", Relaxed },
            { "en", "what is a SYN flood?", "SYN flood", false },
            { "en", "how does the cookie work", "Sessions", false },
            { "en", "what is the", "What a request looks like.", Relaxed },
            { "en", "request header", "Header fields", false },
            { "en", "cookie,number", "Sessions", Relaxed },
        };

    [Theory]
    [MemberData(nameof(Queries))]
    public void Query_FindsThisHeadingFirst(string language, string query, string heading, bool relaxed)
    {
        var result = corpus.Index.Search(language, query);
        Assert.Equal(SearchOutcome.Found, result.Outcome);
        Assert.Equal(query, result.Query);
        Assert.Equal(heading, result.Hits[0].Heading);
        Assert.Equal(relaxed, result.Relaxed);
        AssertEach.Of(
            result.Hits,
            hit =>
            {
                var section = SearchCorpus.SectionOf(hit, language);
                SearchCorpus.AssertOriginal(hit, section.Title, section.Text);
            }
        );
    }

    public static TheoryData<string, SearchOutcome> QueriesWithoutHits { get; } =
        new()
        {
            { "", SearchOutcome.Empty },
            { " \t\u3000 ", SearchOutcome.Empty },
            { new string(' ', 101), SearchOutcome.Empty },
            { new string('a', 101), SearchOutcome.TooLong },
            { new string('握', 101), SearchOutcome.TooLong },
            { new string('a', 100), SearchOutcome.NothingFound },
            { "*", SearchOutcome.NothingFound },
            { "{", SearchOutcome.NothingFound },
            { "\"", SearchOutcome.NothingFound },
            { "\"\"", SearchOutcome.NothingFound },
            { "^", SearchOutcome.NothingFound },
            { "()", SearchOutcome.NothingFound },
            { "-x", SearchOutcome.NothingFound },
            { "。，！", SearchOutcome.NothingFound },
            { "🦄", SearchOutcome.NothingFound },
            { "\0", SearchOutcome.NothingFound },
            { "\uDC00", SearchOutcome.NothingFound },
            { "\uFFFF", SearchOutcome.NothingFound },
            { "\u001F", SearchOutcome.NothingFound },
            { "xylophone", SearchOutcome.NothingFound },
            { "齉", SearchOutcome.NothingFound },
        };

    [Theory]
    [MemberData(nameof(QueriesWithoutHits))]
    public void Query_FindsNothing_AndSaysWhy(string query, SearchOutcome outcome) =>
        Assert.All(
            ["zh", "en"],
            language =>
            {
                var result = corpus.Index.Search(language, query);
                Assert.Equal((outcome, query, false), (result.Outcome, result.Query, result.Relaxed));
                Assert.Empty(result.Hits);
            }
        );

    [Fact]
    public void NoQuery_IsEmpty() => Assert.Equal(SearchOutcome.Empty, corpus.Index.Search("zh", null).Outcome);

    [Fact]
    public void UnknownLanguage_IsRefused() =>
        Assert.Throws<ArgumentException>(() => corpus.Index.Search("zh; DROP TABLE zh", "握手"));

    [Fact]
    public void Languages_AreSearchedApart()
    {
        Assert.Equal(SearchOutcome.NothingFound, corpus.Index.Search("en", "握手").Outcome);
        Assert.Equal(SearchOutcome.NothingFound, corpus.Index.Search("zh", "attacker").Outcome);
    }

    [Fact]
    public void Hit_NamesItsPageAndAnchor_AndMarksTheWords()
    {
        var hit = corpus.Index.Search("zh", "握手").Hits[0];
        Assert.Equal(("note", "tcp", "/zh/notes/tcp#handshake", "TCP 连接"), (hit.Kind, hit.Slug, hit.Url, hit.Title));
        Assert.Equal([new("三次", false), new("握手", true)], hit.HeadingParts);
        Assert.Equal(["握手"], hit.Snippet.Where(part => part.Hit).Select(part => part.Text));
    }

    [Fact]
    public void TopOfAPage_HasNoAnchor() =>
        Assert.Equal("/en/labs/tcp", corpus.Index.Search("en", "the TCP lab").Hits[0].Url);

    [Fact]
    public void StemmedWord_IsMarkedAsItIsWritten() =>
        Assert.Equal(
            ["cache", "cached", "caches"],
            corpus.Index.Search("en", "caching").Hits[0].Snippet.Where(part => part.Hit).Select(part => part.Text)
        );

    [Fact]
    public void ManyThreads_GetTheSameAnswer()
    {
        string[] queries = ["握手", "JWT 过期", "什么是三次握手", "TIME_WAIT", "*", "令牌"];
        string Answer(string query) => string.Join(' ', corpus.Index.Search("zh", query).Hits.Select(hit => hit.Url));
        var expected = queries.ToDictionary(query => query, Answer);
        Parallel.For(
            0,
            400,
            new ParallelOptions { MaxDegreeOfParallelism = 16 },
            i => Assert.Equal(expected[queries[i % queries.Length]], Answer(queries[i % queries.Length]))
        );
    }
}
