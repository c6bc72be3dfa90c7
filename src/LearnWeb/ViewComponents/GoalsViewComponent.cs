using LearnWeb.Models.Labs;
using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Mvc;

namespace LearnWeb.ViewComponents;

/// <summary>A lab's goals, and which of them this visitor has reached.</summary>
public sealed class GoalsViewComponent(GoalBook goals) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(Lab lab)
    {
        var reached = await goals.ReachedAsync(HttpContext);
        return View(new GoalsViewModel(lab, [.. lab.Goals.Where(goal => reached.Contains($"{lab.Slug}/{goal.Id}"))]));
    }
}

/// <summary>What the list of goals shows.</summary>
public sealed record GoalsViewModel(Lab Lab, IReadOnlyList<Goal> Reached);
