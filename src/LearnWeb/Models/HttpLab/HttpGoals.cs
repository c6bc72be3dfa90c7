using System.Globalization;
using System.Text;
using LearnWeb.Http;
using LearnWeb.Models.Labs;

namespace LearnWeb.Models.HttpLab;

/// <summary>Which of the lab's goals a conversation has reached, judged by the bytes that came back.</summary>
public static class HttpGoals
{
    public const string Answered = "answered";
    public const string Refused = "refused";
    public const string NotModified = "not-modified";

    /// <summary>All goals, in the order in which the page lists them.</summary>
    public static IReadOnlyList<Goal> All { get; } =
    [new(Answered, MustDo: true), new(Refused, MustDo: true), new(NotModified, MustDo: true)];

    public static IEnumerable<string> ReachedBy(HttpTrace trace)
    {
        var statuses = trace.Exchanges.SelectMany(StatusesOf).ToList();
        if (statuses.Contains(200))
        {
            yield return Answered;
        }

        if (statuses.Contains(400))
        {
            yield return Refused;
        }

        if (statuses.Contains(304))
        {
            yield return NotModified;
        }
    }

    /// <summary>The status codes that came back for a request, interim ones first.</summary>
    public static IEnumerable<int> StatusesOf(RawExchange exchange) =>
        from part in MessageParts.Of(exchange.Response.Bytes.Span)
        where part.Kind == PartKind.StartLine
        let words = Encoding.Latin1.GetString(exchange.Response.Bytes.Span.Slice(part.Start, part.Length)).Split(' ')
        select int.TryParse(
            words.ElementAtOrDefault(1)?.Trim(),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var status
        )
            ? status
            : 0;
}
