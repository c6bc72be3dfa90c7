using LearnWeb.Models.Labs;
using LearnWeb.Pipeline;
using LearnWeb.ViewComponents;
using Microsoft.AspNetCore.Mvc;

namespace LearnWeb.Controllers;

/// <summary>
/// All labs on one page, with what this visitor has done in them. Each lab has a controller of its own.
/// </summary>
public sealed class LabsController(GoalStore goals) : Controller
{
    [HttpGet("/{lang:lang}/labs")]
    public async Task<IActionResult> Index()
    {
        Response.Headers.CacheControl = "no-store";
        var reached = await goals.ReachedAsync(HttpContext);
        return View(LabCatalog.All.Select(lab => GoalsViewModel.Of(lab, reached)).ToList());
    }
}
