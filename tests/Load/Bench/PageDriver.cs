using System.Diagnostics;
using System.Globalization;

namespace LearnWeb.Tests.Load.Bench;

/// <summary>
/// Asks for a page again and again on one connection, with pauses, and times each answer to its last byte.
/// </summary>
internal static class PageDriver
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>Asks for so many seconds.</summary>
    /// <returns>In one line: p50, p95 and p99, in milliseconds.</returns>
    /// <exception cref="HttpRequestException">An answer was no success.</exception>
    public static async Task<string> RunAsync(Uri site, string page, int seconds)
    {
        using var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
        };
        using var client = new HttpClient(handler) { BaseAddress = site, Timeout = TimeSpan.FromSeconds(60) };
        var times = new List<double>();
        for (
            var end = Stopwatch.GetTimestamp() + (seconds * Stopwatch.Frequency);
            Stopwatch.GetTimestamp() < end;
            await Task.Delay(Pause)
        )
        {
            var start = Stopwatch.GetTimestamp();
            using var response = await client.GetAsync(new Uri(page, UriKind.Relative));
            response.EnsureSuccessStatusCode();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        times.Sort();
        return string.Create(CultureInfo.InvariantCulture, $"{times.At(50):F2} {times.At(95):F2} {times.At(99):F2}");
    }
}
