using LearnWeb.Models;
using LearnWeb.Models.Search;
using Xunit;
using YamlDotNet.Serialization;

namespace LearnWeb.Tests.Unit.Search;

/// <summary>What learners type about the shipped notes, and the one place they must see first.</summary>
public sealed class NoteSearchTests(NoteSearchTests.Notes notes) : IClassFixture<NoteSearchTests.Notes>
{
    public static TheoryData<string, string, string> Queries { get; } =
        new()
        {
            { "zh", "四次挥手", "tcp#close" },
            { "zh", "挥手", "tcp#close" },
            { "zh", "为什么要四次挥手", "tcp#close" },
            { "zh", "为什么是三次握手", "tcp#handshake" },
            { "en", "get vs post", "get-post" },
            { "en", "difference between get and post", "get-post" },
            { "zh", "GET POST 区别", "get-post" },
            { "zh", "GET和POST的区别", "get-post" },
            { "en", "controller", "mvc#controller" },
            { "en", "controllers", "mvc#controller" },
            { "zh", "控制器", "mvc#controller" },
            { "en", "why three-way", "tcp#handshake" },
            { "en", "what happens when you type a url", "web#page-load" },
            { "zh", "输入网址后发生了什么", "web#page-load" },
            { "en", "query strings", "get-post#where" },
            { "en", "query string", "get-post#where" },
            { "en", "head of line blocking", "http#versions" },
            { "zh", "队头阻塞", "http#versions" },
            { "en", "http2", "http#versions" },
            { "zh", "http2", "http#versions" },
            { "en", "HTTP/2", "http#versions" },
            { "en", "headers", "http#fields" },
            { "en", "header", "http#fields" },
            { "zh", "请求头", "http#fields" },
            { "zh", "首部字段", "http#fields" },
            { "zh", "会话", "session-token" },
            { "en", "sessions", "session-token" },
            { "en", "session", "session-token" },
            { "en", "forms", "get-post#forms" },
            { "zh", "表单", "get-post#forms" },
            { "en", "cookie flags", "session-token#cookie-rules" },
            { "en", "cookie attributes", "session-token#cookie-rules" },
            { "zh", "Cookie 属性", "session-token#cookie-rules" },
            { "en", "logging out", "django#login" },
            { "en", "log out", "django#login" },
            { "en", "logged out", "django#login" },
            { "en", "session vs token", "session-token" },
            { "en", "difference between cookie and session", "session-token#choosing" },
            { "zh", "cookie 和 session 的区别", "session-token#choosing" },
            { "en", "load balancers", "reverse-proxy#duties" },
            { "en", "cors", "get-post#csrf" },
            { "zh", "跨域", "get-post#csrf" },
            { "zh", "DNS", "web#page-load" },
            { "en", "dns", "web#page-load" },
            { "zh", "post 两个包", "get-post#two-packets" },
            { "en", "ssl", "web#https" },
            { "zh", "ssl", "web#https" },
            { "en", "https", "web#https" },
            { "en", "resubmit", "get-post#prg" },
            { "en", "double submit", "get-post#prg" },
            { "zh", "重复提交", "get-post#prg" },
            { "en", "teardown", "tcp#close" },
            { "zh", "反代", "reverse-proxy" },
            { "zh", "粘包", "http#framing" },
            { "en", "revoke", "session-token#revocation" },
            { "zh", "撤销", "session-token#revocation" },
            { "en", "signing out", "django#login" },
            { "en", "gateways", "reverse-proxy" },
            { "en", "view", "mvc#view" },
            { "en", "views", "mvc#view" },
            { "zh", "视图", "mvc#view" },
            { "zh", "模型", "mvc#model" },
            { "en", "models", "mvc#model" },
            { "en", "tcp", "tcp" },
            { "zh", "TCP", "tcp" },
            { "zh", "代理", "forward-proxy" },
            { "en", "proxy", "forward-proxy" },
            { "en", "state", "tcp#states" },
            { "en", "cookie", "session-token#cookie" },
            { "zh", "cookie", "session-token#cookie" },
            { "en", "caching", "web#caches" },
            { "zh", "缓存", "web#caches" },
            { "en", "status codes", "http#status" },
            { "en", "host header", "web#host" },
            { "zh", "令牌", "session-token#token" },
            { "zh", "TIME_WAIT 是什么", "tcp#time-wait" },
            { "en", "what is a reverse proxy", "reverse-proxy" },
            { "zh", "反向代理和正向代理的区别", "forward-proxy#compare" },
            { "en", "401 vs 403", "session-token#status-codes" },
            { "zh", "401 和 403 有什么区别", "session-token#status-codes" },
            { "en", "idempotent", "get-post#idempotent" },
            { "zh", "幂等", "get-post#idempotent" },
            { "zh", "什么是幂等", "get-post#idempotent" },
            { "en", "is post idempotent", "get-post#idempotent" },
            { "zh", "为什么需要 TIME_WAIT", "tcp#time-wait" },
            { "en", "why does time_wait exist", "tcp#time-wait" },
            { "en", "jwt", "session-token#jwt" },
            { "zh", "jwt 怎么退出登录", "session-token#revocation" },
            { "en", "wsgi vs asgi", "django#asgi" },
            { "zh", "WSGI 和 ASGI 的区别", "django#asgi" },
            { "zh", "查询字符串", "get-post#where" },
            { "zh", "负载均衡", "reverse-proxy#duties" },
            { "zh", "退出登录", "django#login" },
            { "zh", "长轮询", "wsgi#asgi" },
            { "en", "long polling", "wsgi#asgi" },
            { "en", "framing", "http#framing" },
            { "zh", "URL 最长多少", "get-post#length" },
            { "en", "url length limit", "get-post#length" },
            { "zh", "session 和 jwt 哪个好", "session-token#choosing" },
            { "en", "body", "http#framing" },
            { "zh", "消息体", "http#framing" },
            { "en", "how do cookies work", "session-token#cookie" },
            { "zh", "浏览器输入 URL 后发生了什么", "web#page-load" },
            { "zh", "https 原理", "web#https" },
            { "zh", "https原理", "web#https" },
            { "zh", "https 证书", "web#https" },
            { "en", "how https works", "web#https" },
            { "en", "http vs https", "web#https" },
            { "zh", "http 原理", "http" },
            { "en", "nginx config", "reverse-proxy#nginx" },
            { "en", "nginx configuration", "reverse-proxy#nginx" },
            { "zh", "nginx 配置", "reverse-proxy#nginx" },
            { "zh", "token 放哪里", "session-token#storage" },
            { "zh", "令牌放哪里", "session-token#storage" },
            { "zh", "token存储", "session-token#storage" },
            { "en", "token storage", "session-token#storage" },
            { "en", "where to store token", "session-token#storage" },
            { "zh", "ALLOWED_HOSTS", "django#deployment" },
            { "en", "ALLOWED_HOSTS", "django#deployment" },
            { "en", "allowed_hosts", "django#deployment" },
            { "zh", "orm", "django#models" },
            { "zh", "快取", "web#caches" },
            { "zh", "網路快取", "web#caches" },
            { "zh", "會話", "session-token" },
            { "zh", "為什麼三次握手", "tcp#handshake" },
            { "zh", "三向交握", "tcp#handshake" },
            { "zh", "狀態碼", "http#status" },
            { "zh", "反向代理伺服器", "reverse-proxy#gateway" },
            { "zh", "請求標頭", "http#fields" },
            { "zh", "C#", "mvc#view" },
            { "zh", "C＃", "mvc#view" },
            { "en", "c#", "mvc#view" },
            { "en", "C++", "get-post#urlencoded" },
            { "en", ".NET", "reverse-proxy#aspnet" },
            { "en", "dotnet", "reverse-proxy#aspnet" },
            { "en", "::1", "reverse-proxy#aspnet" },
            { "zh", "2*MSL", "tcp#time-wait" },
            { "en", "2 MSL", "tcp#time-wait" },
            { "en", "HTTP1.1", "http#versions" },
            { "zh", "setcookie", "session-token#cookie" },
            { "en", "set-cookie", "session-token#cookie" },
            { "en", "timewait", "tcp#time-wait" },
            { "zh", "startresponse", "wsgi#start-response" },
            { "en", "where to store jwt", "session-token#storage" },
            { "zh", "jwt 放在哪里", "session-token#storage" },
            { "zh", "JWT 存在哪裡", "session-token#storage" },
            { "en", "orm", "django#models" },
        };

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task Query_FindsThisPlaceFirst(string language, string query, string place)
    {
        var result = await notes.SearchAsync(language, query);
        Assert.Equal($"/{language}/notes/{place}", result.Hits.Select(hit => hit.Url).FirstOrDefault());
    }

    /// <summary>Traditional Chinese, and the words of Taiwan and Hong Kong, beside what the notes write.</summary>
    [Theory]
    [InlineData("請求", "请求")]
    [InlineData("連接", "连接")]
    [InlineData("連線", "连接")]
    [InlineData("會話", "会话")]
    [InlineData("協議", "协议")]
    [InlineData("通訊協定", "协议")]
    [InlineData("緩存", "缓存")]
    [InlineData("快取", "缓存")]
    [InlineData("響應", "响应")]
    [InlineData("回應", "响应")]
    [InlineData("請求頭", "请求头")]
    [InlineData("客戶端", "客户端")]
    [InlineData("用戶端", "客户端")]
    [InlineData("伺服器", "服务器")]
    [InlineData("網頁伺服器", "网页服务器")]
    [InlineData("網路", "网络")]
    [InlineData("资料库", "数据库")]
    [InlineData("資料庫", "数据库")]
    [InlineData("位元組", "字节")]
    [InlineData("執行緒", "线程")]
    [InlineData("逾時", "超时")]
    [InlineData("權杖", "令牌")]
    [InlineData("範本", "模板")]
    [InlineData("乾淨", "干净")]
    public async Task TraditionalChinese_FindsWhatSimplifiedFinds(string traditional, string simplified)
    {
        var (one, other) = (await notes.SearchAsync("zh", traditional), await notes.SearchAsync("zh", simplified));
        Assert.Equal(other.Hits.Select(hit => hit.Url), one.Hits.Select(hit => hit.Url));
    }

    [Theory]
    [InlineData("C#", "C#")]
    [InlineData("setcookie", "Set-Cookie")]
    [InlineData("::1", "::1")]
    [InlineData("伺服器", "服务器")]
    public async Task Name_IsMarkedAsTheNoteWritesIt(string query, string written)
    {
        var hit = (await notes.SearchAsync("zh", query)).Hits[0];
        Assert.Contains(hit.Snippet.Concat(hit.HeadingParts), part => part.Hit && part.Text == written);
    }

    /// <summary>The groups of <c>content/synonyms.yml</c>, each with a language.</summary>
    public static TheoryData<string, string> Groups { get; } =
    [
        .. from line in File.ReadLines(Notes.SynonymsFile)
        where line.StartsWith("- ", StringComparison.Ordinal)
        from language in Language.All
        select (language.Code, line[2..]),
    ];

    [Theory]
    [MemberData(nameof(Groups))]
    public async Task EachTermOfAGroup_FindsSomethingThatExplains(string language, string group)
    {
        foreach (var term in new DeserializerBuilder().Build().Deserialize<List<string>>(group))
        {
            var result = await notes.SearchAsync(language, term);
            Assert.Equal((term, SearchOutcome.Found, false), (term, result.Outcome, result.Relaxed));
        }
    }

    [Theory]
    [InlineData("zh", "TCP 连接", "tcp")]
    [InlineData("en", "TCP connections", "tcp")]
    public async Task TopOfANote_IsHeadedByItsTitle_AndBeginsWithItsSummary(string language, string query, string slug)
    {
        var front = ShippedContent.Journey.Find(slug)!.In(Language.Find(language)!).Front;
        var hit = (await notes.SearchAsync(language, query)).Hits[0];

        Assert.Equal((front.Title, front.Title), (hit.Title, hit.Heading));
        Assert.StartsWith(
            front.Summary[..20],
            string.Concat(hit.Snippet.Select(part => part.Text)),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("en", "get vs post", "Where next")]
    [InlineData("zh", "GET POST 区别", "接下来")]
    public async Task WhatLeadsElsewhere_DoesNotCrowdThePage(string language, string query, string heading) =>
        Assert.DoesNotContain(heading, (await notes.SearchAsync(language, query)).Hits.Select(hit => hit.Heading));

    /// <summary>An index of the shipped notes.</summary>
    public sealed class Notes : IDisposable
    {
        public static readonly string SynonymsFile = Path.Combine(ShippedContent.Folder, "synonyms.yml");

        private readonly SiteSearch _search = new();

        public Notes() => _search.Rebuild(ShippedContent.Journey);

        public Task<SearchResult> SearchAsync(string language, string query) =>
            _search.SearchAsync(Language.Find(language)!, query, TestContext.Current.CancellationToken);

        public void Dispose() => _search.Dispose();
    }
}
