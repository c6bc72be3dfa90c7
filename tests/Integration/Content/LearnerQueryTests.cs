using System.Text.Json;
using Xunit;

namespace LearnWeb.Tests.Integration.Content;

/// <summary>
/// What learners type, wrong and colloquial words among it, and the place they must see among the first three hits.
/// </summary>
public sealed class LearnerQueryTests(Site site) : IClassFixture<Site>
{
    public static TheoryData<string, string, string> Queries { get; } =
        new()
        {
            { "zh", "片段", "web#fragment" },
            { "zh", "锚点会发给服务器吗", "web#fragment" },
            { "zh", "无状态", "web#stateless" },
            { "zh", "一个 IP 多个网站", "web#host" },
            { "zh", "输入网址后发生了什么", "web" },
            { "zh", "https 保护什么", "web#https" },
            { "zh", "报头", "http" },
            { "zh", "标头", "http" },
            { "zh", "消息体在哪里结束", "http#framing" },
            { "zh", "正文长度", "http#framing" },
            { "zh", "分块传输", "http#framing" },
            { "zh", "no-cache", "http#caching" },
            { "zh", "304", "http#conditional" },
            { "zh", "走私", "http#smuggling" },
            { "zh", "HTTP2 帧", "http#versions" },
            { "zh", "幂等", "get-post#idempotent" },
            { "zh", "GET 能带 body 吗", "get-post#get-body" },
            { "zh", "POST 发两个包", "get-post#two-packets" },
            { "zh", "URL 最长多少", "get-post" },
            { "zh", "重复提交", "get-post#prg" },
            { "zh", "文件上传", "get-post#multipart" },
            { "zh", "三次握手", "tcp#handshake" },
            { "zh", "握手为什么不是两次", "tcp" },
            { "zh", "四次挥手", "tcp" },
            { "zh", "TIME_WAIT", "tcp#time-wait" },
            { "zh", "TIME_WAIT 过多", "tcp#tw-tuning" },
            { "zh", "CLOSE_WAIT", "tcp#close-wait" },
            { "zh", "洪泛", "tcp#syn-flood" },
            { "zh", "SYN攻击", "tcp#syn-flood" },
            { "zh", "半连接队列", "tcp#syn-queue" },
            { "zh", "backlog", "tcp#accept-queue" },
            { "zh", "初始序列号", "tcp#isn" },
            { "zh", "半关闭", "tcp#half-close" },
            { "zh", "心跳 保活", "tcp#keep-alive" },
            { "zh", "连接被拒绝", "tcp#refused" },
            { "zh", "翻墙代理", "forward-proxy" },
            { "zh", "正向代理", "forward-proxy" },
            { "zh", "CONNECT 隧道", "forward-proxy#connect" },
            { "zh", "407", "forward-proxy#authentication" },
            { "zh", "透明代理", "forward-proxy#interception" },
            { "zh", "抓包代理能看到 https 吗", "forward-proxy" },
            { "zh", "反向代理", "reverse-proxy" },
            { "zh", "nginx 配置", "reverse-proxy#nginx" },
            { "zh", "X-Forwarded-For", "reverse-proxy" },
            { "zh", "获取真实 IP", "reverse-proxy" },
            { "zh", "502", "reverse-proxy#errors" },
            { "zh", "负载均衡", "reverse-proxy" },
            { "zh", "正向代理和反向代理的区别", "reverse-proxy#compare" },
            { "zh", "会话", "session-token" },
            { "zh", "JWT 过期", "session-token" },
            { "zh", "cookie 和 session 的区别", "session-token" },
            { "zh", "SameSite", "session-token#samesite" },
            { "zh", "跨站请求伪造", "get-post#csrf" },
            { "zh", "刷新令牌", "session-token#refresh" },
            { "zh", "start_response", "wsgi#start-response" },
            { "zh", "environ", "wsgi#environ" },
            { "zh", "gunicorn", "wsgi" },
            { "zh", "控制器", "mvc#controller" },
            { "zh", "视图模型", "mvc#viewmodel" },
            { "zh", "模型绑定", "mvc#binding" },
            { "zh", "蓝图", "flask" },
            { "zh", "flask session 存在哪里", "flask#session" },
            { "zh", "N+1", "django#n-plus-one" },
            { "zh", "惰性查询", "django#querysets" },
            { "en", "fragment identifier", "web" },
            { "en", "stateless", "web#stateless" },
            { "en", "chunked encoding", "http#framing" },
            { "en", "status code", "http#status" },
            { "en", "etag", "http#conditional" },
            { "en", "idempotent", "get-post#idempotent" },
            { "en", "post redirect get", "get-post#prg" },
            { "en", "url length limit", "get-post#length" },
            { "en", "three way handshake", "tcp#handshake" },
            { "en", "time wait", "tcp#time-wait" },
            { "en", "syn cookies", "tcp#syn-cookies" },
            { "en", "connection refused", "tcp#refused" },
            { "en", "simultaneous close", "tcp" },
            { "en", "connect tunnel", "forward-proxy#connect" },
            { "en", "hop by hop headers", "forward-proxy#hop-by-hop" },
            { "en", "x-forwarded-for spoofing", "reverse-proxy" },
            { "en", "bad gateway", "reverse-proxy#errors" },
            { "en", "load balancer", "reverse-proxy" },
            { "en", "jwt signature", "session-token" },
            { "en", "session fixation", "session-token#fixation" },
            { "en", "csrf token", "session-token" },
            { "en", "wsgi middleware", "wsgi#middleware" },
            { "en", "model view controller", "mvc" },
            { "en", "overposting", "mvc#over-posting" },
            { "en", "flask blueprints", "flask" },
            { "en", "django orm lazy", "django" },
            { "en", "csrf 403 django", "django#csrf" },
        };

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task Query_FindsItsPlace(string language, string query, string place)
    {
        using var response = await site.GetAsync(
            $"/{language}/search?q={Uri.EscapeDataString(query)}",
            ("Accept", "application/json")
        );
        using var result = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        var urls = result
            .RootElement.GetProperty("hits")
            .EnumerateArray()
            .Select(hit => hit.GetProperty("url").GetString()!)
            .ToList();

        Assert.True(
            urls.Take(3).Any(url => IsAt(url, $"/{language}/notes/{place}")),
            $"“{query}” finds {string.Join(", ", urls.Take(6))}, not {place} among the first three"
        );
    }

    [Theory(DisplayName = "What a note is about finds the top of the note first")]
    [InlineData("zh", "代理", "forward-proxy")]
    [InlineData("zh", "TCP", "tcp")]
    [InlineData("zh", "会话令牌", "session-token")]
    [InlineData("en", "TCP", "tcp")]
    [InlineData("en", "proxy", "forward-proxy")]
    [InlineData("en", "session", "session-token")]
    [InlineData("en", "MVC", "mvc")]
    public async Task SubjectOfANote_FindsItsTopFirst(string language, string query, string slug)
    {
        using var response = await site.GetAsync(
            $"/{language}/search?q={Uri.EscapeDataString(query)}",
            ("Accept", "application/json")
        );
        using var result = JsonDocument.Parse(await response.Content.ReadAsStringAsync());

        Assert.Equal(
            $"/{language}/notes/{slug}",
            result.RootElement.GetProperty("hits")[0].GetProperty("url").GetString()
        );
    }

    [Fact]
    public void Table_HasAtLeastEightyQueries() => Assert.True(Queries.Count >= 80);

    /// <summary>The section itself, or anywhere in the note if no section is named.</summary>
    private static bool IsAt(string url, string place) =>
        url == place
        || (!place.Contains('#', StringComparison.Ordinal) && url.StartsWith($"{place}#", StringComparison.Ordinal));
}
