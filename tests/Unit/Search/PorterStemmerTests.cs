using System.Text.RegularExpressions;
using LearnWeb.Models.Search;
using Microsoft.Data.Sqlite;
using Xunit;

namespace LearnWeb.Tests.Unit.Search;

/// <summary>The stems of all words in the English notes, beside those that SQLite indexes.</summary>
public sealed partial class PorterStemmerTests
{
    [Fact]
    public void Stems_AreThoseOfTheIndex()
    {
        var words = ShippedContent
            .Notes.Where(note => note.Language.Code == "en")
            .SelectMany(note => Word().Matches(note.Text.Value.Source.ToLowerInvariant()).Select(match => match.Value))
            .Concat([
                "relational",
                "conditional",
                "hopping",
                "falling",
                "agreed",
                "feed",
                "bled",
                "sing",
                "sky",
                "happy",
                "ponies",
                "caresses",
                "vietnamization",
                "sensibiliti",
                "controll",
                "probate",
                "rate",
            ])
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();

        var indexed = Indexed(words);
        Assert.True(words.Count > 2000);
        Assert.Empty(words.Select(word => (word, PorterStemmer.Stem(word))).Except(words.Zip(indexed)));
    }

    /// <summary>Each word's token, as a table of the index's kind keeps it.</summary>
    private static List<string> Indexed(List<string> words)
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            CREATE VIRTUAL TABLE text USING fts5 (word, tokenize = 'porter unicode61 remove_diacritics 2');
            CREATE VIRTUAL TABLE tokens USING fts5vocab (text, instance);
            INSERT INTO text (rowid, word) SELECT key, value FROM json_each($words);
            SELECT term FROM tokens ORDER BY doc;
            """;
        command.Parameters.AddWithValue("$words", System.Text.Json.JsonSerializer.Serialize(words));
        using var rows = command.ExecuteReader();
        var terms = new List<string>();
        while (rows.Read())
            terms.Add(rows.GetString(0));
        return terms;
    }

    [GeneratedRegex("[a-z]{3,64}")]
    private static partial Regex Word();
}
