using LearnWeb.Models.Search;
using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Mvc;

namespace LearnWeb.Controllers;

/// <summary>Search over notes and labs in the page's language.</summary>
public sealed class SearchController(SiteSearch search) : Controller
{
    // excerpt: action
    [HttpGet("/{lang:lang}/search")]
    public async Task<IActionResult> Index(string? q)
    {
        var result = (await search.SearchAsync(HttpContext.Language(), q, HttpContext.RequestAborted)).Under(
            Request.PathBase
        );
        return new TraceResult(View(result), result);
    }
    // end: action
}
