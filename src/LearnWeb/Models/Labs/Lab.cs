namespace LearnWeb.Models.Labs;

/// <summary>
/// A page on which the learner makes something real happen and sees exactly what happened. Its words are in the
/// resources under <c>Lab-&lt;slug&gt;-Title</c> and <c>-Summary</c>.
/// </summary>
/// <param name="Slug">Shared with the note it belongs to.</param>
/// <param name="Name">The name its files share: <c>&lt;Name&gt;Lab</c>.</param>
/// <param name="Shape">How the experiment comes about.</param>
public sealed record Lab(string Slug, string Name, LabShape Shape)
{
    public string Title(UiStrings words) => words[$"Lab-{Slug}-Title"];

    public string Summary(UiStrings words) => words[$"Lab-{Slug}-Summary"];

    public string Path(Language language) => $"/{language}/labs/{Slug}";
}

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
