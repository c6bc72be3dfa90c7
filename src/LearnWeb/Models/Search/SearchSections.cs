using System.Collections.Frozen;
using System.Text;
using LearnWeb.Models.Notes;

namespace LearnWeb.Models.Search;

/// <summary>
/// The sections of the pages of one language. The index knows a section by its number, from 0 in reading order, and
/// gives nothing back but that.
/// </summary>
internal sealed class SearchSections
{
    /// <summary>The sections that every note has at its end, by their anchors.</summary>
    private static readonly FrozenSet<string> EndSections = FrozenSet.Create("quiz", "see-also", "sources");

    private readonly List<SearchDocument> _pages = [];
    private readonly List<Place> _places = [];
    private readonly Dictionary<string, List<(int Section, NameRank Rank)>> _named = [];

    private readonly HashSet<string> _joinedNames = [];

    private readonly record struct Place(int Page, int Section, bool IsAside);

    /// <summary>What a name names; what comes first is wanted first.</summary>
    private enum NameRank
    {
        Page,
        Section,
        PartOfPage,
    }

    /// <summary>All <see cref="JoinedNames"/> in the texts.</summary>
    internal IReadOnlySet<string> Joined => _joinedNames;

    /// <summary>Frees what is left over when no page is to come.</summary>
    internal void Trim()
    {
        _places.TrimExcess();
        foreach (var named in _named.Values)
            named.TrimExcess();
    }

    /// <summary>Takes in a page, the next in reading order.</summary>
    /// <returns>Its sections, each with its number.</returns>
    internal IEnumerable<(int Number, Section Section)> Add(SearchDocument page)
    {
        _pages.Add(page);
        foreach (var (index, section) in page.FromTheTop().Index())
        {
            var number = _places.Count;
            var isAside = page.Kind == "errata" || EndSections.Contains(section.Anchor);
            _places.Add(new Place(_pages.Count - 1, index, isAside));
            foreach (var (name, rank) in isAside && section.Anchor.Length > 0 ? [] : Names(page, section))
                Named(name).Add((number, rank));
            _joinedNames.UnionWith(JoinedNames.In(section.Title).Concat(JoinedNames.In(section.Text)));
            yield return (number, section);
        }
    }

    /// <summary>
    /// Whether a section explains nothing: what others get wrong, and what only leads away or asks.
    /// </summary>
    internal bool IsAside(int number) => _places[number].IsAside;

    /// <summary>The number of the page that a section is on.</summary>
    internal int PageOf(int number) => _places[number].Page;

    /// <summary>A section with its page, and whether it is the top of it.</summary>
    internal (SearchDocument Page, Section Section, bool IsTop) Find(int number)
    {
        var (page, place, _) = _places[number];
        var section = _pages[page].FromTheTop()[place];
        return (_pages[page], section with { Title = Shown(section.Title), Text = Shown(section.Text) }, place == 0);
    }

    /// <summary>
    /// The sections with one of these names (<see cref="SectionNames"/>): first the pages, then all in reading order.
    /// </summary>
    internal IEnumerable<int> Find(IEnumerable<string> names) =>
        names
            .SelectMany(name => _named.GetValueOrDefault(name) ?? [])
            .GroupBy(named => named.Section, named => named.Rank)
            .Select(ranks => (Section: ranks.Key, Rank: ranks.Min()))
            .OrderBy(named => named.Rank > NameRank.Page)
            .ThenBy(named => PageOf(named.Section))
            .ThenBy(named => named.Rank)
            .ThenBy(named => named.Section)
            .Select(named => named.Section);

    // Without control characters, and with U+FFFD for half a surrogate pair.
    private static string Shown(string text) =>
        text.Any(c => char.IsControl(c) || char.IsSurrogate(c))
            ? string.Concat(
                text.EnumerateRunes().Where(rune => !Rune.IsControl(rune) || rune.Value is '\t' or '\n' or '\r')
            )
            : text;

    // An anchor or slug is a name too, and the same one in every language.
    private static IEnumerable<(string Name, NameRank Rank)> Names(SearchDocument page, Section section)
    {
        if (section.Anchor.Length > 0)
            return SectionNames
                .In(section.Title)
                .Append(SectionNames.Key(section.Anchor))
                .Distinct()
                .Select(name => (name, NameRank.Section));

        var parts = page.Kind == "note" ? SectionNames.In(page.Title) : [];
        return
        [
            (SectionNames.Key(page.Title), NameRank.Page),
            (SectionNames.Key(section.Title), NameRank.Section),
            .. parts.Append(SectionNames.Key(page.Slug)).Select(name => (name, NameRank.PartOfPage)),
        ];
    }

    private List<(int Section, NameRank Rank)> Named(string name)
    {
        if (!_named.TryGetValue(name, out var named))
            _named[name] = named = [];
        return named;
    }
}
