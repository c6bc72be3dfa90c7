using System.Text.Encodings.Web;
using LearnWeb.Models;
using Microsoft.Extensions.Primitives;

namespace LearnWeb.Pipeline;

/// <summary>
/// Refuses requests for other host names than the site's (RFC 9110 §7.4): through a foreign name, another site's page
/// could read this one (DNS rebinding). In place of ASP.NET Core's own filter, whose page explains nothing.
/// </summary>
/// <param name="names">The names answered to; <c>*.example.org</c> stands for any name below it. None: this machine's
/// own.</param>
/// <param name="url">Where the site is, if it knows. Of the name that was asked for nothing is ever said.</param>
/// <param name="own">This machine's names.</param>
internal sealed class KnownHosts(IEnumerable<string> names, string? url, OwnNames own)
{
    private const string Reason =
        "This site is not known by that host name. Whoever runs it can add the name: Site:Url or AllowedHosts.";

    private readonly List<StringSegment> _names = [.. names.Select(name => new StringSegment(name))];
    private readonly string _page = Page(url);

    public Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        // HTTP/1.0 may name none (RFC 1945).
        if (!context.Request.Host.HasValue || IsKnown(context.Request.Host))
        {
            return next(context);
        }

        SecurityHeaders.Set(context);
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        context.Response.Headers.CacheControl = "no-store";
        return IsOfProgram(context.Request)
            ? Results.Problem(statusCode: StatusCodes.Status400BadRequest, detail: Reason).ExecuteAsync(context)
            : WritePageAsync(context);
    }

    private bool IsKnown(HostString host) =>
        _names.Count > 0 ? HostString.MatchesAny(host.Value, _names) : own.Contain(host.Host);

    private static bool IsOfProgram(HttpRequest request) =>
        request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        || request.Path.StartsWithSegments("/bin", StringComparison.OrdinalIgnoreCase)
        || TraceResult.WantsJson(request);

    private Task WritePageAsync(HttpContext context)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : context.Response.WriteAsync(_page, context.RequestAborted);
    }

    /// <summary>Without style: under a name that is refused, so are style sheets.</summary>
    private static string Page(string? url) =>
        $"""
            <!DOCTYPE html>
            <html lang="{Language.English.Tag}">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>400 Bad Request · LearnWeb</title>
            <main>
            <h1>400 Bad Request</h1>
            {string.Join('\n', Language.All.Select(language => Section(language, UiStrings.For(language), url)))}
            </main>
            </html>

            """;

    private static string Section(Language language, UiStrings words, string? url)
    {
        var link = url is null
            ? ""
            : $"<p>{words["OtherHost-Here"]} <a "
                + $"href=\"{HtmlEncoder.Default.Encode(url)}\">{HtmlEncoder.Default.Encode(url)}</a></p>";
        return $"<section lang=\"{language.Tag}\"><h2>{words["OtherHost-Title"]}</h2><p>{words["OtherHost-Text"]}"
            + $"</p>{link}<p>{words["OtherHost-Setting"]}</p></section>";
    }
}
