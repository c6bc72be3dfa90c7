using LearnWeb.Models.Labs;
using Microsoft.AspNetCore.Mvc;

namespace LearnWeb.ViewComponents;

/// <summary>A lab's presets, group by group.</summary>
public sealed class PresetsViewComponent : ViewComponent
{
    /// <param name="lab">The lab.</param>
    /// <param name="chosen">The one on the page, if it is one.</param>
    /// <param name="fold">Whether only the first group is open, and the one chosen.</param>
    public IViewComponentResult Invoke(Lab lab, Preset? chosen, bool fold = false) =>
        View(new PresetsViewModel(lab, chosen, fold));
}

/// <summary>What <see cref="PresetsViewComponent"/> shows.</summary>
public sealed record PresetsViewModel(Lab Lab, Preset? Chosen, bool Fold)
{
    public IReadOnlyList<IGrouping<string, Preset>> Groups { get; } = [.. Lab.Presets.GroupBy(preset => preset.Group)];
}
