namespace LearnWeb.Models.Labs;

/// <summary>
/// A page on which the learner makes something real happen and sees exactly what happened. Its words are in the
/// resources under <c>Lab-&lt;slug&gt;-Title</c> and <c>-Summary</c>.
/// </summary>
/// <param name="Slug">Shared with the note it belongs to.</param>
/// <param name="Name">The name its files share: <c>&lt;Name&gt;Lab</c>.</param>
/// <param name="Shape">How the experiment comes about.</param>
/// <param name="Minutes">About how long its must-do goals take, in minutes.</param>
/// <param name="Goals">What to do in it, in this order; their words are under
/// <c>Goal-&lt;slug&gt;-&lt;id&gt;</c>.</param>
/// <param name="Presets">The experiments that its page offers at one click, in the order of the page; none, if it
/// offers none.</param>
public sealed record Lab(
    string Slug,
    string Name,
    LabShape Shape,
    int Minutes,
    IReadOnlyList<Goal> Goals,
    IReadOnlyList<Preset>? Presets = null
)
{
    public IReadOnlyList<Preset> Presets { get; } = Presets ?? [];

    public string Title(UiStrings words) => words[$"Lab-{Slug}-Title"];

    public string Summary(UiStrings words) => words[$"Lab-{Slug}-Summary"];

    public string Path(Language language) => $"/{language}/labs/{Slug}";
}

/// <summary>One thing a learner is to do in a lab, ticked when the server has seen it done.</summary>
/// <param name="Id">Unique in its lab.</param>
/// <param name="MustDo">Whether the station counts as done only with it, or with another such.</param>
public sealed record Goal(string Id, bool MustDo = false);

/// <summary>The three shapes a lab can have.</summary>
public enum LabShape
{
    /// <summary>The learner gives an input, the server runs the experiment, and nothing stays.</summary>
    Run,

    /// <summary>The learner's own request is the experiment.</summary>
    Observe,

    /// <summary>An experiment that spans requests and time.</summary>
    Visit,
}
