using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace LearnWeb.Tests.Load.Bench;

/// <summary>Sends many large bodies at once, as one client.</summary>
internal static class BodiesDriver
{
    private const int Mebibyte = 1024 * 1024;

    // Each is small on the wire and large once it is taken apart.
    private static readonly Dictionary<string, (string Path, string Type, Func<string> Text)> Kinds = new(
        StringComparer.Ordinal
    )
    {
        ["arrays"] = (
            "/bin/post",
            "application/json",
            () => $"[[0]{string.Concat(Enumerable.Repeat(",[0]", (Mebibyte / 4) - 2))}]"
        ),
        ["richest"] = (
            "/bin/post",
            "application/json",
            () =>
                $"[{string.Concat(Enumerable.Repeat("[0],", 9_000))}"
                + $"\"{new string('"', 500_000).Replace("\"", "\\\"", StringComparison.Ordinal)}\"]"
        ),
        ["controls"] = ("/bin/post", "text/plain", () => new string('\u0001', Mebibyte)),
        ["fields"] = (
            "/bin/post",
            "application/x-www-form-urlencoded",
            () => string.Join('&', Enumerable.Range(0, 1000).Select(i => $"{i}={new string('%', 1040)}"))
        ),
        ["form"] = (
            "/en/labs/get-post",
            "application/x-www-form-urlencoded",
            () => string.Join('&', Enumerable.Range(0, 100).Select(i => $"{i}={new string('<', 10_400)}"))
        ),
        ["wsgi"] = ("/wsgi/echo/a", "application/json", () => new string('[', Mebibyte)),
    };

    /// <summary>Which bodies there are.</summary>
    public static IEnumerable<string> Names => Kinds.Keys;

    /// <summary>Sends for so many seconds.</summary>
    /// <returns>How many were answered with which status, like <c>270×200, 3×503</c>; 0 is a connection that the server
    /// closed.</returns>
    public static async Task<string> RunAsync(Uri site, string kind, int atOnce, int seconds)
    {
        using var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
        };
        using var client = new HttpClient(handler) { BaseAddress = site, Timeout = TimeSpan.FromSeconds(60) };
        var (path, type, text) = Kinds[kind];
        var body = Encoding.UTF8.GetBytes(text());
        var end = Stopwatch.GetTimestamp() + (seconds * Stopwatch.Frequency);
        var sent = await Task.WhenAll(
            Enumerable.Range(0, atOnce).Select(_ => SendAsync(client, path, type, body, end))
        );
        var statuses = sent.SelectMany(statuses => statuses).CountBy(status => status).OrderBy(count => count.Key);
        return string.Join(
            ", ",
            statuses.Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Value}×{count.Key}"))
        );
    }

    private static async Task<List<int>> SendAsync(HttpClient client, string path, string type, byte[] body, long end)
    {
        var statuses = new List<int>();
        while (Stopwatch.GetTimestamp() < end)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative))
            {
                Content = new ByteArrayContent(body),
            };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
            try
            {
                using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                await using var answer = await response.Content.ReadAsStreamAsync();
                await answer.CopyToAsync(Stream.Null);
                statuses.Add((int)response.StatusCode);
            }
            catch (Exception error) when (error is HttpRequestException or IOException)
            {
                statuses.Add(0); // refused before all of it was sent, and the connection reset
            }
        }

        return statuses;
    }
}
