using System.Globalization;
using LearnWeb.Models.Search;
using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace LearnWeb.Controllers;

/// <summary>Error pages that explain their own status code; a 404 also searches for what was asked.</summary>
[ApiExplorerSettings(IgnoreApi = true)]
public sealed class ErrorController(SiteSearch search) : Controller
{
    /// <summary>Reached only by re-execution; asked for by itself it is a page that does not exist.</summary>
    [Route("/error/{status:int}")]
    public async Task<IActionResult> Index()
    {
        // Not a parameter: to bind one, MVC would read the request's form, which may be the very thing that failed.
        var status = int.Parse((string)RouteData.Values["status"]!, CultureInfo.InvariantCulture);
        var original = HttpContext.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath;
        var failure = HttpContext.Features.Get<IExceptionHandlerPathFeature>();
        status = failure?.Error switch
        {
            // What Kestrel finds wrong while an action reads the request: too large, cut off, badly framed.
            BadHttpRequestException bad => bad.StatusCode,
            null when original is null => StatusCodes.Status404NotFound,
            _ => status,
        };

        Response.StatusCode = status;
        Response.Headers.CacheControl = "no-store";
        var query = WordsOf(original);
        var found =
            status == StatusCodes.Status404NotFound && query.Length > 0 && search.IsReady
                ? await search.SearchAsync(HttpContext.Language(), query, HttpContext.RequestAborted)
                : null;
        return View(
            new ErrorViewModel(status, query, found?.Under(Request.PathBase).Hits ?? [], StalePage.IsWhy(HttpContext))
        );
    }

    /// <summary>The words of a path, without the language and the section, short enough to search for.</summary>
    private static string WordsOf(string? path)
    {
        var words = (path ?? "")
            .Split('/', '.', '-', '_')
            .Where(word => word is not ("" or "zh" or "en" or "notes" or "labs" or "md" or "html" or "php"));
        var query = string.Join(' ', words);
        return query.Length <= 60 ? query : query[..60];
    }
}

/// <summary>What an error page shows.</summary>
/// <param name="Status">The status code it explains.</param>
/// <param name="Query">The words of the path that was asked for.</param>
/// <param name="Hits">What there is under these words instead.</param>
/// <param name="IsStale">Whether the form that was sent is older than the present sign-in.</param>
public sealed record ErrorViewModel(int Status, string Query, IReadOnlyList<SearchHit> Hits, bool IsStale);
