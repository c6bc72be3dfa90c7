using LearnWeb.Models.Notes;
using Microsoft.Data.Sqlite;

namespace LearnWeb.Models.Search;

/// <summary>
/// Writes an index into a new file: one FTS5 table for each language, since what is a rare word in one is common in
/// the other; beside it a small one of headings, which are searched first; and the headings as whole keys, to put
/// an exact match before all.
/// </summary>
internal static class SearchIndexWriter
{
    /// <summary>A row's id is its page's number, in reading order, times this, plus its section's number.</summary>
    internal const int MostSections = 1 << 16;

    /// <summary>
    /// From this id on stands what others get wrong. It counts less, which must be known from the id: to read a row for it would
    /// cost more than to rank it.
    /// </summary>
    internal const long FirstErratum = 1L << 48;

    private const string Tokenize = "tokenize = 'porter unicode61 remove_diacritics 2'";

    /// <summary>Writes the file; if this throws, what is there is worthless and is the caller's to delete.</summary>
    internal static void Write(
        string path, IReadOnlyList<SearchDocument> documents, string fingerprint, CancellationToken cancellation)
    {
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        // Safe only because nobody opens the file before it is complete.
        Execute(connection, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;");
        Execute(connection, "BEGIN; CREATE TABLE about (fingerprint TEXT NOT NULL);");
        foreach (var language in Language.All.Select(language => language.Code))
            WriteLanguage(connection, language, documents.Where(document => document.Language == language), cancellation);

        using var about = connection.CreateCommand();
        about.CommandText = "INSERT INTO about VALUES ($fingerprint)";
        about.Parameters.AddWithValue("$fingerprint", fingerprint);
        about.ExecuteNonQuery();
        Execute(connection, "COMMIT");
    }

    private static void WriteLanguage(
        SqliteConnection connection, string language, IEnumerable<SearchDocument> documents, CancellationToken cancellation)
    {
        Execute(connection, $"""
            CREATE VIRTUAL TABLE {language} USING fts5 (title, heading, body, compatible,
                kind UNINDEXED, slug UNINDEXED, url UNINDEXED, {Tokenize});
            CREATE VIRTUAL TABLE {language}_headings USING fts5 (top, heading, title, content = '', {Tokenize});
            CREATE TABLE {language}_exact (key TEXT NOT NULL, title INTEGER NOT NULL, section INTEGER NOT NULL,
                PRIMARY KEY (key, title, section)) WITHOUT ROWID;
            """);
        using var insert = Prepare(
            connection, $"INSERT INTO {language} (rowid, title, heading, body, compatible, kind, slug, url)", 8);
        using var insertExact = Prepare(connection, $"INSERT OR IGNORE INTO {language}_exact", 3);
        var page = 0L;
        foreach (var document in documents.OrderBy(document => document.Order).ThenBy(document => document.Kind == "lab"))
        {
            cancellation.ThrowIfCancellationRequested();
            WritePage(document, (document.Kind == "errata" ? FirstErratum : 0) + (page++ * MostSections), insert, insertExact);
        }

        cancellation.ThrowIfCancellationRequested();
        // A page's title is the heading of its top. What an erratum is headed by is a whole sentence, and a wrong one: no
        // heading to be found by.
        Execute(connection, $"""
            INSERT INTO {language}_headings (rowid, top) SELECT rowid, title FROM {language} WHERE rowid % {MostSections} = 0;
            INSERT INTO {language}_headings (rowid, heading, title)
                SELECT rowid, heading, title FROM {language} WHERE rowid % {MostSections} > 0 AND rowid < {FirstErratum};
            INSERT INTO {language} ({language}) VALUES ('optimize');
            INSERT INTO {language}_headings ({language}_headings) VALUES ('optimize');
            """);
    }

    private static void WritePage(SearchDocument document, long id, SqliteCommand insert, SqliteCommand insertExact)
    {
        // Who asks for a page by its title wants the top of the page, even where no text stands there.
        var sections = document.Sections.Any(section => section.Anchor.Length == 0)
            ? document.Sections
            : document.Sections.Prepend(new Section("", document.Title, "")).ToList();
        if (sections.Count > MostSections)
            throw new ArgumentException($"The page {document.Url} has more than {MostSections} sections.", nameof(document));

        var titleKey = SearchTokens.Key(document.Title);
        var title = SearchTokens.IndexForm(document.Title);
        var wordsInTitle = SearchTokens.CompatibilityForm(document.Title);
        foreach (var (anchor, heading, text) in sections)
        {
            var url = anchor.Length == 0 ? document.Url : $"{document.Url}#{anchor}";
            var compatible = $"{wordsInTitle}\n{SearchTokens.CompatibilityForm(heading)}\n{SearchTokens.CompatibilityForm(text)}";
            Run(insert, id, title, SearchTokens.IndexForm(heading), SearchTokens.IndexForm(text), compatible.Trim(),
                document.Kind, document.Slug, url);
            Run(insertExact, SearchTokens.Key(heading), 0, id);
            if (anchor.Length == 0)
                Run(insertExact, titleKey, 1, id);
            id++;
        }
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
