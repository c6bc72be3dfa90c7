using System.Collections.Frozen;
using LearnWeb.Models.Notes;

namespace LearnWeb.Models.Search;

/// <summary>
/// The sections of the pages of one language. The index knows a section by its number and gives nothing back but that.
/// Numbers are in reading order, but that a page's top comes after its sections: who asks for a part of what a page is
/// about wants the section of that name first.
/// </summary>
internal sealed class SearchSections
{
    /// <summary>The sections that every note has at its end, by their anchors.</summary>
    private static readonly FrozenSet<string> EndSections = FrozenSet.Create("quiz", "see-also", "sources");

    private readonly List<SearchDocument> _pages = [];
    private readonly List<Place> _places = [];

    private readonly record struct Place(int Page, int Section, bool IsAside);

    /// <summary>Takes in a page, the next in reading order.</summary>
    /// <returns>Its sections, each with its number.</returns>
    internal IEnumerable<(int Number, Section Section)> Add(SearchDocument page)
    {
        _pages.Add(page);
        var sections = page.FromTheTop();
        for (var next = 1; next <= sections.Count; next++)
        {
            var place = next % sections.Count;
            var isAside = page.Kind == "errata" || EndSections.Contains(sections[place].Anchor);
            _places.Add(new Place(_pages.Count - 1, place, isAside));
            yield return (_places.Count - 1, sections[place]);
        }
    }

    /// <summary>Frees what is left over when no page is to come.</summary>
    internal void Trim() => _places.TrimExcess();

    /// <summary>
    /// Whether a section explains nothing: what others get wrong, and what only leads away or asks.
    /// </summary>
    internal bool IsAside(int number) => _places[number].IsAside;

    /// <summary>The number of the page that a section is on.</summary>
    internal int PageOf(int number) => _places[number].Page;

    /// <summary>A page by its number.</summary>
    internal SearchDocument Page(int number) => _pages[number];

    /// <summary>Which section of its page it is; 0 is the top.</summary>
    internal int PlaceOf(int number) => _places[number].Section;
}
