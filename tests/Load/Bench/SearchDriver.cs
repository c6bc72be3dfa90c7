using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace LearnWeb.Tests.Load.Bench;

/// <summary>
/// Asks the site's search one query after another on one connection and times each answer to its last byte.
/// </summary>
internal static class SearchDriver
{
    // Common and rare words, phrases, half words as typed, synonyms, digits, and words that no note has.
    private static readonly string[] English =
    [
        "cookie",
        "session",
        "proxy",
        "handshake",
        "TIME-WAIT",
        "TIME_WAIT",
        "header field",
        "sequence number",
        "reverse proxy cache",
        "same-origin policy",
        "bearer token session",
        "retrans",
        "WSGI",
        "shop-7.example",
        "order 11",
        "idempotent",
        "capture 5",
        "model binding",
        "zeppelin",
        "the",
    ];

    private static readonly string[] Chinese =
    [
        "会话",
        "序号",
        "序列号",
        "三次握手",
        "首部",
        "请求头",
        "反向代理",
        "正向代理 缓存",
        "泛洪",
        "洪泛",
        "长连接",
        "同源策略",
        "TIME_WAIT",
        "SYN攻击",
        "WSGI 可调用对象",
        "订单 7",
        "往返时间",
        "面试官",
        "齐柏林飞艇",
        "源",
    ];

    /// <summary>Sends the warm-up, then the measured requests, English and Chinese in turn.</summary>
    /// <returns>In one line: p50 and p99 for English, p50 and p99 for Chinese (milliseconds), mean answer
    /// (bytes).</returns>
    /// <exception cref="HttpRequestException">An answer was not 200, or was not JSON.</exception>
    public static async Task<string> RunAsync(Uri site, int requests, int warmUp)
    {
        using var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
        };
        using var client = new HttpClient(handler) { BaseAddress = site, Timeout = TimeSpan.FromSeconds(30) };
        client.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        var addresses = English
            .Zip(Chinese, (en, zh) => new[] { Address("en", en), Address("zh", zh) })
            .SelectMany(pair => pair)
            .ToArray();

        for (var sent = 0; sent < warmUp; sent++)
        {
            await AskAsync(client, addresses[sent % addresses.Length]);
        }

        List<double>[] times =
        [
            [],
            [],
        ];
        long bytes = 0;
        for (var sent = 0; sent < requests; sent++)
        {
            var start = Stopwatch.GetTimestamp();
            bytes += await AskAsync(client, addresses[sent % addresses.Length]);
            times[sent % 2].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        var (english, chinese) = (times[0].Order().ToArray(), times[1].Order().ToArray());
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{english.At(50):F2} {english.At(99):F2} {chinese.At(50):F2} {chinese.At(99):F2} "
                + $"{bytes / Math.Max(1, requests)}"
        );
    }

    private static Uri Address(string language, string query) =>
        new($"/{language}/search?q={Uri.EscapeDataString(query)}", UriKind.Relative);

    private static async Task<int> AskAsync(HttpClient client, Uri address)
    {
        using var response = await client.GetAsync(address);
        var body = await response.Content.ReadAsByteArrayAsync();
        var type = response.Content.Headers.ContentType?.MediaType;
        // A page that says "too many requests" is fast and would make the numbers lie.
        return response.StatusCode == HttpStatusCode.OK && type == "application/json"
            ? body.Length
            : throw new HttpRequestException(
                $"{address} answered {(int)response.StatusCode} {type}, not 200 application/json."
            );
    }
}
