using LearnWeb.Models.Labs;
using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Mvc;

namespace LearnWeb.Controllers;

/// <summary>A visitor's goals, for the journey line of pages that are the same for everybody.</summary>
public sealed class GoalsController(GoalStore goals) : Controller
{
    /// <summary>For each lab, whether one of its must-do goals has been reached.</summary>
    [HttpGet("/goals")]
    public async Task<IActionResult> Index()
    {
        Response.Headers.CacheControl = "no-store";
        var reached = await goals.ReachedAsync(HttpContext);
        return Json(
            LabCatalog.All.ToDictionary(
                lab => lab.Slug,
                lab => lab.Goals.Any(goal => goal.MustDo && reached.Contains($"{lab.Slug}/{goal.Id}"))
            )
        );
    }
}
