using System.Collections.Frozen;
using LearnWeb.Models.Notes;
using Microsoft.Data.Sqlite;

namespace LearnWeb.Models.Search;

/// <summary>
/// Writes an index into a new database: one FTS5 table for each language, since what is a rare word in one is common in
/// the other; beside it a small one of headings, which are searched first; and what each section is called
/// (<see cref="SectionNames"/>), to put it before all that only mention it.
/// </summary>
internal static class SearchIndexWriter
{
    /// <summary>A row's id is its page's number, in reading order, times this, plus its section's number.</summary>
    internal const int MostSections = 1 << 16;

    /// <summary>
    /// To an aside's id this is added. It counts less, which must be known from the id: to read a row for it would cost
    /// more than to rank it. What others get wrong is one, and so is what only leads away or asks.
    /// </summary>
    internal const long FirstAside = 1L << 48;

    /// <summary>The rank of a name that is a page's whole title; others follow by their place in the journey.</summary>
    internal const int PageTitle = 0;

    private const int HeadingName = 1;
    private const int PartOfPageTitle = 2;

    /// <summary>The sections that every note has at its end, by their anchors.</summary>
    private static readonly FrozenSet<string> EndSections = FrozenSet.Create("quiz", "see-also", "sources");

    private static readonly string Tokenize =
        $"tokenize = \"porter unicode61 remove_diacritics 2 tokenchars '{SearchTokens.NoPlural}'\"";

    /// <summary>Fills an empty database.</summary>
    internal static void Write(
        SqliteConnection connection,
        IReadOnlyList<SearchDocument> documents,
        CancellationToken cancellation
    )
    {
        using var transaction = connection.BeginTransaction();
        foreach (var language in Language.All.Select(language => language.Code))
            WriteLanguage(
                connection,
                language,
                documents.Where(document => document.Language == language),
                cancellation
            );
        transaction.Commit();
    }

    private static void WriteLanguage(
        SqliteConnection connection,
        string language,
        IEnumerable<SearchDocument> documents,
        CancellationToken cancellation
    )
    {
        Execute(
            connection,
            $"""
            CREATE VIRTUAL TABLE {language} USING fts5 (title, heading, body, compatible,
                kind UNINDEXED, slug UNINDEXED, url UNINDEXED, {Tokenize});
            CREATE VIRTUAL TABLE {language}_headings USING fts5 (top, heading, title, content = '', {Tokenize});
            CREATE TABLE {language}_names (name TEXT NOT NULL, rank INTEGER NOT NULL, section INTEGER NOT NULL,
                PRIMARY KEY (name, rank, section)) WITHOUT ROWID;
            """
        );
        using var insert = Prepare(
            connection,
            $"INSERT INTO {language} (rowid, title, heading, body, compatible, kind, slug, url)",
            8
        );
        using var insertName = Prepare(connection, $"INSERT OR IGNORE INTO {language}_names", 3);
        var page = 0L;
        foreach (
            var document in documents.OrderBy(document => document.Order).ThenBy(document => document.Kind == "lab")
        )
        {
            cancellation.ThrowIfCancellationRequested();
            WritePage(document, page++ * MostSections, insert, insertName);
        }

        cancellation.ThrowIfCancellationRequested();
        // A note's title is the heading of its top. What heads an aside is the same on every page, or, of an erratum, a
        // whole sentence, and a wrong one: no heading to be found by. A lab is found by its title and its words, after
        // the notes that explain.
        Execute(
            connection,
            $"""
            INSERT INTO {language}_headings (rowid, top)
                SELECT rowid, title FROM {language} WHERE kind = 'note' AND rowid % {MostSections} = 0;
            INSERT INTO {language}_headings (rowid, heading, title)
                SELECT rowid, heading, title FROM {language}
                WHERE kind = 'note' AND rowid % {MostSections} > 0 AND rowid < {FirstAside};
            INSERT INTO {language} ({language}) VALUES ('optimize');
            INSERT INTO {language}_headings ({language}_headings) VALUES ('optimize');
            """
        );
    }

    private static void WritePage(SearchDocument document, long firstId, SqliteCommand insert, SqliteCommand insertName)
    {
        // Who asks for a page by its title wants the top of the page, even where no text stands there.
        var sections = document.Sections.Any(section => section.Anchor.Length == 0)
            ? document.Sections
            : document.Sections.Prepend(new Section("", document.Title, "")).ToList();
        if (sections.Count > MostSections)
            throw new ArgumentException(
                $"The page {document.Url} has more than {MostSections} sections.",
                nameof(document)
            );

        var title = SearchTokens.IndexForm(document.Title);
        var wordsInTitle = SearchTokens.CompatibilityForm(document.Title);
        foreach (var (place, (anchor, heading, text)) in sections.Index())
        {
            var isAside = document.Kind == "errata" || EndSections.Contains(anchor);
            var id = firstId + place + (isAside ? FirstAside : 0);
            var url = anchor.Length == 0 ? document.Url : $"{document.Url}#{anchor}";
            var compatible =
                $"{wordsInTitle}\n{SearchTokens.CompatibilityForm(heading)}\n{SearchTokens.CompatibilityForm(text)}";
            Run(
                insert,
                id,
                title,
                SearchTokens.IndexForm(heading),
                SearchTokens.IndexForm(text),
                compatible.Trim(),
                document.Kind,
                document.Slug,
                url
            );
            foreach (var (name, rank) in Names(document, anchor, heading).Where(_ => !isAside || anchor.Length == 0))
                Run(insertName, name, rank, id);
        }
    }

    // An anchor or slug is a name too, and the same one in every language.
    private static IEnumerable<(string Name, int Rank)> Names(SearchDocument document, string anchor, string heading)
    {
        if (anchor.Length > 0)
            return SectionNames.In(heading).Append(SectionNames.Key(anchor)).Select(name => (name, HeadingName));

        var parts = document.Kind == "note" ? SectionNames.In(document.Title) : [];
        return
        [
            (SectionNames.Key(document.Title), PageTitle),
            (SectionNames.Key(heading), HeadingName),
            .. parts.Append(SectionNames.Key(document.Slug)).Select(name => (name, PartOfPageTitle)),
        ];
    }

    private static SqliteCommand Prepare(SqliteConnection connection, string into, int values)
    {
        var command = connection.CreateCommand();
        var names = Enumerable.Range(0, values).Select(i => $"$v{i}").ToList();
        command.CommandText = $"{into} VALUES ({string.Join(", ", names)})";
        names.ForEach(name => command.Parameters.Add(new SqliteParameter(name, null)));
        return command;
    }

    private static void Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        command.ExecuteNonQuery();
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
