using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace LearnWeb.Pipeline;

/// <summary>
/// Answers with a trace in one of two forms, chosen by <c>Accept</c> (RFC 9110 §12.5.1): a page for a browser, or JSON
/// for a program. Without <c>Accept</c>, the answer is the page. No cache stores it.
/// </summary>
/// <param name="page">The page that shows the trace.</param>
/// <param name="trace">The trace, which is serialised to JSON.</param>
internal sealed class TraceResult(ViewResult page, object trace) : ActionResult
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        // Chinese stays legible; characters with a meaning in HTML are still escaped.
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        WriteIndented = true,
    };

    public override Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.Headers.CacheControl = "no-store";
        response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        return WantsJson(context.HttpContext.Request)
            ? new JsonResult(trace, Json) { StatusCode = page.StatusCode }.ExecuteResultAsync(context)
            : page.ExecuteResultAsync(context);
    }

    /// <summary>Whether this request is answered with JSON.</summary>
    public static bool WantsJson(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted))
        {
            return false;
        }

        return Weight(accepted, "application/json") > Weight(accepted, "text/html");
    }

    /// <summary>
    /// The weight of a media type, which is that of the most specific range that covers it; 0 if none does.
    /// </summary>
    private static double Weight(IList<MediaTypeHeaderValue> accepted, string mediaType)
    {
        var wanted = new MediaTypeHeaderValue(mediaType);
        return accepted
            .Where(wanted.IsSubsetOf)
            .OrderBy(range => (range.MatchesAllTypes, range.MatchesAllSubTypes))
            .Select(range => range.Quality ?? 1)
            .FirstOrDefault();
    }
}
