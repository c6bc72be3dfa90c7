using LearnWeb.Models.Notes;
using Microsoft.Data.Sqlite;

namespace LearnWeb.Models.Search;

/// <summary>
/// Writes the words of one language's sections into an empty database, as FTS5 tables that give numbers of sections
/// (<see cref="SearchSections"/>) and keep no text. Few of the sections that have a common word have it in their
/// heading, and those are the best: headings have a table of their own, which is asked first.
/// </summary>
internal sealed class SearchIndexWriter : IDisposable
{
    // Nobody sees the database before it is complete. Of the words, 4 MiB at a time are sorted and written, and all is
    // merged once, at the end. Words come as SearchTokens makes them. A word takes two bytes less in a table's first
    // column.
    private const string Tables = """
        PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;
        CREATE VIRTUAL TABLE texts USING fts5 (body, heading, title, aside, identifiers,
            content = '', tokenize = 'porter ascii');
        CREATE VIRTUAL TABLE headings USING fts5 (part, page, top, heading, title,
            content = '', tokenize = 'porter ascii');
        INSERT INTO texts (texts, rank) VALUES ('hashsize', 4194304), ('automerge', 0);
        """;

    private const string Completion = """
        INSERT INTO texts (texts) VALUES ('optimize');
        INSERT INTO headings (headings) VALUES ('optimize');
        COMMIT;
        """;

    private readonly SqliteCommand _text;
    private readonly SqliteCommand _heading;

    private SearchIndexWriter(SqliteConnection connection)
    {
        _text = connection.Prepare(
            "INSERT INTO texts (rowid, body, heading, title, aside, identifiers) VALUES ($0, $1, $2, $3, $4, $5)"
        );
        _heading = connection.Prepare(
            "INSERT INTO headings (rowid, part, page, top, heading, title) VALUES ($0, $1, $2, $3, $4, $5)"
        );
    }

    /// <summary>Takes in the pages in reading order, a note before its lab.</summary>
    /// <param name="connection">To the empty database.</param>
    /// <param name="pages">All pages in one language.</param>
    /// <param name="joinedNames">Is given all <see cref="JoinedNames"/> in the pages.</param>
    /// <param name="cancellation">Gives up.</param>
    internal static SearchSections Write(
        SqliteConnection connection,
        IEnumerable<SearchDocument> pages,
        HashSet<string> joinedNames,
        CancellationToken cancellation
    )
    {
        connection.Run(Tables);
        var sections = new SearchSections();
        using var writer = new SearchIndexWriter(connection);
        foreach (var page in pages.OrderBy(page => page.Order).ThenBy(page => page.Kind == "lab"))
        {
            cancellation.ThrowIfCancellationRequested();
            var title = SearchTokens.IndexForm(page.Title);
            foreach (var (number, section) in sections.Add(page))
            {
                writer.Write(number, page, title, section, sections.IsAside(number));
                JoinedNames.AddTo(joinedNames, section.Title);
                JoinedNames.AddTo(joinedNames, section.Text);
            }
        }

        cancellation.ThrowIfCancellationRequested();
        connection.Run(Completion);
        sections.Trim();
        return sections;
    }

    public void Dispose()
    {
        _text.Dispose();
        _heading.Dispose();
    }

    private void Write(int number, SearchDocument page, string title, Section section, bool isAside)
    {
        var isTop = section.Anchor.Length == 0;
        var heading = SearchTokens.IndexForm(section.Title);
        var text = SearchTokens.IndexForm(section.Text);
        var identifiers = $"{JoinedNames.Identifiers(section.Title)} {JoinedNames.Identifiers(section.Text)}";
        if (isAside)
            _text.Set(number, "", "", "", $"{title}{heading}{text}", identifiers).ExecuteNonQuery();
        else if (page.Kind == "lab") // after the notes that explain
            _text.Set(number, "", heading, title, text, identifiers).ExecuteNonQuery();
        else
            _text.Set(number, text, heading, title, "", identifiers).ExecuteNonQuery();

        // A note's title is the heading of its top. What heads an aside is the same on every page, or, of an erratum, a
        // whole sentence, and a wrong one: no heading to be found by. A lab is found by its title and its words. An
        // anchor or slug is a name too, and the same one in every language.
        var isHead = page.Kind == "note" && !isAside;
        if (isTop)
        {
            var parts = page.Kind == "note" ? SectionNames.In(page.Title) : "";
            var part = $"{parts} {Name(section.Title)} {Name(page.Slug)}";
            _heading.Set(number, part, Name(page.Title), isHead ? title : "", "", "");
        }
        else if (!isAside)
        {
            var part = $"{SectionNames.In(section.Title)} {Name(section.Anchor)}";
            _heading.Set(number, part, "", "", isHead ? heading : "", isHead ? title : "");
        }
        else
        {
            return;
        }

        _heading.ExecuteNonQuery();
    }

    private static string Name(string text) => SectionNames.Marked(SearchTokens.Read(text));
}
