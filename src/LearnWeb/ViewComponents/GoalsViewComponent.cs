using LearnWeb.Models.Labs;
using LearnWeb.Pipeline;
using Microsoft.AspNetCore.Mvc;

namespace LearnWeb.ViewComponents;

/// <summary>A lab's goals, and which of them this visitor has reached.</summary>
public sealed class GoalsViewComponent(GoalStore goals) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(Lab lab)
    {
        return View(GoalsViewModel.Of(lab, await goals.ReachedAsync(HttpContext)));
    }
}

/// <summary>A lab with what this visitor has done in it.</summary>
public sealed record GoalsViewModel(Lab Lab, IReadOnlyList<Goal> Reached)
{
    /// <param name="lab">The lab.</param>
    /// <param name="reached">The goals that the visitor has reached in all labs, as <c>lab/goal</c>.</param>
    public static GoalsViewModel Of(Lab lab, IReadOnlySet<string> reached) =>
        new(lab, [.. lab.Goals.Where(goal => reached.Contains($"{lab.Slug}/{goal.Id}"))]);
}
