using LearnWeb.Models.Notes;

namespace LearnWeb.Models.Search;

/// <summary>One page as search sees it.</summary>
/// <param name="Language">The code of the language it is written in, one of <see cref="Models.Language.All"/>.</param>
/// <param name="Kind"><c>note</c>, <c>lab</c> or <c>errata</c>.</param>
/// <param name="Slug">The page's slug; a note and its lab share it.</param>
/// <param name="Url">The page's address within the site, without a fragment.</param>
/// <param name="Title">The page's title.</param>
/// <param name="Order">The page's place in the journey; decides among equally good hits.</param>
/// <param name="Sections">Reads the page's text by heading; each section is one possible hit.</param>
public sealed record SearchDocument(
    string Language,
    string Kind,
    string Slug,
    string Url,
    string Title,
    int Order,
    Func<IReadOnlyList<Section>> Sections
)
{
    /// <summary>
    /// The sections, the top of the page first, even where no text stands there: who asks for a page by its title wants
    /// that.
    /// </summary>
    internal IReadOnlyList<Section> FromTheTop() =>
        Sections() is var sections && sections.Any(section => section.Anchor.Length == 0)
            ? sections
            : [new Section("", Title, ""), .. sections];

    /// <summary>The address of one of its sections.</summary>
    internal string UrlOf(Section section) => section.Anchor.Length == 0 ? Url : $"{Url}#{section.Anchor}";
}
