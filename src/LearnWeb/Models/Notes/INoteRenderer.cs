namespace LearnWeb.Models.Notes;

/// <summary>Makes HTML of notes.</summary>
public interface INoteRenderer
{
    /// <summary>Renders one note.</summary>
    /// <param name="markdown">The text after the front matter.</param>
    /// <param name="slug">The note's slug; its images are served under it.</param>
    /// <param name="language">The language of the words the blocks add.</param>
    /// <param name="errata">What its misconception blocks can quote, by id.</param>
    /// <exception cref="ContentException">A block is malformed; the line is counted in
    /// <paramref name="markdown"/>.</exception>
    RenderedText Render(string markdown, string slug, Language language, IReadOnlyDictionary<string, Erratum> errata);

    /// <summary>Renders an erratum for its own page.</summary>
    RenderedErratum Render(Erratum erratum, Language language);
}

/// <summary>What a note's Markdown becomes.</summary>
public sealed record RenderedText(
    string Html,
    IReadOnlyList<Heading> Headings,
    IReadOnlyList<Section> Sections,
    string Prose,
    int Figures,
    int Questions,
    IReadOnlyList<NoteMistake> Mistakes
);
